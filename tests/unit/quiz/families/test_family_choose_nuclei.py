"""The family choose_nuclei: what it asks the microscope for, and fields that hold what it explains."""

from collections import Counter

import checks_of_fields as checks
import pytest

from her2lessons.quiz import score
from her2lessons.quiz.families import choose_nuclei
from her2lessons.quiz.kinds.pick import Pick


@pytest.fixture(scope="module")
def questions() -> list[Pick]:
    return checks.made(choose_nuclei.make, "pick")


def test_every_field_has_what_may_not_be_counted_and_is_harder_the_more_it_holds(
    questions: list[Pick],
) -> None:
    for item in questions:
        assert item.field.distractors
        nuclei = int(item.field.nuclei)
        assert 6 <= nuclei <= 20
        assert item.difficulty == (1 if nuclei <= 10 else 2 if nuclei <= 15 else 3)
    groups = Counter(checks.group_of(item.field) for item in questions)
    assert min(groups[number] for number in range(1, 6)) >= 200


@pytest.mark.parametrize("seed", range(8))
def test_the_countable_nuclei_of_the_drawn_field_are_a_perfect_answer(seed: int) -> None:
    item = choose_nuclei.make(seed)
    table = item.nuclei
    right = [str(number) for number in table.index[table["countable"]]]
    assert len(right) == int(item.field.nuclei)
    assert score(item, right).points == 1
    assert score(item, [str(number) for number in table.index]).points == 0
    assert score(item, [str(number) for number in table.index[~table["countable"]]]).points == 0
    assert set(table.loc[~table["countable"], "why"]) == {
        "truncated",
        "out of focus",
        "overlapping",
        "no signals",
        "not a tumour cell",
    }


def test_each_reason_to_leave_a_nucleus_out_is_explained(questions: list[Pick]) -> None:
    for word in ("edge of the picture", "overlap", "in focus", "both colours", "lymphocytes"):
        assert all(word in item.explain for item in questions)


def test_what_holds_for_every_family_of_fields_holds_here(questions: list[Pick]) -> None:
    checks.assert_what_holds_for_all(choose_nuclei.make, questions, hashes=1990)
    assert {item.objective for item in questions} == {"04.1"}
