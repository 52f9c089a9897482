"""The picture of the rules is valid Mermaid, and marks a case's way in words and lines, not in colour."""

import re

import pytest

from her2lessons.guidelines import treatment
from her2lessons.guidelines.pathway.library import rooms
from her2lessons.guidelines.treatment import Case, diagram

BOX = re.compile(r' {2}(\w+)(?:\(\["(.+)"\]\)|\{"(.+)"\}|\["(.+)"\])')
ARROW = re.compile(r' {2}(\w+) (==>|-->|-\.->)(?:\|"([^"]+)"\|)? (\w+)')
STYLE = re.compile(r" {2}(?:classDef (?:taken|open) [a-z-]+:[\w ]+|class ([\w,]+) (taken|open))")

SECOND_LINE = Case(
    setting="metastatic", line=2, her2="HER2-positive", lvef_ok=True, brain_metastases="none", prior=()
)
UNKNOWN_HER2 = Case(setting="early", er="negative", pr="negative")
UNKNOWN_HER2_ER_POSITIVE = Case(setting="early", er="positive")
CASES = [
    SECOND_LINE,
    UNKNOWN_HER2,
    UNKNOWN_HER2_ER_POSITIVE,
    Case(setting="residual"),
    Case(setting="metastatic"),
]


def boxes(text: str) -> dict[str, str]:
    found = [BOX.fullmatch(line) for line in text.splitlines()]
    return {box[1]: box[2] or box[3] or box[4] for box in found if box}


def arrows(text: str) -> list[tuple[str, str, str | None, str]]:
    found = [ARROW.fullmatch(line) for line in text.splitlines()]
    return [(arrow[1], arrow[2], arrow[3], arrow[4]) for arrow in found if arrow]


@pytest.mark.parametrize("case", [None, *CASES])
def test_every_line_is_a_box_an_arrow_or_a_style_and_every_arrow_joins_two_boxes(case: Case | None) -> None:
    first, *lines = diagram(case).splitlines()
    assert first == "flowchart TD"
    assert [line for line in lines if not (BOX.fullmatch(line) or ARROW.fullmatch(line))] == [
        line for line in lines if STYLE.fullmatch(line)
    ]
    named = boxes(diagram(case))
    assert len(named) > 15
    assert {end for start, _, _, target in arrows(diagram(case)) for end in (start, target)} == set(named)
    for line in lines:
        assert line.count('"') in (0, 2)


def test_without_a_case_the_map_shows_every_file_with_the_number_of_its_rules() -> None:
    text = diagram()
    words = list(boxes(text).values())
    for room in rooms():
        shown = [word for word in words if word == f"{room.title}: {len(room.rules)} rules"]
        # HER2-low has rules on both sides, so its box is there twice.
        assert len(shown) == (2 if room.name == "her2_low" else 1)
    assert not re.search("✓|taken|open|==>|class", text)


def test_the_way_of_a_case_is_marked_by_a_word_in_each_box_and_by_thick_arrows() -> None:
    text = diagram(SECOND_LINE)
    named = boxes(text)
    taken = {name for name, words in named.items() if words.startswith("✓ taken: ")}
    assert taken == {
        "start",
        "testing",
        "everyone",
        "setting",
        "her2_metastatic",
        "metastatic_her2_positive",
    }
    thick = {(start, target) for start, line, _, target in arrows(text) if line == "==>" and target in taken}
    assert thick == {
        ("start", "testing"),
        ("testing", "everyone"),
        ("everyone", "setting"),
        ("setting", "her2_metastatic"),
        ("her2_metastatic", "metastatic_her2_positive"),
    }
    labels = {label for _, line, label, _ in arrows(text) if line == "==>" and label}
    assert labels == {"✓ metastatic", "✓ positive"}
    assert "  class start,testing,everyone,setting,her2_metastatic,metastatic_her2_positive taken" in text


def test_what_is_open_is_marked_as_open() -> None:
    text = diagram(UNKNOWN_HER2)
    named = boxes(text)
    for name in ("early_her2_positive", "early_her2_low", "hr_early", "early_triple_negative"):
        assert named[name].startswith("? open: ")
    assert named["early_hr_positive"] == "Early, hormone-receptor-positive"
    assert named["metastatic_triple_negative"] == "Metastatic, triple-negative"


@pytest.mark.parametrize("case", CASES)
def test_the_rules_of_the_plan_hang_from_the_boxes_that_are_taken(case: Case) -> None:
    plan = treatment.plan(case)
    text = diagram(case)
    named = boxes(text)
    hung = {target.removeprefix("rule_"): line for _, line, _, target in arrows(text) if "rule_" in target}
    applied = {id for id, line in hung.items() if line == "==>"}
    assert applied == {item.id for item in plan}
    assert {id for id, line in hung.items() if line == "-.->"} <= set(plan.undecided)
    for item in plan:
        mark = "✗ not recommended" if item.strength == "not recommended" else f"✓ {item.strength}"
        assert named[f"rule_{item.id}"].startswith(f"{mark}: ")
    for id, line in hung.items():
        if line == "-.->":
            assert named[f"rule_{id}"].startswith("? open, needs ")


def test_what_is_open_names_the_fields_that_would_settle_it() -> None:
    text = diagram(Case(setting="metastatic", line=2, her2="HER2-positive", lvef_ok=True, prior=()))
    assert boxes(text)["rule_her2_tucatinib_triplet"].startswith("? open, needs brain_metastases: ")


@pytest.mark.parametrize("wrong", ["early", {}, 1])
def test_only_a_case_is_drawn(wrong: object) -> None:
    with pytest.raises(ValueError) as error:
        diagram(wrong)  # type: ignore[arg-type]
    assert str(error.value).startswith("diagram needs a Case or nothing, not ")
