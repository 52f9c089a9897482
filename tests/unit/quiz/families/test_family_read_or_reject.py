"""The family read_or_reject against a second reading of what it asks the microscope for."""

from collections import Counter

import checks_of_fields as checks
import pytest

from her2lessons.microscope import FLAWS
from her2lessons.quiz import score
from her2lessons.quiz.families import read_or_reject
from her2lessons.quiz.kinds.classify import Classify

READ = "It can be read"
TEXTS = {
    "ihc": {
        None: READ,
        "ducts stain": "Reject it: normal ducts stain",
        "artefact": "Reject it: artefact over most of it",
        "controls": "Reject it: its controls are wrong",
    },
    "fish": {
        None: READ,
        "autofluorescence": "Reject it: the tissue itself glows",
        "poor resolution": "Reject it: its nuclei are poorly resolved",
        "over cytoplasm": "Reject it: signals over cytoplasm",
        "cannot be scored": "Reject it: too many signals are unclear",
        "controls": "Reject it: its controls are wrong",
    },
}


@pytest.fixture(scope="module")
def questions() -> list[Classify]:
    return checks.made(read_or_reject.make, "classify")


def request(item: Classify):
    [asked] = item.image.fields
    return asked


def test_every_flaw_of_the_microscope_has_its_words() -> None:
    for kind, flaws in FLAWS.items():
        assert set(TEXTS[kind]) == {None, *flaws}


def test_the_right_category_is_the_flaw_that_was_asked_for_or_reading(questions: list[Classify]) -> None:
    for item in questions:
        asked = request(item)
        words = TEXTS[asked.kind]
        assert checks.right(item).text == words[asked.flaw]
        texts = [option.text for option in item.categories]
        assert len(texts) == 4
        assert texts[0] == READ
        assert texts == sorted(texts, key=list(words.values()).index)
        if asked.flaw:
            assert checks.right(item).because == FLAWS[asked.kind][asked.flaw]


def test_every_flaw_and_the_absence_of_any_come_up_often(questions: list[Classify]) -> None:
    seen = Counter((request(item).kind, request(item).flaw) for item in questions)
    assert len(seen) == 4 + 6
    assert min(seen.values()) >= 80, seen
    assert all(300 <= seen[kind, None] <= 0.65 * 1000 for kind in ("ihc", "fish")), seen
    scores = Counter(request(item).score for item in questions if request(item).kind == "ihc")
    assert min(scores[text] for text in checks.LADDER) >= 100


def test_what_a_flaw_leaves_unsure_is_not_offered_beside_it(questions: list[Classify]) -> None:
    for item in questions:
        texts = {option.text for option in item.categories}
        words = TEXTS["fish"]
        if request(item).flaw in ("autofluorescence", "poor resolution"):
            assert words["cannot be scored"] not in texts
        if request(item).flaw == "cannot be scored":
            assert words["poor resolution"] not in texts


def test_control_cells_of_a_fish_field_are_not_shown_only_where_they_have_failed(
    questions: list[Classify],
) -> None:
    shown = Counter(
        request(item).flaw == "controls"
        for item in questions
        if request(item).kind == "fish" and request(item).distractors
    )
    assert shown[False] > 2 * shown[True] > 0


@pytest.mark.parametrize("kind", ["ihc", "fish"])
def test_fields_that_are_drawn_are_flawed_as_said(kind: str, questions: list[Classify]) -> None:
    drawn = {}
    for item in questions:
        if request(item).kind == kind:
            drawn.setdefault(request(item).flaw, item)
    for flaw, item in drawn.items():
        field = request(item).field()
        assert (field.flaw, field.must_be_rejected) == (flaw, flaw is not None)
        assert score(item, checks.right(item).id).points == 1
        media_type, data = item.image.media_type, item.image.data
        assert media_type in ("image/webp", "image/png")
        assert len(data) < 300_000


def test_in_an_ihc_field_the_normal_duct_stains_only_where_that_is_the_flaw(
    questions: list[Classify],
) -> None:
    met = set()
    for item in questions:
        asked = request(item)
        if asked.kind == "ihc" and asked.flaw not in met:
            met.add(asked.flaw)
            cells = asked.field().cells
            inner = cells[(cells["tissue"] == "normal duct") & (cells["pattern"] != "none")]
            assert (len(inner) > 0) == (asked.flaw == "ducts stain")
            ring = checks.re.search(r"small ring of cells [^.]*\.", item.image.alt)
            assert ("no brown line" in ring[0]) == (asked.flaw != "ducts stain")
    assert len(met) == 4


def test_what_holds_for_every_family_of_fields_holds_here(questions: list[Classify]) -> None:
    checks.assert_reasons_are_full(questions)
    checks.assert_what_holds_for_all(read_or_reject.make, questions, hashes=1990)
    assert {item.objective for item in questions} == {"03.5"}
