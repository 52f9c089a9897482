"""IHC: percentages of stained cells to a score."""

import decimal
import fractions
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.guidelines import ihc
from her2lessons.guidelines.steps import SOURCES

# intense complete, weak-moderate complete, moderate-intense incomplete, faint incomplete: score, unusual
PATTERNS = [
    ((100, 0, 0, 0), "3+", False),
    ((10.0001, 0, 0, 0), "3+", False),
    ((10.0001, 80, 0, 0), "3+", False),
    ((10, 0, 0, 0), "2+", True),
    ((0.5, 0, 0, 0), "2+", True),
    ((10, 0, 50, 40), "2+", True),
    ((0, 90, 0, 0), "2+", False),
    ((0, 10.0001, 0, 0), "2+", False),
    ((10, 10.0001, 0, 0), "2+", False),
    ((10, 10, 0, 0), "2+", True),
    ((6, 5, 0, 0), "2+", True),
    ((0, 0, 10.0001, 0), "2+", True),
    ((0, 0, 60, 40), "2+", True),
    ((0, 10, 11, 30), "2+", True),
    ((0, 0, 0, 100), "1+", False),
    ((0, 0, 0, 10.0001), "1+", False),
    ((0, 1, 0, 20), "1+", True),
    ((0, 0, 1, 20), "1+", True),
    ((0, 10, 10, 20), "1+", True),
    ((0, 10, 0, 0), "2+", True),
    ((0, 0, 10, 0), "2+", True),
    ((0, 10, 10, 10), "2+", True),
    ((0, 0.1, 0, 10), "2+", True),
    ((0, 0, 0, 10), "0+", False),
    ((0, 0, 0, 0.01), "0+", False),
    ((0, 0, 0, 0), "0 absent", False),
]

KINDS = ["intense_complete", "weak_moderate_complete", "moderate_intense_incomplete", "faint_incomplete"]


@pytest.mark.parametrize(("percents", "score", "unusual"), PATTERNS)
def test_each_pattern_gets_its_score(percents: tuple[float, ...], score: str, unusual: bool) -> None:
    reading = ihc.score(*percents)
    assert (reading.score, reading.unusual) == (score, unusual)


def test_a_tumour_with_no_staining_given_at_all_is_0_absent() -> None:
    assert ihc.score().score == "0 absent"


def test_the_percentages_can_be_given_by_name() -> None:
    assert ihc.score(faint_incomplete=12, weak_moderate_complete=5).score == "1+"


def reference(intense: int, weak: int, strong: int, faint: int) -> tuple[str, bool]:
    """The eight lines of the reference, with whole percentages."""
    if intense > 10:
        return "3+", False
    if intense + weak > 10:
        return "2+", intense <= 10 and weak <= 10
    if intense > 0:
        return "2+", True
    if strong > 10:
        return "2+", True
    if faint > 10:
        return "1+", weak > 0 or strong > 0
    if weak > 0 or strong > 0:
        return "2+", True
    return ("0+", False) if faint > 0 else ("0 absent", False)


def test_every_combination_around_the_lines_follows_the_eight_lines_of_the_reference() -> None:
    for percents in itertools.product((0, 1, 5, 9, 10, 11, 20, 25), repeat=4):
        reading = ihc.score(*percents)
        assert (reading.score, reading.unusual) == reference(*percents), percents


@settings(deadline=None)
@given(st.lists(st.floats(0, 25), min_size=4, max_size=4))
def test_any_percentages_that_fit_together_get_a_score_with_a_walk(percents: list[float]) -> None:
    reading = ihc.score(*percents)
    assert reading.score in ihc.SCORES
    assert reading.steps[-1].finding.startswith(f"Conclusion: IHC {reading.score}")
    assert ("unusual" in reading.steps[-1].finding) == reading.unusual
    assert all(step.source in SOURCES and step.rule and step.finding and step.slug for step in reading.steps)


@settings(deadline=None)
@given(st.lists(st.floats(0, 20), min_size=4, max_size=4), st.floats(0, 20))
def test_more_complete_intense_staining_never_lowers_the_score(percents: list[float], more: float) -> None:
    before = ihc.score(*percents)
    after = ihc.score(percents[0] + more, *percents[1:])
    assert ihc.SCORES.index(after.score) >= ihc.SCORES.index(before.score)


@pytest.mark.parametrize(
    "percents",
    [
        (33.3, 33.3, 33.4, 0),
        (100 / 3, 100 / 3, 100 / 3, 0),
        (100 / 7, 200 / 7, 300 / 7, 100 / 7),
        (0.1, 99.9, 0, 0),
    ],
)
def test_shares_that_make_up_the_whole_are_accepted_in_spite_of_rounding(percents: tuple[float, ...]) -> None:
    assert ihc.score(*percents).score == ("2+" if percents[0] < 10 else "3+")


def test_a_sum_that_is_ten_but_for_rounding_is_not_more_than_ten() -> None:
    # Thirteen of 130 cells, seen as one and twelve, and so on: ten percent, and a little more in floats.
    pairs = [(100 * (part / 130), 100 * ((13 - part) / 130)) for part in range(14)]
    assert any(first + second > 10 for first, second in pairs), "no pair tests the rounding"
    for first, second in pairs:
        reading = ihc.score(first, second)
        assert reading.score == "2+"
        assert reading.steps[-2].slug != "complete"


@pytest.mark.parametrize(
    "ten",
    [10, 10.0, np.float64(10), np.int64(10), np.float32(10), decimal.Decimal("10"), fractions.Fraction(10)],
    ids=lambda value: type(value).__name__,
)
def test_every_kind_of_number_is_read_the_same(ten: object) -> None:
    assert ihc.score(faint_incomplete=ten) == ihc.score(faint_incomplete=10)  # type: ignore[arg-type]


def test_the_walk_names_each_line_that_was_compared_and_ends_with_the_score() -> None:
    walk = ihc.score(intense_complete=4, weak_moderate_complete=8.25)
    assert [step.slug for step in walk.steps] == ["intense-complete", "complete", "conclusion"]
    assert walk.steps[0].finding == "4 % of the cells: no, so look further."
    assert walk.steps[1].finding == "4 % + 8.25 % = 12.25 % of the cells: yes, so the score is 2+."
    assert walk.steps[2].finding == "Conclusion: IHC 2+, by an unusual pattern."


def test_a_figure_close_to_the_line_is_never_shown_as_if_it_were_on_it() -> None:
    assert ihc.score(faint_incomplete=10.0001).steps[4].finding.startswith("10.0001 % of the cells: yes")


def test_the_sentences_quote_the_line_that_the_rule_uses() -> None:
    rules = " ".join(step.rule for step in ihc.score().steps)
    assert f"more than {ihc.TEN_PERCENT:g} %" in rules


WRONG_PERCENTS = [
    (-0.1, "must be a percentage from 0 to 100, not -0.1. Give percent of invasive tumour cells."),
    (100.1, "must be a percentage from 0 to 100, not 100.1. Give percent of invasive tumour cells."),
    (np.float64(-1), "must be a percentage from 0 to 100, not -1.0. Give percent of invasive tumour cells."),
    (float("nan"), "not nan. If it was not measured, leave the whole result out."),
    (float("inf"), "not inf. If it was not measured, leave the whole result out."),
    (10**400, "If it was not measured, leave the whole result out."),
    (decimal.Decimal("sNaN"), "If it was not measured, leave the whole result out."),
    ("80", "not '80'. Give it as a number, without quotes or a unit."),
    (None, "not None. Give it as a number, without quotes or a unit."),
    (True, "not True. Give it as a number, without quotes or a unit."),
    (np.True_, "Give it as a number, without quotes or a unit."),
    (1j, "not 1j. Give it as a number, without quotes or a unit."),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("wrong", "sentence"), WRONG_PERCENTS, ids=lambda value: str(value)[:20])
def test_what_is_no_percentage_is_refused_with_its_name(kind: str, wrong: object, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        ihc.score(**{kind: wrong})  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"{kind} must be a percentage from 0 to 100")
    assert str(caught.value).endswith(sentence)


def test_percentages_that_add_up_to_more_than_100_are_refused() -> None:
    with pytest.raises(ValueError) as caught:
        ihc.score(50, 30, 20, 0.01)
    assert str(caught.value) == (
        "The four percentages add up to 100.01; together they can be at most 100. "
        "Count each cell once, under its strongest staining."
    )


@pytest.mark.parametrize(
    ("given_score", "hint"),
    [
        ("3", ' Did you mean "3+"?'),
        (3, ' Did you mean "3+"?'),
        (2.0, ' Did you mean "2+"?'),
        (np.int64(1), ' Did you mean "1+"?'),
        ("2", ' Did you mean "2+"?'),
        (0, ' Did you mean "0"?'),
        (" 2+ ", ' Did you mean "2+"?'),
        (ihc.score(faint_incomplete=50), " A Reading was given: its score is .score."),
        ("4+", ""),
        ("positive", ""),
        ("", ""),
        (True, ""),
        (float("nan"), ""),
        (["2+"], ""),
    ],
    ids=str,
)
def test_an_unknown_score_is_refused_with_the_scores_there_are(given_score: object, hint: str) -> None:
    with pytest.raises(ValueError) as caught:
        ihc.stated(given_score)
    assert str(caught.value).startswith("The IHC score ")
    assert str(caught.value).endswith(
        f" is not known.{hint} Write one of '3+', '2+', '1+', '0+', '0 absent', "
        f'or "0" where a report says no more than 0.'
    )


@pytest.mark.parametrize("known", ["0 absent", "0+", "1+", "2+", "3+", "0"])
def test_every_score_that_a_report_may_state_is_known(known: str) -> None:
    assert ihc.stated(known) == known
