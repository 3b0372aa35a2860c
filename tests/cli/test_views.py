"""The views for people: what they show, that they cannot be steered by a page, and that their offsets are right."""

from __future__ import annotations

import csv
import datetime as dt
import html.parser
import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from banggiao.cli import render_csv, render_html, render_svg, wording
from banggiao.cli.folding import columns, fold_runs
from banggiao.cli.html_text import Marks
from banggiao.cli.interface import LANGUAGES, interface, preferred
from banggiao.cli.render_text import TextView, marked
from banggiao.cli.view import View
from banggiao.records import Basis, Event, Interval

from .sample import TEXT, record, span


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def text_view(lang: str = "en", width: int = 80, colour: bool = False) -> str:
    return TextView(interface(lang), width, colour).render(record())


def html_view(lang: str = "en") -> str:
    view = View("html", lang)
    return (view.opening() + view(record()).body + view.closing()).decode()


class TestText:
    def test_the_head_says_why_the_document_is_dated_so(self) -> None:
        shown = text_view()
        assert "Published  2014-05-13, to the day" in shown
        assert "because “2014-05-13T08:00”: datePublished" in shown

    def test_an_event_shows_who_whom_what_status_and_who_says_so(self) -> None:
        shown = text_view()
        assert re.search(r" 2009 +Mongolia \(MNG\) → Laos \(LAO\)", shown)
        assert "Sanctions: expulsion · earlier · according to Thongloun Sisoulith (LAO)" in shown

    def test_brackets_mark_the_evidence_where_colours_do_not(self) -> None:
        assert "[Mông Cổ →] đã «trục xuất» hai nhà ngoại giao [→ Lào]" in text_view()
        assert "[Mông Cổ" not in text_view(colour=True)
        assert "\x1b[1;4mtrục xuất\x1b[0m" in text_view(colour=True)

    def test_what_comes_after_the_events(self) -> None:
        shown = text_view()
        assert "Standing arrangements (1)" in shown
        assert "2014-05-12  resumed" in shown
        assert "expulsion imposed" in shown
        assert "2014-09  họp ủy ban" in shown
        assert "kept out: 3 read-more" in shown

    @pytest.mark.parametrize("width", [40, 60, 80, 120])
    def test_no_line_is_wider_than_the_terminal(self, width: int, lang: str) -> None:
        assert max(map(columns, text_view(lang, width).splitlines())) <= width

    def test_the_page_cannot_steer_the_terminal(self) -> None:
        title = "Tin \x1b]0;owned\x07 \u202enóng"
        hostile = replace(record(), document=replace(record().document, title=title))
        shown = TextView(interface("en")).render(hostile)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)

    def test_a_page_without_events_says_so(self) -> None:
        shown = TextView(interface("en")).render(replace(record(), events=(), agenda=(), measures=(), mechanisms=()))
        assert "No event among states" in shown

    @pytest.mark.parametrize("kind", ["list", "other"])
    def test_a_page_that_tells_nothing_says_so_in_one_line(self, kind: str, lang: str) -> None:
        page = replace(record(), events=(), document=replace(record().document, kind=kind))
        shown = TextView(interface(lang)).render(page)
        assert shown.count("\n") == 1
        assert "page.txt" in shown

    def test_an_undated_page_says_so(self) -> None:
        page = replace(record(), document=replace(record().document, published=None))
        assert "Published  not known" in TextView(interface("en")).render(page)

    def test_words_that_point_back_say_at_whom(self) -> None:
        event = record().events[1]
        speaker = event.said_by
        assert speaker is not None
        pointing = replace(speaker, via=span("Ngoại trưởng Lào"))
        shown = TextView(interface("en")).render(replace(record(), events=(replace(event, said_by=pointing),)))
        assert f"“{speaker.text}” = Thongloun Sisoulith (LAO)" in shown

    def test_the_rule_stands_there_on_request_only(self) -> None:
        rule = record().events[0].rule
        assert f"rule {rule}" not in text_view()
        assert f"rule {rule}" in TextView(interface("en"), verbose=True).render(record())

    def test_the_dates_of_events_stand_in_a_column(self) -> None:
        lines = [line for line in text_view().splitlines() if re.match(r" \d  ", line)]
        assert len({len(re.match(r" \d  \S+ +", line)[0]) for line in lines}) == 1  # type: ignore[index]

    def test_much_evidence_is_counted_and_shown_on_request(self) -> None:
        pieces = tuple(
            Basis("year-told", str(year), year, year + 4, f"tells of {year}", dt.date(year, 1, 1), None)
            for year in range(1990, 2000)
        )
        date = Interval(dt.date(1999, 1, 1), dt.date(2014, 5, 13), "decade", pieces)
        page = replace(record(), document=replace(record().document, published=date, captured=None))
        assert "and 6 more (--verbose shows all)" in TextView(interface("en")).render(page)
        whole = TextView(interface("en"), verbose=True).render(page)
        assert all(f"tells of {year}" in whole for year in range(1990, 2000))


class TestVietnamese:
    def test_actors_and_evidence_are_vietnamese(self) -> None:
        shown = text_view("vi")
        assert "Mông Cổ (MNG) → Lào (LAO)" in shown
        for word in ("Mongolia", "Laos", "metadata", "published", "earlier"):
            assert word not in shown

    def test_every_state_and_organisation_has_a_name(self) -> None:
        from banggiao import knowledge

        ui = interface("vi")
        codes = {*knowledge.states(), *knowledge.organisations()}
        assert sorted(code for code in codes if ui.name("actor", code) is None) == []
        names = [ui.name("actor", code) for code in codes]
        assert len(names) == len(set(names))

    def test_an_opposition_is_named_after_its_state(self) -> None:
        assert wording.actor("FRA-OPP", interface("vi")) == "phe đối lập Pháp"
        assert wording.actor("FRA-OPP", interface("en")) == "France (opposition)"

    def test_every_office_of_the_pack_has_a_name(self) -> None:
        from banggiao import languages

        for entry in languages.load("vi").toml("offices")["office"]:
            assert wording.office(entry["name"], interface("vi")), entry["name"]

    def test_every_kind_of_evidence_has_words(self) -> None:
        """Kinds are written where dates are found: each ``Clue("kind", …)`` there is known to the interface."""
        import banggiao

        times = Path(banggiao.__file__).parent / "times"
        kinds = {
            k for f in times.glob("dating*.py") for k in re.findall(r'[Cc]lue\(\s*"([a-z-]+)"', f.read_text("utf-8"))
        }
        assert kinds
        for lang in LANGUAGES:
            assert sorted(kinds - interface(lang)._tables["basis_kinds"].keys()) == []


class TestFolding:
    runs = st.lists(st.tuples(st.text(max_size=60), st.sampled_from(["", "dim"])), max_size=8)

    @given(runs, st.integers(10, 40))
    def test_nothing_but_blanks_is_lost_and_no_line_is_too_wide(self, runs: list[tuple[str, str]], width: int) -> None:
        lines = fold_runs(runs, width)
        whole = "".join(text for line in lines for text, _ in line)
        assert whole.replace(" ", "") == "".join(text for text, _ in runs).replace(" ", "")
        assert all(sum(columns(text) for text, _ in line) <= width for line in lines)

    def test_wide_letters_count_twice(self) -> None:
        assert columns("Trung 中国") == 10

    def test_a_sentence_without_end_is_shown_around_its_trigger(self) -> None:
        event = record().events[0]
        text = TEXT.replace("hội đàm", "hội đàm" + " x" * 50_000)
        long = replace(event, sentence=replace(event.sentence, end=event.sentence.end + 100_000))
        shown = "".join(words for words, _ in marked(text, long, brackets=True))
        assert "«hội đàm»" in shown
        assert shown.endswith("…")
        assert len(shown) < 2_000


class Elements(html.parser.HTMLParser):
    """What a page holds: its elements, ids, links inside the page, and whether all of it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


class TestHtml:
    def page(self, lang: str = "en") -> Elements:
        elements = Elements()
        elements.feed(html_view(lang))
        assert elements.open == []
        return elements

    def test_it_is_self_contained_and_holds_no_script(self, lang: str) -> None:
        for tag, attributes in self.page(lang).elements:
            assert tag not in {"script", "link", "img", "iframe", "object", "form", "b>"}
            assert not any(name.startswith("on") or name == "style" for name in attributes)

    def test_the_policy_names_the_styles_by_their_hash(self) -> None:
        policy = next(a["content"] for t, a in self.page().elements if a.get("http-equiv") == "Content-Security-Policy")
        assert policy is not None
        assert "default-src 'none'" in policy
        assert re.search(r"style-src 'sha256-[\w+/]{43}='", policy)
        assert "unsafe" not in policy

    def test_everything_of_the_page_is_escaped(self) -> None:
        assert "<b>hỗn hợp" not in html_view()
        assert "&lt;b&gt;hỗn hợp&lt;/b&gt; &amp; thương mại" in html_view()

    def test_only_web_addresses_become_links(self) -> None:
        assert 'href="javascript' not in html_view()
        assert render_html.link("https://example.vn/?a=1&b=2", "a").startswith(
            '<a href="https://example.vn/?a=1&amp;b=2"'
        )

    def test_links_inside_the_page_lead_somewhere(self, lang: str) -> None:
        elements = self.page(lang).elements
        ids = [a["id"] for _, a in elements if "id" in a]
        assert len(ids) == len(set(ids))
        targets = {str(a["href"])[1:] for t, a in elements if t == "a" and str(a.get("href", "")).startswith("#")}
        assert targets
        assert targets <= set(ids)

    def test_every_line_stands_there_with_its_role(self) -> None:
        roles = [str(a["class"]).split()[-1] for t, a in self.page().elements if t == "p" and "title" in a]
        assert roles == [part.role for part in record().document.parts if part.role != "blank"]

    def test_two_documents_share_a_page_without_sharing_ids(self) -> None:
        other = replace(record(), document=replace(record().document, id="d2"))
        view = View("html")
        both = (view(record()).body + view(other).body).decode()
        ids = re.findall(r' id="([^"]+)"', both)
        assert len(ids) == len(set(ids))

    def test_the_same_record_gives_the_same_page(self) -> None:
        assert html_view() == html_view()

    @given(st.data())
    def test_however_marks_overlap_the_text_stays(self, data: st.DataObject) -> None:
        spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted)
        event = record().events[0]

        def anywhere(party):  # type: ignore[no-untyped-def]
            start, end = data.draw(spans)
            return replace(party, start=start, end=end, text=TEXT[start:end])

        start, end = data.draw(spans)
        events = [
            replace(
                event,
                actors=tuple(map(anywhere, event.actors * 3)),
                trigger=replace(event.trigger, start=start, end=end),
            )
        ]
        shown = Elements()
        shown.feed(
            re.sub(r'<a class="note".*?</a>', "", Marks(TEXT, events, "k", interface("en")).render(0, len(TEXT)))
        )
        assert shown.open == []
        assert "".join(shown.words) == wording.clean(TEXT)


class TestDrawings:
    def events(self, pairs: list[tuple[str, str]]) -> list[Event]:
        event = record().events[0]
        (actor,), (recipient,) = event.actors, event.recipients[:1]
        return [
            replace(event, actors=(replace(actor, code=a, name=a),), recipients=(replace(recipient, code=r, name=r),))
            for a, r in pairs
        ]

    def test_nobody_stands_alone_and_what_is_left_out_is_counted(self) -> None:
        pairs = [(f"A{n}", f"B{n}") for n in range(20)] + [("A19", "B19")] * 3
        drawing = render_svg.network(self.events(pairs), interface("en"))
        shown = set(re.findall(r"<title>([AB]\d+) \(", drawing))
        assert len(shown) == render_svg.MOST_ACTORS
        assert {f"{'B' if code[0] == 'A' else 'A'}{code[1:]}" for code in shown} == shown
        assert {"A19", "B19"} <= shown
        assert "28 more actors are left out" in drawing

    def test_dates_that_are_left_out_are_counted(self) -> None:
        event = record().events[0]
        days = [dt.date(2014, 5, n) for n in range(1, 21)]
        events = tuple(replace(event, id=f"e{d}", date=Interval(d, d, "day")) for d in days)
        page = replace(record(), events=events, agenda=())
        drawing = render_svg.timeline(page, interface("en"), lambda e: "row")
        assert drawing.count('<circle class="dot') < len(days)
        assert "more dates are left out" in drawing

    def test_a_party_that_nobody_names_is_not_marked(self) -> None:
        event = record().events[0]
        implied = tuple(
            replace(p, start=event.trigger.start, end=event.trigger.end, via=event.trigger) for p in event.recipients
        )
        page = replace(record(), events=(replace(event, recipients=implied),))
        shown = TextView(interface("en")).render(page)
        assert "left unsaid here = Mongolia (MNG)" in shown
        assert f"«{event.trigger.text}»" in shown


class TestCsv:
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(render_csv.header() + render_csv.render(record()))))

    def test_one_row_an_event(self) -> None:
        first, second = self.rows()
        assert (first["actors"], first["recipients"], first["actor_people"]) == ("LAO", "MNG", "Thongloun Sisoulith")
        assert (second["score"], second["count_value"], second["said_by"]) == ("-7.0", "2", "LAO")
        assert (second["date_start"], second["date_end"], second["date_precision"]) == (
            "2009-01-01",
            "2009-12-31",
            "year",
        )

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
    def test_no_cell_is_a_formula(self, start: str) -> None:
        page = replace(record(), document=replace(record().document, title=f"{start}HYPERLINK(1)"))
        rows = list(csv.DictReader(io.StringIO(render_csv.header() + render_csv.render(page), newline="")))
        assert rows[0]["title"] == f"'{start}HYPERLINK(1)"

    def test_a_cell_is_one_line(self) -> None:
        page = replace(record(), document=replace(record().document, title="a\r=1\nb"))
        assert len(render_csv.render(page).splitlines()) == 2


class TestWording:
    @pytest.mark.parametrize(
        ("start", "end", "words"),
        [
            ("2018-07-16", "2018-07-16", "2018-07-16"),
            ("2018-07-01", "2018-07-31", "2018-07"),
            ("2018-01-01", "2018-12-31", "2018"),
            ("2018-07-01", "2018-09-30", "2018-07 to 2018-09"),
            ("2015-01-01", "2018-12-31", "2015 to 2018"),
            ("2018-07-20", "2018-07-29", "2018-07-20 to 2018-07-29"),
            (None, "2018-07-29", "until 2018-07-29"),
            ("2018-07-29", None, "from 2018-07-29"),
            (None, None, "no date"),
        ],
    )
    def test_a_date_is_no_more_precise_than_it_is_known(self, start: str | None, end: str | None, words: str) -> None:
        interval = Interval(*(dt.date.fromisoformat(d) if d else None for d in (start, end)), "day")
        assert wording.date(interval, interface("en")) == words

    @given(st.text())
    def test_cleaning_keeps_every_offset(self, text: str) -> None:
        assert len(wording.clean(text)) == len(text)


class TestInterface:
    def test_every_language_has_every_string(self) -> None:
        from importlib.resources import files

        import rtoml

        folder = files("banggiao.cli").joinpath("strings")
        tables = {lang: rtoml.loads(folder.joinpath(f"{lang}.toml").read_text("utf-8")) for lang in LANGUAGES}
        for table, strings in tables["en"].items():
            if isinstance(strings, dict):
                for lang in LANGUAGES:
                    assert strings.keys() == tables[lang][table].keys(), f"{lang}: {table}"
                    for key, words in strings.items():
                        assert re.findall(r"{\w+}", words) == sorted(
                            re.findall(r"{\w+}", tables[lang][table][key]), key=re.findall(r"{\w+}", words).index
                        )

    @pytest.mark.parametrize(
        ("environment", "lang"),
        [
            ({}, "en"),
            ({"LANG": "vi_VN.UTF-8"}, "vi"),
            ({"LANG": "vi_VN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
            ({"LC_ALL": "C.UTF-8", "BANGGIAO_LANG": "vi"}, "vi"),
            ({"LANG": "fr_FR"}, "en"),
        ],
    )
    def test_the_environment_chooses(self, environment: dict[str, str], lang: str) -> None:
        assert preferred(environment) == lang

    def test_every_type_and_mode_has_a_word_in_both_languages(self) -> None:
        from banggiao import ontology

        for lang in LANGUAGES:
            ui = interface(lang)
            for kind, entry in ontology.load().types.items():
                assert ui.label("types", kind) != kind
                for mode in entry.modes:
                    assert mode in ui._tables["modes"]


def test_every_kind_of_measure_has_a_word_in_both_languages() -> None:
    from banggiao import languages

    for lang in LANGUAGES:
        for kind in languages.load("vi").toml("relations")["measures"]["kinds"]:
            assert kind in interface(lang)._tables["measure_kinds"], f"{lang}: {kind}"


def test_json_is_one_line_that_can_be_read_again() -> None:
    body = View("json")(record()).body
    assert body.count(b"\n") == 1
    assert json.loads(body)["events"][0]["trigger"]["text"] == "hội đàm"
    assert "text" not in json.loads(body)["document"]
    assert json.loads(View("json", with_text=True)(record()).body)["document"]["text"] == TEXT


@pytest.mark.parametrize(
    ("at_terminal", "no_color", "to_file", "colour"),
    [(True, "", False, True), (True, "1", False, False), (False, "", False, False), (True, "", True, False)],
)
def test_colours_are_for_terminals_that_want_them(
    at_terminal: bool, no_color: str, to_file: bool, colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from banggiao.cli import view

    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("sys.stdout", type("Stream", (), {"isatty": lambda self: at_terminal})())
    width, shown = view.terminal(to_file)
    assert shown is colour
    assert width >= 40
