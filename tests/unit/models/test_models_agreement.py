"""Kappa and agreement on each answer: published examples, an independent derivation, and what is refused."""

import math
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from her2lessons import cohorts
from her2lessons.models import agreement

DEFINITE = ["positive", "negative"]


def definite(table: pd.DataFrame) -> pd.DataFrame:
    """Cross IHC status with FISH status where both are a plain yes or no."""
    both = table[table["ihc_status"].isin(DEFINITE) & table["fish_status"].isin(DEFINITE)]
    people = cohorts.expand(both)
    return agreement.from_readings(people["ihc_status"], people["fish_status"], DEFINITE)


def test_tcga_agrees_with_the_counts_of_the_cohort_notes():
    table = definite(cohorts.tcga_her2())
    assert table.to_numpy().tolist() == [[45, 12], [3, 122]]
    found = agreement.kappa(table)
    assert found.n == 182
    assert round(1 - found.observed, 3) == 0.082
    assert round(found.kappa, 2) == 0.80


def test_tcga_without_one_site_agrees_less():
    table = cohorts.tcga_by_site_group()
    others = definite(table[table["site_group"] == "all other sites"])
    assert others.to_numpy().tolist() == [[19, 12], [3, 65]]
    found = agreement.kappa(others)
    assert (found.n, round(found.kappa, 2)) == (99, 0.62)
    one = definite(table[table["site_group"] == "one site"])
    assert one.to_numpy().tolist() == [[26, 0], [0, 57]]
    assert agreement.kappa(one).kappa == 1


# Agresti's couples (Hout 1987), a table on which statistics packages print kappa and its standard error.
COUPLES = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]


@pytest.mark.parametrize(("weights", "kappa", "error"), [(None, 0.1293, 0.0686), ("linear", 0.2374, 0.0783)])
def test_a_published_table_gives_its_published_kappa(weights, kappa, error):
    found = agreement.kappa(COUPLES, weights)
    assert found.kappa == pytest.approx(kappa, abs=5e-5)
    assert found.standard_error == pytest.approx(error, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((kappa - 1.96 * error, kappa + 1.96 * error), abs=2e-4)


def plain_kappa(cells: np.ndarray, weights: str | None) -> float:
    """Kappa from its definition, one disagreement at a time."""
    size = len(cells)
    seen = expected = 0.0
    for i, j in product(range(size), repeat=2):
        steps = abs(i - j)
        cost = {None: float(steps > 0), "linear": steps, "quadratic": steps**2}[weights]
        seen += cost * cells[i, j] / cells.sum()
        expected += cost * cells[i].sum() * cells[:, j].sum() / cells.sum() ** 2
    return 1 - seen / expected


def numeric_error(cells: np.ndarray, weights: str | None) -> float:
    """The standard error by the delta method, with the slopes of kappa measured instead of derived."""
    n, step = cells.sum(), 1e-6
    shares = cells / n
    slopes = np.zeros_like(shares)
    for place in np.ndindex(shares.shape):
        up, down = shares.copy(), shares.copy()
        up[place] += step
        down[place] -= step
        slopes[place] = (plain_kappa(up, weights) - plain_kappa(down, weights)) / (2 * step)
    return math.sqrt(((shares * slopes**2).sum() - (shares * slopes).sum() ** 2) / n)


@pytest.mark.parametrize("weights", [None, "linear", "quadratic"])
@pytest.mark.parametrize(
    "cells",
    [COUPLES, [[45, 12], [3, 122]], [[20, 5, 1], [2, 15, 6], [0, 4, 30]]],
    ids=["couples", "tcga", "3"],
)
def test_kappa_and_its_error_agree_with_the_definition_and_with_measured_slopes(cells, weights):
    cells = np.array(cells, dtype=float)
    found = agreement.kappa(cells, weights)
    assert found.kappa == pytest.approx(plain_kappa(cells, weights), abs=1e-12)
    assert found.standard_error == pytest.approx(numeric_error(cells, weights), rel=1e-5)
    assert found.kappa == pytest.approx((found.observed - found.expected) / (1 - found.expected), abs=1e-12)


def tables(size):
    return st.lists(
        st.lists(st.integers(0, 30), min_size=size, max_size=size), min_size=size, max_size=size
    ).map(np.array)


def readable(cells):
    """Whether chance alone would not always agree."""
    return np.count_nonzero(cells.sum(axis=0) + cells.sum(axis=1)) > 1


any_table = st.integers(2, 5).flatmap(tables).filter(readable)
any_weights = st.sampled_from([None, "linear", "quadratic"])


@settings(deadline=None, max_examples=150)
@given(any_table, any_weights)
def test_kappa_stays_between_minus_1_and_1_and_inside_its_interval(cells, weights):
    found = agreement.kappa(cells, weights)
    assert -1 <= found.low <= found.kappa <= found.high <= 1


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 50), min_size=2, max_size=6), any_weights)
def test_readers_who_always_agree_have_kappa_1(counts, weights):
    assume(sum(count > 0 for count in counts) > 1)
    found = agreement.kappa(np.diag(counts), weights)
    assert (found.kappa, found.low, found.high, found.observed) == (1, 1, 1, pytest.approx(1))


@settings(deadline=None, max_examples=60)
@given(tables(2).filter(readable))
def test_with_two_categories_weights_change_nothing(cells):
    plain = agreement.kappa(cells)
    for weights in ("linear", "quadratic"):
        weighted = agreement.kappa(cells, weights)
        assert (weighted.kappa, weighted.low, weighted.high) == (plain.kappa, plain.low, plain.high)


@settings(deadline=None, max_examples=60)
@given(any_table, any_weights)
def test_exchanging_the_readers_changes_nothing(cells, weights):
    there, back = agreement.kappa(cells, weights), agreement.kappa(cells.T, weights)
    assert back.kappa == pytest.approx(there.kappa, abs=1e-12)
    assert back.standard_error == pytest.approx(there.standard_error, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(any_table)
def test_a_category_that_nobody_used_changes_nothing(cells):
    wider = np.pad(cells, (0, 1))
    assert agreement.kappa(wider).kappa == pytest.approx(agreement.kappa(cells).kappa, abs=1e-12)


def test_a_wider_confidence_gives_a_wider_interval():
    narrow, wide = agreement.kappa(COUPLES, level=0.8), agreement.kappa(COUPLES, level=0.99)
    assert wide.low < narrow.low < narrow.kappa < narrow.high < wide.high
    assert str(narrow) == "kappa 0.13 (80 % CI 0.04 to 0.22)"


NAMES = ["0", "1+", "2+"]


def test_two_readers_are_crossed_with_categories_that_nobody_used():
    table = agreement.from_readings(["0", "1+", "1+", "0"], ["0", "0", "1+", "0"], NAMES)
    assert table.index.tolist() == table.columns.tolist() == NAMES
    assert (table.index.name, table.columns.name) == ("a", "b")
    assert table.to_numpy().tolist() == [[2, 0, 0], [1, 1, 0], [0, 0, 0]]
    assert agreement.kappa(table, "linear").n == 4


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), min_size=1, max_size=40))
def test_crossing_counts_every_pair_once(pairs):
    table = agreement.from_readings(*zip(*pairs, strict=True), NAMES)
    for row, column in product(NAMES, repeat=2):
        assert table.loc[row, column] == pairs.count((row, column))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((["0", "1+"], ["0"], NAMES), "Reader a has 2 readings and reader b 1. Both must have read the same"),
        (([], [], NAMES), "There are no readings. Give at least one case that both readers read."),
        (
            (["0", "3+"], ["0", "0"], NAMES),
            "Reader a said '3+' about case 2. It must be one of '0', '1+', '2+'",
        ),
        ((["0"], [None], NAMES), "Reader b said None about case 1."),
        ((["0"], [math.nan], NAMES), "Reader b said nan about case 1."),
        ((["0"], [["0"]], NAMES), "Reader b said ['0'] about case 1."),
        ((["0"], ["0"], ["0"]), "There must be at least two categories, not 1."),
        ((["0"], ["0"], ["0", "1", "0"]), "The category '0' is named twice. Name each once."),
        ((["0"], ["0"], ["0", None]), "The category None is no word and no whole number."),
        (("00", ["0", "0"], NAMES), "a must be a list of values, not '00'. Put it in brackets: [...]."),
        ((["0"], np.array("0"), NAMES), "b must be a list of values, not 0. Put it in brackets: [...]."),
        (
            ([(["0"],)], ["0"], NAMES),
            "Reader a said (['0'],) about case 1. It must be one of '0', '1+', '2+'",
        ),
        (([1, True], [1, 0], [0, 1]), "Reader a said True about case 2. It must be one of 0, 1; leave out"),
        (([1, 0], [1, np.False_], [0, 1]), "Reader b said False about case 2. It must be one of 0, 1;"),
        (([True], [1], [False, True]), "Reader b said 1 about case 1. It must be one of False, True;"),
        (([1], [1], [True, 0]), "The categories are True, 0. True and False are no numbers: use these or"),
        (
            ([1], [1], [1, np.True_]),
            "The categories are 1, True. True and False are no numbers: use these or",
        ),
    ],
)
def test_readings_that_cannot_be_crossed_are_refused(arguments, said):
    with pytest.raises(ValueError) as caught:
        agreement.from_readings(*arguments)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("categories", "said"),
    [
        ([False, True], [True, np.False_, True]),
        ([0, 1], [1.0, np.int64(0), 1]),
        ([0, 1], pd.Series([1.0, 0, 1])),
    ],
)
def test_readings_of_one_kind_are_crossed_however_they_are_stored(categories, said):
    crossed = agreement.from_readings(said, said, categories)
    assert crossed.index.tolist() == categories
    assert crossed.to_numpy().tolist() == [[1, 0], [0, 2]]


def frame(cells, rows, columns):
    return pd.DataFrame(cells, index=rows, columns=columns)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            [[1, 2, 3], [4, 5, 6]],
            "The table is 2 by 3; it must be square, a row and a column for each category.",
        ),
        ([1, 2], "The table is 2; it must be square"),
        (5, "The table is a single number; it must be square"),
        ([[0, 0], [0, 0]], "The table counts nobody."),
        ([], "The table's counts must be whole numbers of 0 or more, and there are none."),
        ([[1, -2], [3, 4]], "The table's counts must be whole numbers of 0 or more, not -2 at place 2."),
        ([[1, 2.5], [3, 4]], "not 2.5 at place 2."),
        ([[1, math.nan], [3, 4]], "not nan at place 2."),
        ([[1, True], [3, 4]], "not True at place 2."),
        ([[1, "2"], [3, 4]], "not '2' at place 2."),
        (frame([[1, 2], [3, 4]], ["a", "b"], ["b", "a"]), "The rows are 'a', 'b' and the columns 'b', 'a'."),
        (frame([[1, 2], [3, 4]], ["a", "b"], ["a", "c"]), "in the same order: sort one of them, or use"),
        (frame([[1, 2], [3, 4]], ["a", "a"], ["a", "a"]), "The category 'a' is named twice."),
        (
            frame(
                [[1, 2], [3, 4]], pd.Index(["a", pd.NA], dtype=object), pd.Index([pd.NA, "a"], dtype=object)
            ),
            "The category <NA> is no word and no whole number.",
        ),
        (frame([[1, 2], [3, 4]], [0, 1], [False, True]), "The rows are 0, 1 and the columns False, True."),
        (
            [[1e308, 1e308], [1e308, 1e308]],
            "The table's counts must be whole numbers from 0 to 1,000,000,000,000, not 1e+308 at place 1.",
        ),
        ([[1, 2], [1e200, 4]], "from 0 to 1,000,000,000,000, not 1e+200 at place 3. Check the figures."),
    ],
)
def test_a_table_that_two_readers_cannot_have_is_refused(table, said):
    with pytest.raises(ValueError) as caught:
        agreement.kappa(table)
    assert said in str(caught.value)


@pytest.mark.parametrize("answers", [DEFINITE, ["0", "1+", "2+"], [False, True]])
@pytest.mark.parametrize("measure", [agreement.kappa, agreement.positive_agreement])
def test_totals_at_the_edge_of_a_frame_are_not_taken_for_a_category(measure, answers):
    a, b = pd.Series(answers * 3), pd.Series(answers + answers[::-1] + answers)
    with pytest.raises(ValueError) as caught:
        measure(pd.crosstab(a, b, margins=True))
    assert str(caught.value) == (
        "The last row and column are the totals of the others and would count as a category: leave out the "
        "totals (margins). If these are counts of their own, give table.to_numpy()."
    )


@pytest.mark.parametrize(
    "cells",
    [
        [[4, 2, 6], [1, 5, 6], [5, 7, 13]],
        [[4, 2, 6], [1, 5, 6], [5, 8, 12]],
        [[4, 2, 7], [1, 5, 6], [5, 7, 12]],
        [[0, 0, 0], [0, 3, 0], [0, 0, 7]],
        [[3, 3], [3, 3]],
    ],
)
def test_a_frame_whose_last_category_is_no_total_is_read(cells):
    names = NAMES[: len(cells)]
    assert agreement.kappa(frame(cells, names, names)).n == np.sum(cells)


def test_counts_that_happen_to_add_up_are_read_from_an_array():
    cells = frame([[1, 0, 1], [0, 1, 1], [1, 1, 2]], NAMES, NAMES)
    with pytest.raises(ValueError, match=r"give table\.to_numpy\(\)\.$"):
        agreement.kappa(cells)
    assert agreement.kappa(cells.to_numpy()).n == 8


def test_the_largest_counts_give_the_kappa_of_small_ones_in_proportion():
    large = agreement.kappa([[10**12, 10**11], [10**11, 10**12]])
    assert large.kappa == pytest.approx(agreement.kappa([[10, 1], [1, 10]]).kappa)
    assert large.n == 22 * 10**11


@pytest.mark.parametrize(
    "table", [[[7]], [[7, 0], [0, 0]], frame([[0, 0], [0, 7]], ["no", "yes"], ["no", "yes"])]
)
@pytest.mark.parametrize("weights", [None, "linear", "quadratic"])
def test_where_both_always_say_the_same_one_thing_kappa_has_no_value(table, weights):
    only = "'yes'" if isinstance(table, pd.DataFrame) else "0"
    with pytest.raises(ValueError) as caught:
        agreement.kappa(table, weights)
    assert str(caught.value) == (
        f"Both readers gave the answer {only} to every case, so agreement by chance is certain and kappa has "
        "no value. Report the share of agreement instead."
    )


def test_where_each_always_says_one_other_thing_kappa_is_0():
    assert agreement.kappa([[0, 7], [0, 0]]).kappa == 0


@pytest.mark.parametrize("weights", ["Linear", "squared", 2, True, ["linear"]])
def test_unknown_weights_are_refused(weights):
    with pytest.raises(ValueError, match=r"^weights is .*; it must be None, 'linear' or 'quadratic'\.$"):
        agreement.kappa(COUPLES, weights)


@pytest.mark.parametrize("level", [0, 1, 95, math.nan, "0.95", True, None])
def test_a_confidence_outside_0_to_1_is_refused(level):
    with pytest.raises(ValueError, match=r"^level must be a number between 0 and 1"):
        agreement.kappa(COUPLES, level=level)


TCGA = frame([[45, 12], [3, 122]], DEFINITE, DEFINITE)


def test_agreement_with_a_reference_reads_its_columns():
    positive = agreement.positive_percent_agreement(TCGA)
    negative = agreement.negative_percent_agreement(TCGA)
    assert (positive.count, positive.n, positive.share) == (45, 48, 45 / 48)
    assert (negative.count, negative.n, negative.share) == (122, 134, 122 / 134)
    other_way = agreement.positive_percent_agreement(TCGA.T)
    assert (other_way.count, other_way.n) == (45, 57)


def test_agreement_of_equals_does_not_care_who_stands_where():
    assert agreement.positive_agreement(TCGA).share == pytest.approx(2 * 45 / (48 + 57))
    assert agreement.negative_agreement(TCGA).share == pytest.approx(2 * 122 / (125 + 134))
    assert agreement.positive_agreement(TCGA.T) == agreement.positive_agreement(TCGA)


def test_the_interval_of_agreement_of_equals_is_carried_over_from_those_called_positive_at_all():
    found = agreement.positive_agreement(TCGA)
    assert (found.count, found.n) == (45, 60)
    plain = agreement.wilson(45, 60)
    assert (found.low, found.high) == pytest.approx(
        (2 * plain.low / (1 + plain.low), 2 * plain.high / (1 + plain.high))
    )


FOUR = [
    agreement.positive_percent_agreement,
    agreement.negative_percent_agreement,
    agreement.positive_agreement,
    agreement.negative_agreement,
]


@pytest.mark.parametrize("function", FOUR)
def test_the_positive_category_is_found_by_its_name_by_place_or_as_told(function):
    wanted = function(TCGA)
    assert function(TCGA.loc[::-1, ::-1]) == wanted
    assert function(TCGA.to_numpy()) == wanted
    assert function(TCGA.to_numpy()[::-1, ::-1], positive=1) == wanted
    renamed = frame(TCGA.to_numpy()[::-1, ::-1], ["no", "yes"], ["no", "yes"])
    assert function(renamed, positive="yes") == wanted


@pytest.mark.parametrize("function", FOUR)
@pytest.mark.parametrize("wrong", [pd.NA, math.nan, 0.0, np.array(["no", "yes"]), ["yes"]], ids=repr)
def test_a_positive_category_that_is_no_name_is_refused(function, wrong):
    for table in (TCGA, TCGA.to_numpy()):
        with pytest.raises(ValueError) as caught:
            function(table, positive=wrong)
        assert str(caught.value) == (
            f"positive is {wrong}; it must name a category: a word, a whole number, True or False."
        )


def test_true_is_the_name_of_a_category_and_not_the_number_1():
    table = frame(TCGA.to_numpy()[::-1, ::-1], [False, True], [False, True])
    for true in (True, np.True_):
        assert agreement.positive_agreement(table, positive=true) == agreement.positive_agreement(TCGA)
        with pytest.raises(ValueError, match=r"categories are 0 and 1, and none is True\."):
            agreement.positive_agreement(TCGA.to_numpy(), positive=true)


@settings(deadline=None, max_examples=60)
@given(tables(2).filter(lambda cells: (cells.sum(axis=0) > 0).all()), st.sampled_from(FOUR))
def test_every_agreement_lies_in_its_interval_within_0_and_1(cells, function):
    assume(cells[0, 1] + cells[1, 0] + min(cells[0, 0], cells[1, 1]) > 0)
    found = function(cells)
    assert 0 <= found.low <= found.share + 1e-12
    assert found.share <= found.high + 1e-12 <= 1 + 1e-12


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: agreement.positive_agreement(COUPLES),
            "The table has 4 categories; this needs 2. Join or leave",
        ),
        (
            lambda: agreement.positive_agreement(frame([[1, 2], [3, 4]], ["no", "yes"], ["no", "yes"])),
            "The table's categories are 'no' and 'yes', and none is 'positive'. Say which one is",
        ),
        (lambda: agreement.positive_agreement([[1, 2], [3, 4]], positive=2), "are 0 and 1, and none is 2."),
        (
            lambda: agreement.positive_agreement([[1, 2], [3, 4]], positive=True),
            "are 0 and 1, and none is True.",
        ),
        (
            lambda: agreement.positive_percent_agreement([[0, 2], [0, 4]]),
            "The reference, in the columns, called nobody positive, so there is nothing to agree with.",
        ),
        (lambda: agreement.negative_percent_agreement([[1, 0], [2, 0]]), "called nobody negative"),
        (lambda: agreement.positive_agreement([[0, 0], [0, 4]]), "Neither reader called anybody positive"),
        (lambda: agreement.negative_agreement([[4, 0], [0, 0]]), "Neither reader called anybody negative"),
    ],
)
def test_agreement_on_an_answer_that_does_not_exist_is_refused(call, said):
    with pytest.raises(ValueError) as caught:
        call()
    assert said in str(caught.value)
