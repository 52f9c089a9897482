"""What a model takes for a number, and what it refuses, one sentence each."""

import decimal
import fractions
import math
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from her2lessons import evidence, models
from her2lessons.models import given


@pytest.mark.parametrize(
    "three",
    [3, 3.0, np.int64(3), np.float32(3), np.uint8(3), decimal.Decimal(3), fractions.Fraction(3)],
    ids=lambda value: type(value).__name__,
)
def test_every_kind_of_number_is_taken(three):
    assert type(given.number(three, "x")) is float
    assert given.number(three, "x") == 3.0
    assert given.whole(three, "x", 0) == 3
    assert given.numbers([three, three], "x").tolist() == [3.0, 3.0]


def test_a_number_of_thousands_of_digits_is_refused_in_the_words_of_the_course():
    with pytest.raises(ValueError) as error:
        given.number(10**5000, "x")
    assert str(error.value) == (
        "x must be a number, not a number with too many digits to write. Leave out what was not measured."
    )


NO_NUMBER = "Give it as a number, without quotes or a unit."
NOT_FINITE = "Leave out what was not measured."


@pytest.mark.parametrize(
    ("wrong", "shown", "advice"),
    [
        ("3", "'3'", NO_NUMBER),
        (None, "None", NO_NUMBER),
        (True, "True", NO_NUMBER),
        (np.False_, "False", NO_NUMBER),
        (pd.NA, "<NA>", NO_NUMBER),
        (3 + 0j, "(3+0j)", NO_NUMBER),
        ({"a": 1}, "{'a': 1}", NO_NUMBER),
        (math.nan, "nan", NOT_FINITE),
        (-math.inf, "-inf", NOT_FINITE),
        (np.float32("nan"), "nan", NOT_FINITE),
        (decimal.Decimal("sNaN"), "sNaN", NOT_FINITE),
        (10**400, f"1{'0' * 56}...", NOT_FINITE),
    ],
    ids=lambda value: str(value)[:12],
)
def test_what_is_no_finite_number_is_refused_alone_and_within_a_list(wrong, shown, advice):
    with pytest.raises(ValueError) as caught:
        given.number(wrong, "days", "a number above 0")
    assert str(caught.value) == f"days must be a number above 0, not {shown}. {advice}"
    with pytest.raises(ValueError) as caught:
        given.numbers([1, wrong], "days")
    assert str(caught.value) == f"days must be numbers, not {shown} at place 2. {advice}"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (np.array([True, False]), "x must be numbers, not True at place 1."),
        (pd.Series([1.0, math.nan]), "x must be numbers, not nan at place 2. Leave out"),
        (pd.Series([1, None], dtype="Int64"), "x must be numbers, not nan at place 2."),
        (pd.Series(["1", "2"]), "x must be numbers, not '1' at place 1."),
        (pd.DataFrame({"a": [1, 2], "b": [True, False]}), "x must be numbers, not True at place 2."),
        (np.array(["2020-01-01"], dtype="datetime64[D]"), "x must be numbers, not 2020-01-01."),
        (np.ma.masked_array([1.0, 2.0], [False, True]), "x has masked values. Leave out"),
        ([[1, 2], [3]], "x must be numbers, not [1, 2] at place 1."),
        ([], "x must be numbers, and there are none. Give at least one."),
        ("12", "x must be numbers, not '12'."),
        ({1, 2}, "x must be numbers, not {1, 2}."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_array_with_anything_but_finite_numbers_is_refused(wrong, said):
    with pytest.raises(ValueError) as caught:
        given.numbers(wrong, "x")
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: given.positive(0, "days", "days"), "days must be a number above 0, in days, not 0. Check"),
        (
            lambda: given.between(17, "age", 25, 85, "years"),
            "age must be a number from 25 to 85 years, not 17.",
        ),
        (
            lambda: given.inside(95, "level"),
            "level must be a number between 0 and 1, neither of them included",
        ),
        (lambda: given.inside(1, "level"), "not 1. Write 95 % as 0.95."),
        (lambda: given.whole(2.5, "nodes", 0, 40), "nodes must be a whole number from 0 to 40, not 2.5."),
        (lambda: given.whole(-1, "n", 0), "n must be a whole number of 0 or more, not -1."),
        (
            lambda: given.at_least([1, -2], "copies", 0),
            "copies must be numbers of 0 or more, not -2 at place 2.",
        ),
        (
            lambda: given.at_least(-2, "days", 0, "days"),
            "days must be numbers of 0 or more, in days, not -2.",
        ),
        (
            lambda: given.shares([0.5, 1.5], "prevalence"),
            "prevalence must be numbers from 0 to 1, not 1.5 at",
        ),
        (
            lambda: given.counts([1, given.LARGEST_COUNT + 1], "n"),
            "n must be whole numbers from 0 to 1,000,000,000,000, not 1000000000001 at place 2. Check",
        ),
        (lambda: given.counts([1, 2.5], "at_risk"), "at_risk must be whole numbers of 0 or more, not 2.5 at"),
        (
            lambda: given.flags([True, 2], "died"),
            "died must be True or False, or 1 or 0, not 2 at place 2. Say",
        ),
        (lambda: given.flags(["yes"], "died"), "died must be True or False, or 1 or 0, not 'yes'. Say"),
        (
            lambda: given.line(np.zeros((2, 2)), "months"),
            "months must be one list of values, and this has 2 dim",
        ),
        (
            lambda: given.words("chemo2", "treatments"),
            "treatments must be a list of values, not 'chemo2'. Put",
        ),
        (lambda: given.words(None, "treatments"), "treatments must be a list of values, not None."),
        (
            lambda: given.words(np.array("chemo2"), "treatments"),
            "treatments must be a list of values, not chemo2. Put it in brackets: [...].",
        ),
    ],
)
def test_each_limit_says_what_is_allowed(call, said):
    with pytest.raises(ValueError) as caught:
        call()
    assert said in str(caught.value)


def test_limits_belong_to_what_is_allowed():
    assert given.between(25, "age", 25, 85) == 25
    assert given.whole(40.0, "nodes", 0, 40) == 40
    assert given.shares([0, 1], "x").tolist() == [0, 1]
    assert given.counts([0, given.LARGEST_COUNT], "x").tolist() == [0, 10**12]
    assert given.flags([True, 0, 1.0, np.False_], "died").tolist() == [True, False, True, False]


def test_the_shape_that_was_given_is_kept():
    assert given.numbers(2, "x").shape == ()
    assert given.numbers([[1, 2], [3, 4]], "x").shape == (2, 2)
    assert given.numbers(np.zeros((3, 1), dtype=np.int8), "x").shape == (3, 1)
    assert given.numbers(np.ma.masked_array([1.0, 2.0]), "x").tolist() == [1, 2]


def test_what_was_given_is_not_shared_with_what_is_kept():
    mine = np.array([1.0, 2.0])
    kept = given.frozen(given.numbers(mine, "x"))
    mine[0] = 9
    assert kept[0] == 1
    with pytest.raises(ValueError, match="read-only"):
        kept[0] = 3


def test_importing_the_models_loads_numpy_and_neither_pandas_nor_matplotlib():
    code = "import sys, her2lessons.models; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "numpy" in loaded
    assert loaded & {"pandas", "matplotlib", "pydantic", "IPython"} == set()


def test_every_source_that_a_model_names_is_in_the_bibliography():
    rows = [parameter.source for _, parameter in models.receptor.DEFAULT.rows()]
    named = {*rows, *(version.source for version in models.predict.VERSIONS)} - {models.receptor.ILLUSTRATIVE}
    assert {evidence.reference(key).key for key in named} == named
