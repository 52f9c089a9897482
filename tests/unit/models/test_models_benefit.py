"""From a hazard ratio to people: absolute benefit, its interval, and the words where it has no end."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.models import benefit


def test_a_hazard_ratio_spares_more_people_where_the_risk_is_higher():
    high = benefit.with_hazard_ratio(0.60, 0.5)
    assert high.control_risk == pytest.approx(0.40)
    assert high.treated_risk == pytest.approx(1 - math.sqrt(0.60))
    assert high.difference == pytest.approx(math.sqrt(0.60) - 0.60)
    low = benefit.with_hazard_ratio(0.98, 0.5)
    assert low.nnt > 10 * high.nnt


survival = st.floats(0.01, 0.99)
ratio = st.floats(0.1, 5).filter(lambda value: abs(value - 1) > 1e-3)


@settings(deadline=None)
@given(survival, ratio)
def test_the_number_needed_to_treat_is_the_inverse_of_the_difference(baseline, hazard_ratio):
    found = benefit.with_hazard_ratio(baseline, hazard_ratio)
    assert found.nnt * found.difference == pytest.approx(1)
    assert (found.nnt > 0) == (hazard_ratio < 1)
    assert found.control_risk - found.treated_risk == pytest.approx(found.difference, abs=1e-12)
    # The ratio of the cumulative hazards is what went in.
    hazards = math.log(1 - found.treated_risk) / math.log(1 - found.control_risk)
    assert hazards == pytest.approx(hazard_ratio, rel=1e-6)


@settings(deadline=None)
@given(survival, st.lists(st.floats(0.1, 5), min_size=3, max_size=3))
def test_the_interval_holds_the_estimate_and_knows_whether_it_includes_no_effect(baseline, ratios):
    low, estimate, high = sorted(ratios)
    found = benefit.with_hazard_ratio(baseline, estimate, low, high)
    assert found.low <= found.difference <= found.high
    assert found.includes_no_effect == (low <= 1 <= high)


def test_a_clear_benefit_has_an_interval_of_people():
    found = benefit.with_hazard_ratio(0.80, 0.75, 0.60, 0.90)
    assert found.nnt == pytest.approx(1 / (0.80**0.75 - 0.80))
    assert (found.low, found.high) == pytest.approx((0.80**0.90 - 0.80, 0.80**0.60 - 0.80))
    assert found.includes_no_effect is False
    assert (
        found.words("death", 5)
        == "Treating 22 people means one death fewer within 5 years (95 % CI 13 to 55)."
    )


def test_an_interval_with_no_effect_runs_through_infinity_in_words():
    found = benefit.with_hazard_ratio(0.80, 0.90, 0.75, 1.10)
    assert found.includes_no_effect is True
    assert found.words("death", 5) == (
        "Treating 55 people means one death fewer within 5 years (95 % CI from one fewer for 22 people, "
        "through no effect at all, to one more for 57 people)."
    )


def test_harm_and_the_ends_at_no_effect_have_their_words():
    harm = benefit.with_hazard_ratio(0.80, 1.25, 1.10, 1.40)
    assert (
        harm.words("death", 5) == "Treating 23 people means one death more within 5 years (95 % CI 15 to 57)."
    )
    edge = benefit.with_hazard_ratio(0.80, 0.90, 0.75, 1.0)
    assert edge.words("death", 5).endswith("(95 % CI from one fewer for 22 people to no effect).")
    other_edge = benefit.with_hazard_ratio(0.80, 1.25, 1.0, 1.4)
    assert other_edge.words("death", 5).endswith("(95 % CI from no effect to one more for 15 people).")
    assert (
        benefit.with_hazard_ratio(0.30, 0.2).words("death", 5)
        == "Treating 2.1 people means one death fewer within 5 years."
    )


def test_no_effect_has_no_number_needed_to_treat():
    found = benefit.with_hazard_ratio(0.80, 1, 0.9, 1.1)
    assert (found.difference, found.nnt) == (0, None)
    assert found.words("death", 5).startswith(
        "Treating more people changes nothing within 5 years (95 % CI from one fewer for 55 people"
    )


def test_the_words_name_what_is_counted_and_when_and_refuse_to_go_without():
    found = benefit.from_survival(0.70, 0.75)
    said = "Treating 20 people means one return or death fewer within 1 year."
    assert found.words("return or death", 1) == said
    with pytest.raises(ValueError, match="event must say what is counted, such as 'death', not ' '"):
        found.words(" ", 5)
    with pytest.raises(ValueError, match="years must be a number above 0"):
        found.words("death", 0)


def test_two_curves_are_compared_without_an_interval():
    found = benefit.from_survival(0.70, 0.75)
    assert found.nnt == pytest.approx(20)
    assert (found.low, found.high, found.includes_no_effect) == (None, None, None)
    assert found.words("death", 5) == "Treating 20 people means one death fewer within 5 years."
    assert (
        benefit.from_survival(1, 1).words("death", 5)
        == "Treating more people changes nothing within 5 years."
    )


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: benefit.with_hazard_ratio(80, 0.5),
            "baseline_survival must be a number between 0 and 1, neither",
        ),
        (lambda: benefit.with_hazard_ratio(1, 0.5), "not 1. Write 95 % as 0.95."),
        (lambda: benefit.with_hazard_ratio(0.8, 0), "hazard_ratio must be a number above 0, not 0."),
        (lambda: benefit.with_hazard_ratio(0.8, "0.5"), "hazard_ratio must be a number above 0, not '0.5'."),
        (lambda: benefit.with_hazard_ratio(0.8, math.nan), "hazard_ratio must be a number above 0, not nan."),
        (lambda: benefit.with_hazard_ratio(0.8, 0.5, low=0.4), "Give both low and high, or neither."),
        (lambda: benefit.with_hazard_ratio(0.8, 0.5, high=0.9), "Give both low and high, or neither."),
        (
            lambda: benefit.with_hazard_ratio(0.8, 0.5, 0.6, 0.9),
            "The hazard ratio 0.5 does not lie in its interval from 0.6 to 0.9.",
        ),
        (
            lambda: benefit.with_hazard_ratio(0.8, 0.5, 0.9, 0.4),
            "Give the lower end as low and the upper one as",
        ),
        (lambda: benefit.with_hazard_ratio(0.8, 0.5, -1, 0.9), "low must be a number above 0, not -1."),
        (lambda: benefit.with_hazard_ratio(0.8, 0.5, level=95), "level must be a number between 0 and 1"),
        (lambda: benefit.from_survival(1.2, 0.5), "control_survival must be a number from 0 to 1, not 1.2."),
        (
            lambda: benefit.from_survival(0.2, True),
            "treated_survival must be a number from 0 to 1, not True.",
        ),
    ],
)
def test_what_cannot_be_turned_into_people_is_refused(call, said):
    with pytest.raises(ValueError) as caught:
        call()
    assert said in str(caught.value)
