"""Survival and cumulative incidence: published tables, fractions worked by hand, and identities."""

import dataclasses
import math
import pickle
from fractions import Fraction
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons import cohorts
from her2lessons.models import life_table, survival

# Weeks in remission of 21 children given 6-mercaptopurine (freireich1963); False: still in remission.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [w in {6, 7, 10, 13, 16, 22, 23} for w in WEEKS]
RELAPSED[3] = RELAPSED[7] = False

# As statistics packages print them: week, at risk, survival, standard error, band on the log(-log) scale.
PUBLISHED = [
    (6, 21, 0.8571, 0.0764, 0.6197, 0.9516),
    (7, 17, 0.8067, 0.0869, 0.5631, 0.9228),
    (10, 15, 0.7529, 0.0963, 0.5032, 0.8894),
    (13, 12, 0.6902, 0.1068, 0.4316, 0.8491),
    (16, 11, 0.6275, 0.1141, 0.3675, 0.8049),
    (22, 7, 0.5378, 0.1282, 0.2678, 0.7468),
    (23, 6, 0.4482, 0.1346, 0.1881, 0.6801),
]


@pytest.mark.parametrize(("week", "at_risk", "share", "error", "low", "high"), PUBLISHED)
def test_the_leukaemia_trial_gives_its_published_table(week, at_risk, share, error, low, high):
    curve = survival.kaplan_meier(WEEKS, RELAPSED, label="6-MP")
    place = curve.months.tolist().index(week)
    assert curve.at_risk[place] == at_risk
    assert curve.survival[place] == pytest.approx(share, abs=5e-5)
    assert (curve.low[place], curve.high[place]) == pytest.approx((low, high), abs=5e-5)
    # The band, turned back, gives the standard error.
    z = NormalDist().inv_cdf(0.975)
    factor = math.log(curve.low[place]) / math.log(curve.survival[place])
    own = curve.survival[place]
    assert math.log(factor) / z * own * -math.log(own) == pytest.approx(error, abs=5e-5)


def test_the_leukaemia_curve_is_read_as_steps_and_has_its_median():
    curve = survival.kaplan_meier(WEEKS, RELAPSED)
    assert (curve.at(0), curve.at(5.99)) == (1, 1)
    assert curve.at([6, 6.99, 7]) == pytest.approx([18 / 21, 18 / 21, 18 / 21 * 16 / 17])
    assert curve.at(35) == curve.at(23)
    assert curve.median() == 23
    assert (curve.months[0], curve.at_risk[0], curve.at_risk[-1]) == (0, 21, 1)


def test_a_curve_that_stays_above_a_half_has_no_median():
    assert survival.kaplan_meier([1, 2, 3], [True, False, False]).median() is None


def test_people_who_leave_at_a_time_are_at_risk_at_that_time():
    curve = survival.kaplan_meier([5, 5], [True, False])
    assert curve.at(5) == 0.5


people = st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=40)


@settings(deadline=None)
@given(people, st.floats(0.5, 0.99))
def test_survival_never_rises_and_lies_in_its_band(group, level):
    months, died = zip(*group, strict=True)
    curve = survival.kaplan_meier(months, died, level=level)
    assert (np.diff(curve.survival) <= 0).all()
    assert (curve.low <= curve.survival + 1e-12).all()
    assert (curve.survival <= curve.high + 1e-12).all()
    assert ((curve.low >= 0) & (curve.high <= 1)).all()


@settings(deadline=None)
@given(st.lists(st.integers(1, 20), min_size=1, max_size=40))
def test_without_censoring_survival_is_the_share_still_alive(months):
    curve = survival.kaplan_meier(months, [True] * len(months))
    for month in range(max(months) + 1):
        assert curve.at(month) == pytest.approx(sum(m > month for m in months) / len(months), abs=1e-12)


@settings(deadline=None)
@given(people)
def test_the_order_of_people_does_not_matter(group):
    there, back = (
        survival.kaplan_meier(*zip(*order, strict=True)) for order in (group, sorted(group, reverse=True))
    )
    for name in ("months", "survival", "low", "high", "at_risk"):
        assert getattr(there, name) == pytest.approx(getattr(back, name))


def table(**columns):
    """A life table of three half-years; 100 people, worked by hand below."""
    plain = {
        "month_from": [0, 6, 12],
        "month_to": [6, 12, 18],
        "at_risk": [100, 84, 60],
        "died_of_breast_cancer": [10, 12, 5],
        "died_of_other_causes": [2, 4, 3],
        "censored": [4, 8, 52],
    }
    return pd.DataFrame(plain | columns)


# Who leaves counts for half of the interval: 98, 80 and 34 are followed in full.
FULL = [Fraction(98), Fraction(80), Fraction(34)]
ALIVE = [
    Fraction(86, 98),
    Fraction(86, 98) * Fraction(64, 80),
    Fraction(86, 98) * Fraction(64, 80) * Fraction(26, 34),
]


def test_a_life_table_gives_the_survival_worked_by_hand():
    curve = survival.actuarial(table(), label="by hand")
    assert curve.months.tolist() == [0, 6, 12, 18]
    assert curve.survival == pytest.approx([1, *map(float, ALIVE)])
    assert curve.at_risk.tolist() == [100, 84, 60, 0]
    assert (curve.at(5.9), curve.at(6)) == (1, pytest.approx(86 / 98))


def test_the_variance_of_a_life_table_is_greenwoods():
    curve = survival.actuarial(table())
    terms = [Fraction(died, 1) / (full * (full - died)) for died, full in zip([12, 16, 8], FULL, strict=True)]
    z = NormalDist().inv_cdf(0.975)
    for place, alive in enumerate(map(float, ALIVE)):
        error = math.sqrt(float(sum(terms[: place + 1]))) / abs(math.log(alive))
        expected = alive ** math.exp(z * error), alive ** math.exp(-z * error)
        assert (curve.low[place + 1], curve.high[place + 1]) == pytest.approx(expected)


def test_with_one_cause_deaths_of_the_other_end_follow_up():
    curve = survival.actuarial(table(), deaths="breast cancer")
    full = [100 - (2 + 4) / 2, 84 - (4 + 8) / 2, 60 - (3 + 52) / 2]
    expected = np.cumprod([1 - died / followed for died, followed in zip([10, 12, 5], full, strict=True)])
    assert curve.survival[1:] == pytest.approx(expected)
    assert curve.survival[-1] > survival.actuarial(table()).survival[-1]


def test_competing_causes_of_a_life_table_are_those_worked_by_hand():
    found = survival.life_table_incidence(table(), "breast cancer", label="by hand")
    steps = [Fraction(10, 98), ALIVE[0] * Fraction(12, 80), ALIVE[1] * Fraction(5, 34)]
    assert found.incidence == pytest.approx([0, *np.cumsum([float(step) for step in steps])])
    assert (found.label, found.cause) == ("by hand", "breast cancer")
    assert found.at(12) == pytest.approx(float(steps[0] + steps[1]))
    # A world without the other cause would see more deaths of this one than this world does.
    alone = 1 - survival.actuarial(table(), deaths="breast cancer").survival
    assert (found.incidence[1:] < alone[1:]).all()


METABRIC = cohorts.metabric_life_table()
SUBGROUPS = sorted(METABRIC["subgroup"].unique())


@pytest.mark.parametrize("subgroup", SUBGROUPS)
def test_in_metabric_both_causes_and_the_living_add_up_to_everybody(subgroup):
    group = METABRIC[METABRIC["subgroup"] == subgroup]
    alive = survival.actuarial(group, label=subgroup)
    causes = [survival.life_table_incidence(group, cause) for cause in survival.CAUSES]
    assert alive.survival + sum(cause.incidence for cause in causes) == pytest.approx(1, abs=1e-12)
    assert (alive.low <= alive.survival).all()
    assert (alive.survival <= alive.high).all()
    assert alive.at_risk[0] == group["at_risk"].iloc[0]
    assert alive.at_risk[-1] == 0


def test_metabric_reads_as_its_notes_say():
    assert len(SUBGROUPS) == 5
    first = METABRIC[METABRIC["subgroup"] == "HR-/HER2+"]
    # The first interval by hand: 127 at risk, 2 leave, 1 dies.
    assert survival.actuarial(first).at(6) == pytest.approx(1 - 1 / 126)


OUTCOMES = ["relapse", "death", "censored"]
cases = st.lists(st.tuples(st.integers(0, 15), st.sampled_from(OUTCOMES)), min_size=1, max_size=40)


@settings(deadline=None)
@given(cases)
def test_all_causes_and_those_without_any_add_up_to_everybody(group):
    months, outcomes = zip(*group, strict=True)
    free = survival.kaplan_meier(months, [outcome != "censored" for outcome in outcomes])
    seen = [
        survival.cumulative_incidence(months, outcomes, cause)
        for cause in ("relapse", "death")
        if cause in outcomes
    ]
    total = free.survival + sum(found.incidence for found in seen)
    assert total == pytest.approx(np.ones_like(total), abs=1e-9)
    for found in seen:
        assert (np.diff(found.incidence) >= 0).all()
        assert (found.low <= found.incidence + 1e-12).all()
        assert (found.incidence <= found.high + 1e-12).all()
        assert found.at_risk.tolist() == free.at_risk.tolist()


@settings(deadline=None)
@given(people.filter(lambda group: any(died for _, died in group)))
def test_with_one_cause_incidence_is_the_mirror_image_of_survival(group):
    months, died = zip(*group, strict=True)
    curve = survival.kaplan_meier(months, died)
    words = ["event" if one else "censored" for one in died]
    found = survival.cumulative_incidence(months, words, "event")
    assert found.incidence == pytest.approx(1 - curve.survival, abs=1e-9)
    assert found.low == pytest.approx(1 - curve.high, abs=1e-6)
    assert found.high == pytest.approx(1 - curve.low, abs=1e-6)


def measured_variance(counted, others, exposed):
    """Variance of the last incidence by the delta method, with the slopes measured instead of derived."""

    def last(shares):
        alive, total = 1.0, 0.0
        for own, other in shares:
            total += alive * own
            alive *= 1 - own - other
        return total

    shares = [(a / n, b / n) for a, b, n in zip(counted, others, exposed, strict=True)]
    step, variance = 1e-6, 0.0
    for place, ((own, other), n) in enumerate(zip(shares, exposed, strict=True)):
        slopes = []
        for which in (0, 1):
            ends = []
            for sign in (1, -1):
                moved = [list(pair) for pair in shares]
                moved[place][which] += sign * step
                ends.append(last(moved))
            slopes.append((ends[0] - ends[1]) / (2 * step))
        variance += slopes[0] ** 2 * own * (1 - own) / n + slopes[1] ** 2 * other * (1 - other) / n
        variance -= 2 * slopes[0] * slopes[1] * own * other / n
    return variance


def test_the_band_of_an_incidence_has_the_variance_that_measured_slopes_give():
    found = survival.life_table_incidence(table(), "breast cancer")
    z = NormalDist().inv_cdf(0.975)
    for last in (1, 2, 3):
        variance = measured_variance([10, 12, 5][:last], [2, 4, 3][:last], [98, 80, 34][:last])
        share = 1 - found.incidence[last]
        error = math.sqrt(variance) / (share * -math.log(share))
        expected = 1 - share ** math.exp(-z * error), 1 - share ** math.exp(z * error)
        assert (found.low[last], found.high[last]) == pytest.approx(expected, rel=1e-5)


def test_where_all_die_the_curve_ends_at_0_and_the_incidence_at_1():
    curve = survival.kaplan_meier([1, 2, 2], [1, 1, 1])
    assert (curve.survival[-1], curve.low[-1], curve.high[-1]) == (0, 0, 0)
    found = survival.cumulative_incidence([1, 2, 2], ["a"] * 3, "a")
    assert (found.incidence[-1], found.low[-1], found.high[-1]) == (1, 1, 1)
    assert curve.median() == 2


def test_a_curve_keeps_its_label_and_cannot_be_changed():
    curve = survival.kaplan_meier(WEEKS, RELAPSED, label="6-MP", level=0.9)
    assert (curve.label, curve.level) == ("6-MP", 0.9)
    with pytest.raises(dataclasses.FrozenInstanceError):
        curve.label = "placebo"
    with pytest.raises(ValueError, match="read-only"):
        curve.survival[0] = 2
    assert pickle.loads(pickle.dumps(curve)).survival.tolist() == curve.survival.tolist()


CURVE = {"months": [0, 6], "survival": [1, 0.5], "low": [1, 0.4], "high": [1, 0.6], "at_risk": [9, 5]}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"months": [0, 6, 12]},
            "The arrays of a curve must have one length, and these have months 3, survival 2",
        ),
        ({"months": [6, 6]}, "months must rise from 0 on. Sort them, each once."),
        ({"months": [-6, 6]}, "months must rise from 0 on."),
        ({"months": [[0], [6]]}, "months must be one list of values, and this has 2 dimensions."),
        ({"survival": [0.5, 0.6]}, "The band must hold the survival at every month. Check low and high."),
        (
            {"survival": [0.5, 0.6], "low": [0, 0], "high": [1, 1]},
            "survival must never rise: nobody comes back.",
        ),
        ({"survival": [1, 1.5]}, "survival must be numbers from 0 to 1, not 1.5 at place 2."),
        ({"low": [1, math.nan]}, "low must be numbers, not nan at place 2."),
        ({"at_risk": [9, 4.5]}, "at_risk must be whole numbers of 0 or more, not 4.5 at place 2."),
        ({"label": 3}, "label must be text, not 3."),
        ({"level": 95}, "level must be a number between 0 and 1"),
    ],
)
def test_a_curve_that_cannot_be_is_refused(changed, said):
    with pytest.raises(ValueError) as caught:
        survival.SurvivalCurve(**(CURVE | changed))
    assert said in str(caught.value)


def test_an_incidence_that_falls_is_refused():
    with pytest.raises(ValueError) as caught:
        survival.CumulativeIncidence([0, 6], [0.3, 0.2], [0, 0], [1, 1], [9, 5])
    assert "incidence must never fall: what happened has happened." in str(caught.value)


def test_before_its_first_month_a_curve_stands_where_everybody_starts():
    assert survival.SurvivalCurve([6, 12], [0.9, 0.8], [0, 0], [1, 1], [9, 5]).at(3) == 1
    assert survival.CumulativeIncidence([6, 12], [0.1, 0.2], [0, 0], [1, 1], [9, 5]).at(3) == 0


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (36, "The curve ends at month 35, and month 36 was asked for. Nobody was followed that long."),
        ([1, 400], "and month 400 was asked for."),
        (-1, "months must be numbers of 0 or more, not -1."),
        ("12", "months must be numbers of 0 or more, not '12'."),
    ],
)
def test_a_month_that_nobody_was_followed_to_is_refused(months, said):
    with pytest.raises(ValueError) as caught:
        survival.kaplan_meier(WEEKS, RELAPSED).at(months)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: survival.kaplan_meier([], []), "months must be numbers of 0 or more, and there are none."),
        (
            lambda: survival.kaplan_meier([1, 2], [True]),
            "months has 2 entries and died 1. Give one each a person.",
        ),
        (
            lambda: survival.kaplan_meier([1, -2], [0, 1]),
            "months must be numbers of 0 or more, not -2 at place 2.",
        ),
        (lambda: survival.kaplan_meier([1, math.nan], [0, 1]), "not nan at place 2."),
        (
            lambda: survival.kaplan_meier([1, 2], ["yes", "no"]),
            "died must be True or False, or 1 or 0, not 'yes'",
        ),
        (
            lambda: survival.kaplan_meier([[1], [2]], [0, 1]),
            "months must be one list of values, and this has 2",
        ),
        (lambda: survival.kaplan_meier([1, 2], [0, 1], level=0), "level must be a number between 0 and 1"),
        (
            lambda: survival.cumulative_incidence([1, 2], ["relapse", "censored"], "death"),
            "cause is 'death', which did not occur. The events were: 'relapse'.",
        ),
        (lambda: survival.cumulative_incidence([1], ["censored"], "censored"), "The events were: none."),
        *[
            (
                lambda word=word: survival.cumulative_incidence(
                    [1, 2, 3], ["relapse", "censored", word], "relapse"
                ),
                f"outcomes has {word!r}; write it as 'censored'.",
            )
            for word in ("Censored", "censored ", " CENSORED")
        ],
        *[
            (
                lambda cause=cause: survival.cumulative_incidence([1, 2], ["relapse", "censored"], cause),
                f"cause is {shown}, which did not occur. The events were: 'relapse'.",
            )
            for cause, shown in ((pd.NA, "<NA>"), (np.array(["relapse", "death"]), "['relapse' 'death']"))
        ],
        (
            lambda: survival.cumulative_incidence([1, 2], ["relapse", None], "relapse"),
            "outcomes must be words, not None. Write 'censored' for no event.",
        ),
        (
            lambda: survival.cumulative_incidence([1], "relapse", "relapse"),
            "outcomes must be a list of values, not",
        ),
        (lambda: survival.cumulative_incidence([1, 2], ["a"], "a"), "months has 2 entries and outcomes 1."),
        (
            lambda: survival.actuarial(table(), deaths="cancer"),
            "deaths is 'cancer'; it must be 'all', 'breast canc",
        ),
        (
            lambda: survival.life_table_incidence(table(), "all"),
            "cause is 'all'; it must be 'breast cancer' or",
        ),
    ],
)
def test_people_whose_course_is_not_told_are_refused(call, said):
    with pytest.raises(ValueError) as caught:
        call()
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (
            table().drop(columns=["censored", "at_risk"]),
            "The life table has no at_risk and no censored. It needs",
        ),
        (METABRIC, "The life table holds 5 subgroups: "),
        (table(month_from=[0, 6, 13]), "The intervals must follow one another from month 0"),
        (table(month_to=[6, 12, 12]), "each month_to lies after its month_from. Sort the table."),
        (
            table(month_from=[6, 12, 18], month_to=[12, 18, 24]),
            "The intervals must follow one another from month 0",
        ),
        (
            table(at_risk=[100, 85, 60]),
            "at month 0 100 people are at risk and 84 remain, but the next one begins wi",
        ),
        (
            table(censored=[4, 8, 53]),
            "In the interval that begins at month 12 more people die or leave than are at",
        ),
        (
            table(at_risk=[0, 0, 0], censored=[0, 0, 0]),
            "In the interval that begins at month 0 nobody is at risk.",
        ),
        (table(at_risk=[100.5, 84, 60]), "at_risk must be whole numbers of 0 or more, not 100.5 at place 1."),
        (table(censored=[4, None, 52]), "censored must be whole numbers of 0 or more, not nan at place 2."),
        (
            table(died_of_breast_cancer=["10", "12", "5"]),
            "died_of_breast_cancer must be whole numbers of 0 or more",
        ),
        (
            {name: list(column) for name, column in table().items()} | {"censored": [4]},
            "censored has 1 entries and",
        ),
        (
            None,
            "A life table is a frame or a mapping with named columns, not None. It needs month_from, month",
        ),
        (
            list(life_table.COLUMNS),
            "A life table is a frame or a mapping with named columns, not ['month_from',",
        ),
        (
            " ".join(life_table.COLUMNS),
            "A life table is a frame or a mapping with named columns, not 'month_from",
        ),
        (
            table(at_risk=[1e200, 84, 60]),
            "at_risk must be whole numbers from 0 to 1,000,000,000,000, not 1e+200",
        ),
        (dict(table()) | {"subgroup": 5}, "subgroup must be a list of values, not 5."),
        (dict(table()) | {"subgroup": [["a"], ["b"]]}, "The life table holds 2 subgroups: ['a'], ['b']."),
    ],
)
def test_a_life_table_that_does_not_add_up_is_refused(wrong, said):
    for estimate in (survival.actuarial, lambda given: survival.life_table_incidence(given, "breast cancer")):
        with pytest.raises(ValueError) as caught:
            estimate(wrong)
        assert said in str(caught.value)


def test_a_life_table_may_be_a_plain_mapping():
    plain = {name: list(column) for name, column in table().items()}
    assert survival.actuarial(plain).survival.tolist() == survival.actuarial(table()).survival.tolist()
    assert life_table.read(plain).at_risk_after.tolist() == [84, 60, 0]
