"""Counting statistics: figures worked out by hand, the formula against simulation, intervals that hold."""

from math import exp, sqrt
from statistics import mean, stdev

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from her2lessons.guidelines import ish
from her2lessons.models import counting

counts = st.lists(st.tuples(st.integers(1, 30), st.integers(1, 8)), min_size=3, max_size=60)


def test_a_ratio_has_the_error_worked_out_by_hand():
    # Ratio 12 / 6 = 2; pulls (3-2, 4-4, 5-6) / 2 = 0.5, 0, -0.5, so the standard deviation is 0.5.
    found = counting.ratio([3, 4, 5], [1, 2, 3])
    assert found.value == 2
    assert found.standard_error == pytest.approx(0.5 / sqrt(3))
    reach = exp(1.959963985 * found.standard_error / 2)
    assert (found.low, found.high) == (pytest.approx(2 / reach), pytest.approx(2 * reach))
    assert (found.nuclei, found.level) == (3, 0.95)
    assert str(found) == "2.00 (95 % CI 1.51 to 2.65)"


def test_copies_have_the_standard_error_of_a_mean():
    found = counting.copies([2, 4, 6, 8])
    assert found.value == 5
    assert found.standard_error == pytest.approx(stdev([2, 4, 6, 8]) / 2)
    assert found.low < 5 < found.high


@given(counts)
def test_swapping_the_probes_turns_the_ratio_and_its_interval_upside_down(nuclei):
    her2, cep17 = zip(*nuclei, strict=True)
    one, other = counting.ratio(her2, cep17), counting.ratio(cep17, her2)
    assert one.value == pytest.approx(1 / other.value)
    assert one.low == pytest.approx(1 / other.high)
    assert one.high == pytest.approx(1 / other.low)


@given(counts)
def test_the_delta_method_agrees_with_variances_and_covariance(nuclei):
    her2, cep17 = np.array(nuclei).T
    covariance = np.cov(her2, cep17, ddof=1)
    h, c = her2.mean(), cep17.mean()
    relative = covariance[0, 0] / h**2 + covariance[1, 1] / c**2 - 2 * covariance[0, 1] / (h * c)
    found = counting.ratio(her2, cep17)
    assert found.standard_error**2 == pytest.approx(found.value**2 * relative / len(nuclei), abs=1e-12)


@given(st.floats(0.5, 10), st.integers(1, 500), st.sampled_from(counting.FIGURES))
def test_four_times_the_nuclei_halve_the_error(value, nuclei, figure):
    few, many = (counting.expected(figure, value, n) for n in (nuclei, 4 * nuclei))
    assert few.standard_error == pytest.approx(2 * many.standard_error)
    assert few.low < many.low < value < many.high < few.high


def test_the_expected_error_follows_the_stated_spread():
    spread = counting.Spread(her2=0.3, cep17=0.4, together=0)
    assert counting.expected("ratio", 2, 25, spread).standard_error == pytest.approx(2 * 0.5 / 5)
    assert counting.expected("her2_copies", 4, 9, spread).standard_error == pytest.approx(4 * 0.3 / 3)
    alike = counting.Spread(her2=0.3, cep17=0.3, together=1)
    assert counting.expected("ratio", 2, 20, alike).standard_error == 0


def test_an_interval_holds_the_truth_about_as_often_as_it_says():
    draws = np.random.default_rng(4)
    held = 0
    for _ in range(2000):
        # Whole counts of a known mean: 2 to 6 and 1 to 3, all equally likely, so the ratio is 4 / 2.
        found = counting.ratio(draws.integers(2, 7, 40), draws.integers(1, 4, 40))
        held += found.low <= 2 <= found.high
    assert 0.93 < held / 2000 < 0.97


@pytest.mark.parametrize("nuclei", [20, 40, 60])
@pytest.mark.parametrize(
    ("figure", "line", "truth"),
    [("ratio", ish.RATIO_POSITIVE, truth) for truth in (1.5, 1.9, 2.0, 2.1, 2.6)]
    + [("her2_copies", ish.COPIES_LOW, truth) for truth in (3.5, 3.9, 4.0, 4.1, 4.6)]
    + [("her2_copies", ish.COPIES_HIGH, truth) for truth in (5.7, 6.2)],
)
def test_formula_and_simulation_agree_within_sampling_error(figure, line, truth, nuclei):
    found = counting.wrong_side(figure, truth, line, nuclei, counts=20_000)
    error = sqrt(found.formula * (1 - found.formula) / 20_000)
    # Sixty comparisons: four standard errors leave none outside by chance; rare events need a count or two.
    assert abs(found.formula - found.simulated) <= 4 * error + 2 / 20_000


def test_more_nuclei_and_a_greater_distance_lower_the_chance_of_the_wrong_side():
    frame = counting.chances("ratio", (1.5, 1.7, 1.9), ish.RATIO_POSITIVE)
    table = frame.pivot_table(index="truth", columns="nuclei", values="formula")
    assert (table.diff(axis=1).iloc[:, 1:] < 0).all(axis=None)
    assert (table.diff().iloc[1:] > 0).all(axis=None)


def test_the_table_has_a_row_a_tumour_and_number_of_nuclei_and_says_that_it_is_a_model():
    frame = counting.chances("ratio", (1.9, 2.1), ish.RATIO_POSITIVE, seed=3)
    assert list(zip(frame["truth"], frame["nuclei"], strict=True)) == [
        (truth, nuclei) for truth in (1.9, 2.1) for nuclei in (20, 40, 60)
    ]
    single = counting.wrong_side("ratio", 2.1, 2.0, 40, seed=3)
    row = frame.iloc[4]
    assert (row["formula"], row["simulated"]) == (single.formula, single.simulated)
    assert row["standard_error"] == counting.expected("ratio", 2.1, 40).standard_error
    assert frame.attrs["caution"].startswith("A model")


def test_a_tumour_near_the_line_is_called_wrongly_every_third_to_fourth_time_with_20_nuclei():
    low, high = (counting.wrong_side("ratio", truth, 2.0, 20).formula for truth in (1.9, 2.1))
    assert 0.25 < high < low < 0.40


def test_a_count_on_the_line_is_on_the_upper_side():
    # Nuclei that hardly differ: 20 nuclei of 4 make 80 signals, which is the line itself.
    even = counting.Spread(her2=0.01, cep17=0.01, together=1)
    found = counting.wrong_side("her2_copies", ish.COPIES_LOW, ish.COPIES_LOW, 20, spread=even)
    assert found.formula < 0.01
    assert found.simulated < 0.01
    just_below = counting.wrong_side("her2_copies", 3.9, ish.COPIES_LOW, 20, spread=even)
    assert just_below.simulated < 0.01


def test_the_same_seed_simulates_the_same_counts_and_another_seed_others():
    one, again, other = (counting.wrong_side("ratio", 1.9, 2.0, 20, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one.simulated != other.simulated
    assert one.formula == other.formula
    assert str(one) == f"33 % with 20 nuclei ({one.simulated * 100:.0f} % simulated)"


@given(counts)
def test_the_distance_to_a_line_is_told_in_standard_errors(nuclei):
    her2 = [first for first, _ in nuclei]
    assume(len(set(her2)) > 1)
    found = counting.copies(her2)
    expected = (mean(her2) - ish.COPIES_LOW) / found.standard_error
    assert found.distance(ish.COPIES_LOW) == pytest.approx(expected)


BAD = [
    (
        lambda: counting.ratio([3, 4], [2, 2, 2]),
        "her2 has 2 nuclei and cep17 3. Give both counts of every nucleus.",
    ),
    (lambda: counting.ratio([3, 4], [2, 2.5]), "not 2.5 at place 2"),
    (lambda: counting.ratio([3, True], [2, 2]), "not True at place 2"),
    (lambda: counting.ratio([3, "4"], [2, 2]), "not '4' at place 2"),
    (lambda: counting.ratio([3, float("nan")], [2, 2]), "not nan at place 2"),
    (lambda: counting.ratio([3, -1], [2, 2]), "not -1 at place 2"),
    (
        lambda: counting.ratio([3, 4], [0, 0]),
        "cep17 has no signal in any nucleus, so there is nothing to estimate. Reject the test.",
    ),
    (
        lambda: counting.copies([3]),
        "her2 has one nucleus, and one shows no spread. Give at least two nuclei.",
    ),
    (lambda: counting.copies([[3, 4], [1, 2]]), "this has 2 dimensions"),
    (
        lambda: counting.copies([3, 3, 3]).distance(4),
        "All nuclei were alike, so there is no error to measure the distance by. Count more.",
    ),
    (lambda: counting.copies([3, 4]).distance(0), "line must be a number above 0, not 0."),
    (lambda: counting.copies([3, 4], level=95), "Write 95 % as 0.95."),
    (
        lambda: counting.expected("score", 2, 20),
        "figure is 'score'; it must be 'ratio' or 'her2_copies'.",
    ),
    (lambda: counting.expected("ratio", -2, 20), "value must be a number above 0, not -2."),
    (
        lambda: counting.expected("ratio", 2, 0),
        "nuclei must be a whole number from 1 to 10000, not 0.",
    ),
    (lambda: counting.expected("ratio", 2, True), "not True"),
    (
        lambda: counting.Spread(her2=0.9),
        "her2 must be a number from 0.01 to 0.5, not 0.9. Check the figure and its unit.",
    ),
    (lambda: counting.Spread(together=-0.1), "together must be a number from 0 to 1, not -0.1."),
    (
        lambda: counting.wrong_side("ratio", 1.9, 2, 20, counts=10),
        "counts must be a whole number from 100 to 100000, not 10.",
    ),
    (
        lambda: counting.wrong_side("ratio", 1.9, 2, 20, cep17_copies=0.5),
        "cep17_copies must be a number from 1 to 10 signals per nucleus, not 0.5.",
    ),
    (
        lambda: counting.wrong_side("ratio", 1.9, 2, 20, seed=-1),
        "seed must be a whole number of 0 or more, not -1.",
    ),
    (lambda: counting.chances("ratio", 1.9, 2), "truths must be a list of values, not 1.9."),
    (lambda: counting.chances("ratio", [1.9], 2, [20, 2.5]), "not 2.5"),
]


@pytest.mark.parametrize(("call", "sentence"), BAD)
def test_a_bad_figure_is_refused_in_a_sentence(call, sentence):
    with pytest.raises(ValueError) as refused:
        call()
    assert sentence in str(refused.value)
