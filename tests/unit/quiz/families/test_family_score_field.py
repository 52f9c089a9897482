"""The family score_field against a second reading of what it asks the microscope for."""

from collections import Counter

import checks_of_fields as checks
import pytest

from her2lessons.quiz import score
from her2lessons.quiz.families import score_field
from her2lessons.quiz.kinds.classify import Classify


@pytest.fixture(scope="module")
def questions() -> list[Classify]:
    return checks.made(score_field.make, "classify")


def request(item: Classify):
    [asked] = item.image.fields
    return asked


def test_the_right_score_is_that_of_the_shares_asked_for(questions: list[Classify]) -> None:
    for item in questions:
        assert checks.right(item).text == checks.score(request(item)), item.image
        assert [option.text for option in item.categories] == checks.LADDER


def test_every_score_is_right_often_enough_at_both_magnifications(questions: list[Classify]) -> None:
    seen = Counter((checks.right(item).text, request(item).magnification) for item in questions)
    assert len(seen) == 10
    assert min(seen.values()) >= 60, seen


def test_a_field_near_the_line_is_hardest_and_belongs_to_the_objective_about_it(
    questions: list[Classify],
) -> None:
    met = Counter()  # type: Counter[tuple[str, int]]
    for item in questions:
        asked = request(item)
        close = {name: int(value) for name, value in asked.percents.items() if 8 <= int(value) <= 12}
        deciding = False
        for name, value in close.items():
            across = "10" if value > 10 else "11"
            other = asked.model_copy(update={"percents": {**asked.percents, name: across}})
            deciding |= checks.score(other) != checks.score(asked)
            met[name, value] += 1
        assert (item.objective == "03.3") == deciding, asked
        assert item.difficulty == 3 or not deciding
    for name in ("intense_complete", "faint_incomplete"):
        assert min(met[name, value] for value in (8, 9, 10, 11, 12)) >= 20, met


def test_an_easy_field_has_one_pattern_in_most_cells_or_none(questions: list[Classify]) -> None:
    for item in questions:
        if item.difficulty == 1:
            most = max(checks.shares(request(item)))
            assert most >= 50 or most == 0


def test_each_reason_names_the_very_shares_of_its_field(questions: list[Classify]) -> None:
    for item in questions:
        asked = checks.shares(request(item))
        known = {0, 10, *asked, sum(asked), sum(asked[:2]), 100 - sum(asked)}
        for option in item.categories:
            figures = checks.re.findall(r"(\d+) %", option.because)
            assert {int(figure) for figure in figures} <= known, option


def test_exactly_ten_percent_is_met_and_refuted(questions: list[Classify]) -> None:
    named = [option for item in questions for option in checks.wrong(item)]
    exact = [option for option in named if option.misconception == "exactly 10 % is past the line"]
    assert len(exact) >= 20
    assert all(option.text == "1+" and "10 %, not past the line" in option.because for option in exact)


@pytest.mark.parametrize("seed", range(8))
def test_a_field_that_is_drawn_has_the_score_that_is_right(seed: int) -> None:
    item = score_field.make(seed)
    field = request(item).field()
    assert field.truth.score == checks.right(item).text
    found = field.cells[field.cells["scored"]]["pattern"].value_counts(normalize=True) * 100
    words = (
        "intense complete",
        "weak to moderate complete",
        "moderate to intense incomplete",
        "faint incomplete",
    )
    assert [found.get(name, 0) for name in words] == pytest.approx(
        [float(share) for share in checks.shares(request(item))], abs=0.6
    )
    assert score(item, checks.right(item).id).points == 1
    assert [score(item, option.id).points for option in checks.wrong(item)] == [0, 0, 0, 0]


def test_what_holds_for_every_family_of_fields_holds_here(questions: list[Classify]) -> None:
    checks.assert_reasons_are_full(questions)
    checks.assert_what_holds_for_all(score_field.make, questions, hashes=1990)
