"""A table of specimens: the same answers as one by one, for every kind of column pandas has."""

import decimal
import fractions
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.guidelines import her2, ish

SCORES = ["0 absent", "0+", "1+", "2+", "3+", "0"]
ADDED = ["status", "category", "ish_group", "next_step"]
MISSING = [None, float("nan"), pd.NA]

figures = st.one_of(st.floats(0.01, 50), st.sampled_from([1.999, 2.0, 2, 3.999, 4.0, 4, 5.999, 6.0, 6]))


def expected(row: dict[str, Any]) -> tuple[object, ...]:
    """Interpret one row of plain values, None for missing, without the code under test."""
    probe = None if row["ratio"] is None else ish.DualProbe(row["ratio"], row["her2_copies"])
    recount = row.get("recount_ratio")
    word = row.get("ish_reported")
    result = her2.interpret(
        ihc=row["ihc"],
        ish=ish.Reported(word) if word else probe,
        recount=None if recount is None else ish.DualProbe(recount, row["recount_her2_copies"]),
    )
    return result.status, result.category, result.ish_group, result.next_step


def answers(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    groups = [None if group is pd.NA else group for group in frame["ish_group"]]
    return list(zip(frame["status"], frame["category"], groups, frame["next_step"], strict=True))


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """Draw one row that `interpret` accepts."""
    ihc = draw(st.none() | st.sampled_from(SCORES))
    ratio, copies = draw(st.tuples(st.none(), st.none()) | st.tuples(figures, figures))
    word = draw(st.none() | st.sampled_from(ish.WORDS)) if ratio is None else None
    if ihc is None and ratio is None and word is None:
        ihc = draw(st.sampled_from(SCORES))
    recount: tuple[Any, Any] = (None, None)
    if ihc == "2+" and ratio is not None and ish.DualProbe(ratio, copies).alone == "undecided":
        recount = draw(st.just(recount) | st.tuples(figures, figures))
    return {
        "ihc": ihc,
        "ratio": ratio,
        "her2_copies": copies,
        "recount_ratio": recount[0],
        "recount_her2_copies": recount[1],
        "ish_reported": word,
    }


@settings(deadline=None)
@given(st.lists(rows(), max_size=12), st.data())
def test_each_row_equals_interpret_of_that_row(table: list[dict[str, Any]], data: st.DataObject) -> None:
    columns = ["ihc", "ratio", "her2_copies", "recount_ratio", "recount_her2_copies", "ish_reported"]
    missing = st.sampled_from(MISSING)
    given_rows = [
        {name: data.draw(missing) if value is None else value for name, value in row.items()} for row in table
    ]
    labels = data.draw(
        st.lists(st.integers(0, 3) | st.text(max_size=2), min_size=len(table), max_size=len(table))
    )
    frame = pd.DataFrame(given_rows, columns=columns, index=pd.Index(labels, dtype=object), dtype=object)
    if data.draw(st.booleans()):
        frame = frame.convert_dtypes()
    if data.draw(st.booleans()):
        frame["ihc"] = frame["ihc"].astype("category")
    before = frame.copy(deep=True)

    result = her2.interpret_frame(frame)

    assert answers(result) == [expected(row) for row in table]
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(result[columns], before)
    assert list(result.columns) == columns + ADDED


EDGES = [1.0, 1.9999999999999998, 2.0, 2.5, 3.9999999999999996, 4.0, 5.999999999999999, 6.0, 9.0]


def test_every_combination_of_scores_figures_and_recounts_equals_interpret() -> None:
    table = [
        {
            "ihc": ihc,
            "ratio": ratio,
            "her2_copies": copies,
            "recount_ratio": again,
            "recount_her2_copies": more,
        }
        for ihc in [None, *SCORES]
        for ratio, copies in [(None, None), *((ratio, copies) for ratio in EDGES for copies in EDGES)]
        for again, more in [(None, None), (2.0, 4.0), (2.0, 3.0), (1.0, 6.0), (1.0, 4.0), (1.0, 1.0)]
    ]
    good, bad = [], []
    for row in table:
        try:
            expected(row)
        except ValueError:
            bad.append(row)
        else:
            good.append(row)
    assert len(good) == 788
    assert answers(her2.interpret_frame(pd.DataFrame(good))) == [expected(row) for row in good]
    with pytest.raises(ValueError, match=f"^{len(bad)} of {len(bad)} rows cannot be interpreted"):
        her2.interpret_frame(pd.DataFrame(bad))


def frame(**columns: Any) -> pd.DataFrame:
    """Make a table of one row or more; columns not named are missing throughout."""
    length = len(next(iter(columns.values())))
    absent: dict[str, Any] = {name: [None] * length for name in ("ihc", "ratio", "her2_copies")}
    return pd.DataFrame(absent | columns)


@pytest.mark.parametrize("text", ["object", "category", "string", None], ids=str)
@pytest.mark.parametrize("number", ["float64", "float32", "Float64", "object"])
@pytest.mark.parametrize("missing", MISSING, ids=["None", "NaN", "NA"])
def test_every_type_of_column_is_read_the_same(text: Any, number: str, missing: Any) -> None:
    def figures_of(*values: float | None) -> pd.Series:
        objects = [missing if value is None and number == "object" else value for value in values]
        return pd.Series(objects, dtype=number)

    table = pd.DataFrame(
        {
            "ihc": pd.Series(["2+", missing, "1+", "2+"], dtype=text),
            "ratio": figures_of(2.0, 1.0, None, 1.5),
            "her2_copies": figures_of(4.0, 2.0, None, 4.0),
        }
    )
    result = her2.interpret_frame(table)
    assert result["status"].tolist() == ["positive", "negative", "negative", "pending"]
    assert result["category"].tolist() == ["HER2-positive", "undetermined", "HER2-low", "undetermined"]
    assert result["next_step"].tolist() == [None, None, None, "recount"]
    assert result["ish_group"].tolist() == [1, 5, pd.NA, 4]


@pytest.mark.parametrize("dtype", ["int64", "int8", "uint16", "Int64"])
def test_columns_of_whole_numbers_are_figures(dtype: str) -> None:
    numbers = pd.Series([2, 1, 5]).astype(dtype)
    result = her2.interpret_frame(frame(ihc=["2+"] * 3, ratio=numbers, her2_copies=numbers * 2))
    assert result["status"].tolist() == ["positive", "negative", "positive"]


def test_objects_of_many_kinds_of_number_are_figures() -> None:
    numbers = [2, 2.0, np.float32(2), np.int64(2), decimal.Decimal(2), fractions.Fraction(2)]
    result = her2.interpret_frame(frame(ratio=numbers, her2_copies=[6] * 6))
    assert result["ish_group"].tolist() == [1] * 6
    decimals = her2.interpret_frame(
        frame(ratio=[decimal.Decimal("1.9")], her2_copies=[decimal.Decimal("6.0")])
    )
    assert decimals["ish_group"].tolist() == [3]


def test_the_added_columns_have_fixed_types() -> None:
    for table in (frame(ihc=["2+"]), frame(ihc=["1+"], ratio=[2.0], her2_copies=[4.0]), frame(ihc=[])):
        result = her2.interpret_frame(table)
        assert result["ish_group"].dtype == pd.Int64Dtype()
        assert result["next_step"].dtype == object
        assert result["status"].dtype == pd.Series(["text"]).dtype
        assert result["category"].dtype == pd.Series(["text"]).dtype


def test_an_empty_table_comes_back_with_its_new_columns() -> None:
    for empty in (pd.DataFrame(columns=["ihc", "ratio", "her2_copies"]), frame(ihc=["1+"]).iloc[:0]):
        result = her2.interpret_frame(empty)
        assert list(result.columns) == ["ihc", "ratio", "her2_copies", *ADDED]
        assert len(result) == 0


@pytest.mark.parametrize(
    "index",
    [
        ["a", "a", "b"],
        [3, 3, 3],
        pd.date_range("2026-01-01", periods=3),
        pd.MultiIndex.from_tuples([("x", 1), ("x", 2), ("x", 1)]),
    ],
    ids=["text", "same", "dates", "levels"],
)
def test_the_index_and_other_columns_stay_as_they_were(index: Any) -> None:
    table = frame(ihc=["1+", "2+", "3+"], patient=["p1", "p2", "p3"]).set_index(pd.Index(index))
    result = her2.interpret_frame(table)
    pd.testing.assert_index_equal(result.index, table.index)
    assert result["patient"].tolist() == ["p1", "p2", "p3"]
    assert result["status"].tolist() == ["negative", "equivocal", "positive"]


def test_changing_the_answer_does_not_reach_the_table_it_came_from() -> None:
    table = frame(ihc=["1+", "2+"])
    result = her2.interpret_frame(table)
    result.loc[0, "ihc"] = "3+"
    assert table["ihc"].tolist() == ["1+", "2+"]
    assert list(table.columns) == ["ihc", "ratio", "her2_copies"]


def test_a_cell_that_interprets_a_table_can_be_run_twice() -> None:
    once = her2.interpret_frame(frame(ihc=["1+", "2+"]))
    pd.testing.assert_frame_equal(her2.interpret_frame(once), once)


def test_a_reported_word_stands_in_for_figures() -> None:
    table = frame(
        ihc=["2+", "2+", "2+", None, "1+", "2+"],
        ish_reported=["positive", "negative", "equivocal", "negative", None, None],
        ratio=[None, None, None, None, None, 1.0],
        her2_copies=[None, None, None, None, None, 2.0],
    )
    result = her2.interpret_frame(table)
    assert result["status"].tolist() == [
        "positive",
        "negative",
        "pending",
        "negative",
        "negative",
        "negative",
    ]
    assert result["next_step"].tolist() == [None, None, "dual-probe ish", None, None, None]
    assert result["ish_group"].tolist() == [pd.NA] * 5 + [5]


HALF = "and a dual-probe result has both. Fill in"
WRONG_ROWS: list[tuple[dict[str, list[Any]], str]] = [
    ({"ihc": [None]}, "There is nothing to interpret: give an IHC score, an ISH result, or both."),
    ({"ihc": ["3"]}, "The IHC score '3' is not known. Did you mean \"3+\"?"),
    ({"ihc": [3]}, 'The IHC score 3 is not known. Did you mean "3+"?'),
    ({"ihc": [["2+"]]}, "The IHC score ['2+'] is not known."),
    ({"ihc": [True]}, "The IHC score True is not known."),
    (
        {"ihc": ["2+"], "ratio": [2.0]},
        f"ratio is given without her2_copies, {HALF} her2_copies, or leave both",
    ),
    (
        {"ihc": ["2+"], "her2_copies": [2.0]},
        f"her2_copies is given without ratio, {HALF} ratio, or leave both",
    ),
    ({"ratio": [0.0], "her2_copies": [4.0]}, "ratio must be a number above 0, not 0.0."),
    ({"ratio": [2.0], "her2_copies": [-4]}, "her2_copies must be a number above 0, not -4"),
    ({"ratio": [np.inf], "her2_copies": [4.0]}, "ratio must be a number above 0, not inf."),
    ({"ratio": [2.0], "her2_copies": [-np.inf]}, "her2_copies must be a number above 0, not -inf."),
    ({"ratio": ["2.0"], "her2_copies": [4.0]}, "ratio must be a number above 0, not '2.0'."),
    ({"ratio": [True], "her2_copies": [4.0]}, "ratio must be a number above 0, not True."),
    ({"ratio": [2.0], "her2_copies": [2 + 0j]}, "her2_copies must be a number above 0, not (2+0j)."),
    ({"ratio": [[2.0]], "her2_copies": [4.0]}, "ratio must be a number above 0, not [2.0]."),
    ({"ratio": [10**400], "her2_copies": [4.0]}, "ratio must be a number above 0, not 10000"),
    (
        {"ihc": ["2+"], "recount_ratio": [2.0], "recount_her2_copies": [3.0]},
        "A recount is made only of ISH groups 2, 3 and 4 with IHC 2+, and here there is no ISH result.",
    ),
    (
        {
            "ihc": ["3+"],
            "ratio": [1.5],
            "her2_copies": [4.5],
            "recount_ratio": [1.5],
            "recount_her2_copies": [4.5],
        },
        "A recount is made only of ISH groups 2, 3 and 4 with IHC 2+, and here there is IHC 3+.",
    ),
    (
        {
            "ihc": ["2+"],
            "ratio": [1.5],
            "her2_copies": [4.5],
            "recount_ratio": [-1.5],
            "recount_her2_copies": [4.5],
        },
        "recount_ratio must be a number above 0, not -1.5.",
    ),
    (
        {
            "ihc": ["2+"],
            "ratio": [1.5],
            "her2_copies": [4.5],
            "recount_ratio": [None],
            "recount_her2_copies": [4.5],
        },
        f"recount_her2_copies is given without recount_ratio, {HALF} recount_ratio, or leave both",
    ),
    ({"ihc": ["2+"], "ish_reported": ["amplified"]}, "The reported ISH result 'amplified' is not known."),
    (
        {"ratio": [1.5], "her2_copies": [4.5], "ish_reported": ["negative"]},
        "There are ISH figures and the word 'negative' in ish_reported. Keep the figures, and leave "
        "ish_reported missing in this row.",
    ),
]


@pytest.mark.parametrize(("columns", "sentence"), WRONG_ROWS, ids=lambda value: str(value)[:70])
def test_a_row_that_makes_no_sense_is_named_with_what_is_wrong(
    columns: dict[str, list[Any]], sentence: str
) -> None:
    with pytest.raises(ValueError) as caught:
        her2.interpret_frame(frame(**columns).set_index(pd.Index(["p17"])))
    assert str(caught.value).startswith("1 of 1 rows cannot be interpreted. Row 'p17': ")
    assert sentence in str(caught.value)


@pytest.mark.parametrize(("columns", "sentence"), WRONG_ROWS, ids=lambda value: str(value)[:70])
def test_one_wrong_row_is_found_among_right_ones(columns: dict[str, list[Any]], sentence: str) -> None:
    good = frame(ihc=["1+", "2+"], ratio=[None, 1.0], her2_copies=[None, 2.0]).astype(object)
    table = pd.concat([good, frame(**columns).astype(object), good], ignore_index=True)
    with pytest.raises(ValueError) as caught:
        her2.interpret_frame(table)
    assert str(caught.value).startswith("1 of 5 rows cannot be interpreted. Row 2: ")
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("index", "shown"),
    [
        (pd.MultiIndex.from_product([["x"], [1]]), "('x', 1)"),
        (pd.MultiIndex.from_product([[2026], pd.to_datetime(["2026-01-01"])]), "(2026, 2026-01-01 00:00:00)"),
        (pd.MultiIndex.from_product([[1.5], [True]]), "(1.5, True)"),
        (pd.Index([7]), "7"),
    ],
    ids=["text and number", "dates", "truth", "one level"],
)
def test_the_label_of_a_wrong_row_is_written_plainly(index: Any, shown: str) -> None:
    with pytest.raises(ValueError) as caught:
        her2.interpret_frame(frame(ihc=["9"]).set_index(index))
    assert f" Row {shown}: " in str(caught.value)
    assert "np." not in str(caught.value)


@pytest.mark.parametrize(("wrong", "rest"), [(5, ""), (6, " And 1 more row."), (9, " And 4 more rows.")])
def test_the_first_wrong_rows_are_named_and_the_rest_are_counted(wrong: int, rest: str) -> None:
    table = frame(ihc=["1+", *["4+"] * wrong])
    with pytest.raises(ValueError) as caught:
        her2.interpret_frame(table)
    message = str(caught.value)
    assert message.startswith(f"{wrong} of {wrong + 1} rows cannot be interpreted. Row 1: ")
    assert [f"Row {row}: " in message for row in range(8)] == [False, *[True] * 5, False, False]
    assert message.endswith(f'or "0" where a report says no more than 0.{rest}')


TABLES: list[tuple[Any, str]] = [
    (
        pd.DataFrame({"ihc": ["1+"]}),
        "The table has no column ratio and no column her2_copies. It needs ihc, ratio, her2_copies; "
        "where a test was never done, add its columns filled with None.",
    ),
    (
        frame(ihc=["1+"], recount_ratio=[None]),
        "A recount needs both columns, recount_ratio and recount_her2_copies. "
        "Add the other one, or drop this one.",
    ),
    (
        frame(ihc=["1+"])[["ihc", "ihc", "ratio", "her2_copies"]],
        "The table has more than one column ihc. Keep one of each name.",
    ),
    ([1, 2], "interpret_frame needs a pandas DataFrame, not [1, 2]."),
    (None, "interpret_frame needs a pandas DataFrame, not None."),
]


@pytest.mark.parametrize(("table", "sentence"), TABLES, ids=lambda value: str(value)[:30])
def test_a_table_without_the_right_columns_is_refused(table: Any, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        her2.interpret_frame(table)
    assert str(caught.value) == sentence


def test_the_rule_is_asked_once_and_not_for_every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    from her2lessons.guidelines import frame as frame_module

    her2.interpret_frame(frame(ihc=["1+"]))

    def refuse(**case: object) -> None:
        raise AssertionError(f"interpret was called again, for {case}")

    monkeypatch.setattr(frame_module, "interpret", refuse)
    assert her2.interpret_frame(frame(ihc=["1+"] * 1000))["status"].eq("negative").all()
