"""The estimate of an objective: Bayes' rule, written out a second time, and what follows from it."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2lessons.progress import mastery

SHARES = st.floats(0, 1)
INSIDE = st.floats(0.001, 0.999)


def by_hand(known: Fraction, right: bool, guess: Fraction) -> Fraction:
    """Count 1,000 people as a table: who knows it and who does not, who answers right and who does not."""
    slip, learning = Fraction(1, 10), Fraction(3, 20)
    knows, does_not = 1000 * known, 1000 * (1 - known)
    if right:
        kept, guessed = knows * (1 - slip), does_not * guess
    else:
        kept, guessed = knows * slip, does_not * (1 - guess)
    shown = kept / (kept + guessed)
    return shown + (1 - shown) * learning


@pytest.mark.parametrize("known", ["0.1", "0.4", "0.9"])
@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize(("confidence", "guess"), [(None, "0.25"), ("sure", "0.25"), ("guess", "0.5")])
def test_one_answer_moves_the_estimate_as_counting_people_does(
    known: str, right: bool, confidence: str | None, guess: str
) -> None:
    expected = by_hand(Fraction(known), right, Fraction(guess))
    assert mastery.after(float(known), float(right), confidence) == pytest.approx(float(expected), abs=1e-12)


@given(INSIDE, SHARES, SHARES, st.sampled_from([None, "sure", "think so", "guess"]))
def test_more_points_never_lower_the_estimate_and_it_stays_a_probability(
    known: float, one: float, other: float, confidence: str | None
) -> None:
    less, more = sorted((one, other))
    low, high = mastery.after(known, less, confidence), mastery.after(known, more, confidence)
    assert 0 < low <= high + 1e-12
    assert high <= 1


@given(INSIDE)
def test_a_right_answer_says_less_where_it_was_a_guess(known: float) -> None:
    assert mastery.after(known, 1, "guess") < mastery.after(known, 1, None)


def test_four_right_answers_make_an_objective_steady_and_three_do_not() -> None:
    known = mastery.START
    words = []
    for _ in range(4):
        known = mastery.after(known, 1)
        words.append(mastery.word(known))
    assert words == ["begun", "growing", "growing", "steady"]


@pytest.mark.parametrize(
    ("known", "word"),
    [
        (None, "not started"),
        (0.1, "begun"),
        (0.599, "begun"),
        (0.6, "growing"),
        (0.949, "growing"),
        (0.95, "steady"),
    ],
)
def test_the_estimate_has_a_word(known: float | None, word: str) -> None:
    assert mastery.word(known) == word
