"""The tables of names in the Vietnamese pack: every code known, nothing said twice and differently."""

import collections
import itertools
import tomllib
from importlib.resources import files

from banggiao import knowledge, ontology
from banggiao.languages.orthography import fold
from banggiao.languages.pack import load

VI = load("vi")


def known(code: str) -> bool:
    return (
        code in knowledge.states()
        or code in knowledge.organisations()
        or code.removesuffix("-OPP") in knowledge.states()
    )


def test_codes_of_names_are_known() -> None:
    for table in ("names", "organisations", "people"):
        unknown = {row["code"] for row in VI.rows(table) if row["code"] and not known(row["code"])}
        assert unknown == set(), table


def test_kinds_of_names_are_those_that_the_comment_lists() -> None:
    kinds = {row["kind"] for row in VI.rows("names")}
    assert kinds == {"state", "short", "capital", "seat", "metonym", "region", "bloc", "decoy"}
    for row in VI.rows("names"):
        assert (row["code"] == "") == (row["kind"] == "decoy"), row
        assert not row["place"] or 0 <= float(row["place"]) <= 1, row


def test_no_name_means_two_states() -> None:
    meanings: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
    for row in VI.rows("names"):
        meanings[fold(row["name"]), row["kind"]].add(row["code"])
    assert {key: codes for key, codes in meanings.items() if len(codes) > 1} == {}


def test_no_organisation_s_name_means_two_things() -> None:
    names = [fold(row["name"]) for row in VI.rows("organisations")]
    codes: dict[str, set[str]] = collections.defaultdict(set)
    for name, row in zip(names, VI.rows("organisations"), strict=True):
        codes[name].add(row["code"])
    assert {name: found for name, found in codes.items() if len(found) > 1} == {}


def test_words_that_are_common_need_context() -> None:
    needing = {row["name"] for row in VI.rows("names") if row["context"] == "needs-context"}
    assert needing >= {
        "Anh",
        "Ý",
        "Đức",
        "Pháp",
        "Nga",
        "Trung",
        "Thái",
        "Áo",
        "Mỹ",
        "Úc",
        "Bỉ",
        "Triều",
        "Hàn",
        "Nhật",
    }
    assert not needing & {"Trung Quốc", "Triều Tiên", "Ukraine", "Hoa Kỳ"}
    acronyms = {row["name"] for row in VI.rows("organisations") if row["context"] == "needs-context"}
    assert acronyms >= {"IS", "WB", "AU", "EC"}


def test_every_state_has_a_vietnamese_name() -> None:
    named = {row["code"] for row in VI.rows("names") if row["kind"] == "state"}
    assert set(knowledge.states()) <= named


def test_capitals_that_are_mostly_places_say_so() -> None:
    share = {row["name"]: float(row["place"]) for row in VI.rows("names") if row["kind"] == "capital"}
    assert share["Brussels"] > 0.9
    assert share["Paris"] > 0.7
    assert share["Ankara"] < 0.4
    assert share["Moscow"] < 0.5


def test_persons_have_one_canonical_spelling_a_code() -> None:
    meanings: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
    for row in VI.rows("people"):
        meanings[row["variant"], row["code"]].add(row["canonical"])
    assert {key: names for key, names in meanings.items() if len(names) > 1} == {}
    assert len({row["canonical"] for row in VI.rows("people")}) >= 400


def test_a_bare_word_means_one_person() -> None:
    meanings: dict[str, set[str]] = collections.defaultdict(set)
    for row in VI.rows("people"):
        if row["bare"]:
            meanings[row["variant"]].add(row["canonical"])
    assert {word: names for word, names in meanings.items() if len(names) > 1} == {}


def test_canonical_spellings_are_those_of_the_offices() -> None:
    offices = knowledge.Offices()
    for name in (
        "Vladimir Putin",
        "Donald Trump",
        "Xi Jinping",
        "Josep Borrell",
        "Emmanuel Macron",
        "Recep Tayyip Erdoğan",
    ):
        assert name in {row["canonical"] for row in VI.rows("people")}
        assert {t.person for t in offices.tenures(name)} == {name}


def test_opposition_leaders_do_not_act_for_the_state() -> None:
    codes = {row["canonical"]: row["code"] for row in VI.rows("people")}
    assert codes["Alexei Navalny"] == "RUS-OPP"
    assert codes["Juan Guaidó"] == "VEN-OPP"


def test_places_of_the_pack_are_in_the_table_of_places() -> None:
    for row in VI.rows("places"):
        assert (row["place"], row["country"]) in knowledge.places(), row


def test_every_context_of_the_ontology_has_words() -> None:
    topics = tomllib.loads(files("banggiao.languages").joinpath("vi", "topics.toml").read_text(encoding="utf-8"))
    assert set(topics) == set(ontology.load().contexts)
    assert all(entry["words"] for entry in topics.values())


def test_terms_of_a_person_under_another_code_are_dated_and_do_not_overlap() -> None:
    terms: dict[str, set[tuple[str, str]]] = collections.defaultdict(set)
    lasting: dict[str, set[str]] = collections.defaultdict(set)
    for row in VI.rows("people"):
        if row["from"] or row["until"]:
            terms[row["canonical"]].add((row["from"] or "0", row["until"] or "9"))
        else:
            lasting[row["canonical"]].add(row["code"])
    assert len(terms) >= 30
    for person, spans in terms.items():
        ordered = sorted(spans)
        assert len(lasting[person]) == 1, person
        assert all(start <= end for start, end in ordered), person
        assert all(one[1] < two[0] for one, two in itertools.pairwise(ordered)), person


def test_who_acts_for_several_codes_has_a_term_for_all_but_one() -> None:
    lasting: dict[str, set[str]] = collections.defaultdict(set)
    for row in VI.rows("people"):
        if not row["from"] and not row["until"]:
            lasting[row["canonical"]].add(row["code"])
    assert {person: codes for person, codes in lasting.items() if len(codes) > 1} == {}
