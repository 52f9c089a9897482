"""Wilson's interval, and what a result means: by counts and by prevalence."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from her2lessons.models import agreement

# Newcombe's textbook examples of Wilson's interval (Statistics in Medicine 1998;17:857), to four places.
WILSON = [
    ((81, 263), (0.2553, 0.3662)),
    ((15, 148), (0.0624, 0.1605)),
    ((0, 20), (0.0, 0.1611)),
    ((1, 29), (0.0061, 0.1718)),
]


@pytest.mark.parametrize(("counted", "ends"), WILSON)
def test_the_interval_of_a_share_is_the_published_one(counted, ends):
    found = agreement.wilson(*counted)
    assert (found.low, found.high) == pytest.approx(ends, abs=5e-5)
    assert found.share == counted[0] / counted[1]


@settings(deadline=None)
@given(
    st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.5, 0.999)
)
def test_the_interval_solves_the_equation_it_comes_from(counted, level):
    count, n = counted
    found = agreement.wilson(count, n, level)
    assert 0 <= found.low <= found.share <= found.high <= 1
    mirrored = agreement.wilson(n - count, n, level)
    assert (1 - mirrored.high, 1 - mirrored.low) == pytest.approx((found.low, found.high), abs=1e-12)
    # Seen from either end, the estimate lies exactly z standard errors away.
    z = NormalDist().inv_cdf((1 + level) / 2)
    for end in (found.low, found.high):
        if 0 < end < 1:
            assert abs(found.share - end) == pytest.approx(z * math.sqrt(end * (1 - end) / n), rel=1e-6)


def test_a_share_is_written_with_its_interval():
    assert str(agreement.wilson(45, 48)) == "0.938 (95 % CI 0.832 to 0.979)"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((5, 0), "n must be a whole number of 1 or more, not 0."),
        ((5, 4), "count must be a whole number from 0 to 4, not 5."),
        ((-1, 4), "count must be a whole number from 0 to 4, not -1."),
        ((1.5, 4), "count must be a whole number from 0 to 4, not 1.5."),
        ((True, 4), "count must be a whole number from 0 to 4, not True."),
        ((1, math.nan), "n must be a whole number of 1 or more, not nan."),
    ],
)
def test_a_share_of_impossible_counts_is_refused(arguments, said):
    with pytest.raises(ValueError) as caught:
        agreement.wilson(*arguments)
    assert said in str(caught.value)


def test_predictive_values_match_a_hundred_thousand_people_counted_out():
    # Of 100,000 with 1 % prevalence 1,000 have it: 900 found, 100 missed; of 99,000, 4,950 false alarms.
    found = agreement.predictive_values(0.9, 0.95, 0.01)
    assert found.positive == pytest.approx(900 / (900 + 4950))
    assert found.negative == pytest.approx(94_050 / (94_050 + 100))


def test_many_prevalences_are_computed_at_once():
    prevalences = np.array([[0.01, 0.15], [0.5, 0.9]])
    found = agreement.predictive_values(0.9, 0.95, prevalences)
    assert found.positive.shape == found.negative.shape == prevalences.shape
    for place in np.ndindex(prevalences.shape):
        one = agreement.predictive_values(0.9, 0.95, prevalences[place])
        assert (found.positive[place], found.negative[place]) == (one.positive, one.negative)


shares = st.floats(0.01, 0.99)


@settings(deadline=None)
@given(shares, shares, st.lists(shares, min_size=2, max_size=8, unique=True))
def test_a_positive_result_means_more_and_a_negative_one_less_where_the_condition_is_common(
    se, sp, prevalences
):
    found = agreement.predictive_values(se, sp, sorted(prevalences))
    assert (np.diff(found.positive) > -1e-15).all()
    assert (np.diff(found.negative) < 1e-15).all()


@settings(deadline=None)
@given(st.floats(0, 1), shares)
def test_a_test_that_does_not_tell_people_apart_leaves_the_prevalence(called_positive, prevalence):
    assume(1e-6 < called_positive < 1 - 1e-6)
    found = agreement.predictive_values(called_positive, 1 - called_positive, prevalence)
    assert found.positive == pytest.approx(prevalence)
    assert found.negative == pytest.approx(1 - prevalence)


@settings(deadline=None)
@given(*[st.integers(1, 1000)] * 4)
def test_counts_and_prevalence_give_the_same_predictive_values(tp, fp, fn, tn):
    counted = agreement.from_counts(true_positive=tp, false_positive=fp, false_negative=fn, true_negative=tn)
    found = agreement.predictive_values(
        counted.sensitivity.share, counted.specificity.share, counted.prevalence.share
    )
    assert found.positive == pytest.approx(counted.positive_predictive_value.share)
    assert found.negative == pytest.approx(counted.negative_predictive_value.share)
    assert counted.positive_predictive_value.count == tp
    assert counted.negative_predictive_value.count == tn


def test_where_no_result_was_positive_there_is_no_positive_predictive_value():
    found = agreement.from_counts(true_positive=0, false_positive=0, false_negative=3, true_negative=9)
    assert found.positive_predictive_value is None
    assert found.negative_predictive_value.share == 0.75
    all_positive = agreement.from_counts(true_positive=3, false_positive=9, false_negative=0, true_negative=0)
    assert all_positive.negative_predictive_value is None


COUNTS = {"true_positive": 5, "false_positive": 5, "false_negative": 5, "true_negative": 5}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"true_positive": 0, "false_negative": 0},
            "Nobody has the condition, so sensitivity cannot be estimated.",
        ),
        (
            {"false_positive": 0, "true_negative": 0},
            "Nobody lacks the condition, so specificity cannot be estim",
        ),
        ({"true_negative": -1}, "true_negative must be a whole number of 0 or more, not -1."),
        ({"false_positive": "5"}, "false_positive must be a whole number of 0 or more, not '5'."),
        ({"level": 95}, "level must be a number between 0 and 1, neither of them included, not 95."),
    ],
)
def test_counts_from_which_nothing_can_be_learnt_are_refused(changed, said):
    with pytest.raises(ValueError) as caught:
        agreement.from_counts(**(COUNTS | changed))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((90, 0.95, 0.1), "sensitivity must be a number from 0 to 1, not 90."),
        ((0.9, True, 0.1), "specificity must be a number from 0 to 1, not True."),
        ((0.9, 0.95, [0.1, 15]), "prevalence must be numbers from 0 to 1, not 15 at place 2."),
        ((0.9, 0.95, "0.1"), "prevalence must be numbers from 0 to 1, not '0.1'."),
        ((0.9, 0.95, []), "prevalence must be numbers from 0 to 1, and there are none."),
        (
            (0.9, 1, [0.5, 0]),
            "At a prevalence of 0 with sensitivity 0.9 and specificity 1 no result is positive",
        ),
        ((1, 0.95, 1), "At a prevalence of 1 with sensitivity 1 and specificity 0.95 no result is negative"),
        ((0, 1, 0.3), "At a prevalence of 0.3 with sensitivity 0 and specificity 1 no result is positive"),
    ],
)
def test_a_predictive_value_that_does_not_exist_is_refused(arguments, said):
    with pytest.raises(ValueError) as caught:
        agreement.predictive_values(*arguments)
    assert said in str(caught.value)
