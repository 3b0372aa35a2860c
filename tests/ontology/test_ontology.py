import pytest

from banggiao import ontology


@pytest.fixture(scope="module")
def plover() -> ontology.Ontology:
    return ontology.load()


def test_there_are_16_types_67_modes_and_37_contexts(plover: ontology.Ontology) -> None:
    assert len(plover.types) == 16
    assert sum(len(plover.modes(name)) for name in plover.types) == 67
    assert len(plover.contexts) == 37


@pytest.mark.parametrize(
    ("name", "quad"),
    [
        ("AGREE", "verbal cooperation"),
        ("AID", "material cooperation"),
        ("REJECT", "verbal conflict"),
        ("ASSAULT", "material conflict"),
    ],
)
def test_quad_categories(plover: ontology.Ontology, name: str, quad: str) -> None:
    assert plover.quad(name) == quad


def test_a_mode_s_score_comes_before_its_type_s(plover: ontology.Ontology) -> None:
    assert plover.score("CONSULT") == 2.5
    assert plover.score("CONSULT", "visit") == 4
    assert plover.score("PROTEST", "vandalize") == plover.score("PROTEST")


def test_accuse_is_negative_though_the_manual_prints_three(plover: ontology.Ontology) -> None:
    assert plover.score("ACCUSE") == -3


def test_conflict_never_scores_above_cooperation(plover: ontology.Ontology) -> None:
    cooperation = [plover.score(t) for t in plover.types if plover.quad(t).endswith("cooperation")]
    conflict = [plover.score(t) for t in plover.types if plover.quad(t).endswith("conflict")]
    assert min(cooperation) > 0 >= max(conflict)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("CONSULT", "visit"), "042"),
        (("CONSULT", "phone"), "041"),
        (("ACCUSE", "disapprove"), "111"),
        (("SANCTION", "discontinue"), "163"),
        (("SANCTION", "expel"), "166"),
        (("COERCE", "arrest"), "173"),
        (("ASSAULT", "aerial"), "195"),
        (("COOPERATE", None, "actual", ("military",)), "062"),
        (("AGREE", None, "future"), "036"),
        (("SUPPORT", None, "actual", ("territory",)), "054"),
    ],
)
def test_nearest_cameo_code(plover: ontology.Ontology, arguments: tuple[str, ...], code: str) -> None:
    assert plover.cameo(*arguments) == code


def test_every_type_and_mode_has_a_known_cameo_code(plover: ontology.Ontology) -> None:
    codes = ontology.cameo_codes()
    for name in plover.types:
        for mode in (None, *plover.modes(name)):
            for status in ("actual", "future", "hypothetical", "negated", "historical"):
                assert plover.cameo(name, mode, status, plover.contexts) in codes


def test_codes_keep_their_leading_zeros() -> None:
    codes = ontology.cameo_codes()
    assert codes["042"].label == "Make a visit"
    assert "42" not in codes


def test_unknown_types_and_modes_are_named(plover: ontology.Ontology) -> None:
    with pytest.raises(ValueError, match="no event type 'PARTY'"):
        plover.score("PARTY")
    with pytest.raises(ValueError, match="CONSULT has no mode 'walk'"):
        plover.cameo("CONSULT", "walk")
