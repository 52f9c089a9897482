"""A table of cancers: the same stages as one by one, for every kind of column pandas has."""

from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.guidelines import her2 as her2_rule
from her2lessons.guidelines import staging

COLUMNS = ["t", "n", "m", "grade", "her2", "er", "pr"]
ADDED = ["anatomic", "prognostic"]
MISSING = [None, float("nan"), pd.NA]
WORDS = ["positive", "negative"]


def one_by_one(row: dict[str, Any], table: Any) -> tuple[str, str | None]:
    """Stage one row of plain values, None for missing, without the code under test."""
    m = row.get("m", "M0")
    factors = {name: row[name] for name in ("grade", "her2", "er", "pr")}
    try:
        prognostic = staging.prognostic(
            row["t"], row["n"], m, **factors, table=table, oncotype=row.get("oncotype")
        )
    except staging.MissingFactor:
        prognostic = None
    return staging.anatomic(row["t"], row["n"], m), prognostic


def stages(frame: pd.DataFrame) -> list[tuple[str, str | None]]:
    prognostic = [None if pd.isna(stage) else stage for stage in frame["prognostic"]]
    return list(zip(frame["anatomic"], prognostic, strict=True))


@st.composite
def rows(draw: st.DrawFn, table: str) -> dict[str, Any]:
    """Draw one row that the one-case functions accept."""
    own = {"clinical": "c", "pathological": "p"}[table]
    prefix = st.sampled_from(["", own])
    t = draw(prefix) + draw(st.sampled_from(["T0", "T1", "T1mi", "t1c", "T2", "T3", "T4", "T4d"]))
    n = draw(prefix) + draw(st.sampled_from(["N0", "N0(i+)", "N1mi", "N1", "N2", "N2a", "N3", "N3c"]))
    m = draw(st.sampled_from(["M0", "cM0", "M0(i+)", "M1", "pM1"]))
    if t.endswith("T0") and "N0" in n and not m.endswith("1"):
        t = draw(st.sampled_from(["Tis", "Tis(DCIS)"]))
    her2 = [None, *WORDS, "HER2-low", "HER2-positive"] + (["equivocal"] if m.endswith("1") else [])
    return {
        "t": t,
        "n": n,
        "m": m,
        "grade": draw(st.sampled_from([None, 1, 2, 3, "G2"])),
        "her2": draw(st.sampled_from(her2)),
        "er": draw(st.sampled_from([None, *WORDS, "low positive"])),
        "pr": draw(st.sampled_from([None, True, False])),
        "oncotype": draw(st.none() | st.integers(0, 100)) if table == "pathological" else None,
    }


@settings(deadline=None)
@given(st.data(), st.sampled_from(staging.TABLES))
def test_each_row_equals_the_one_case_functions_for_that_row(data: st.DataObject, table: Any) -> None:
    drawn = data.draw(st.lists(rows(table), max_size=12))
    missing = st.sampled_from(MISSING)
    given_rows = [
        {name: data.draw(missing) if value is None else value for name, value in row.items()} for row in drawn
    ]
    labels = data.draw(
        st.lists(st.integers(0, 3) | st.text(max_size=2), min_size=len(drawn), max_size=len(drawn))
    )
    columns = [*COLUMNS, "oncotype"]
    frame = pd.DataFrame(given_rows, columns=columns, index=pd.Index(labels, dtype=object), dtype=object)
    if data.draw(st.booleans()):
        frame = frame.convert_dtypes()
    if data.draw(st.booleans()):
        frame["t"] = frame["t"].astype("category")
    before = frame.copy(deep=True)

    result = staging.stage_frame(frame, table=table)

    assert stages(result) == [one_by_one(row, table) for row in drawn]
    pd.testing.assert_frame_equal(frame, before)
    pd.testing.assert_frame_equal(result[columns], before)
    assert list(result.columns) == columns + ADDED


@pytest.mark.parametrize("table", staging.TABLES)
def test_every_combination_equals_the_one_case_functions(table: Any) -> None:
    values = product(
        ["Tis", "T0", "T1", "T2", "T3", "T4"],
        ["N0", "N1mi", "N1", "N2", "N3"],
        ["M0", "M1"],
        [None, 1, 3],
        [None, True, False],
        [None, "negative"],
        ["positive", "negative"],
    )
    good, bad = [], 0
    for combination in values:
        row = dict(zip(COLUMNS, combination, strict=True))
        try:
            one_by_one(row, table)
        except ValueError:
            bad += 1
        else:
            good.append(row)
    assert (len(good), bad) == (1800, 360)
    assert stages(staging.stage_frame(pd.DataFrame(good), table)) == [one_by_one(row, table) for row in good]


def frame(**columns: Any) -> pd.DataFrame:
    """Make a table; columns not named hold one plain cancer, T2 N1 of grade 2, in every row."""
    length = len(next(iter(columns.values())))
    plain = {"t": "T2", "n": "N1", "grade": 2, "her2": "negative", "er": "positive", "pr": "positive"}
    return pd.DataFrame({name: [value] * length for name, value in plain.items()} | columns)


@pytest.mark.parametrize("text", ["object", "category", "string", None], ids=str)
@pytest.mark.parametrize("number", ["float64", "float32", "Float64", "Int64", "object"])
@pytest.mark.parametrize("missing", MISSING, ids=["None", "NaN", "NA"])
def test_every_type_of_column_is_read_the_same(text: Any, number: str, missing: Any) -> None:
    grades = pd.Series([1, missing if number == "object" else None, 3, 3], dtype=number)
    her2 = pd.Series(["HER2-low", "positive", "negative", missing], dtype=text)
    table = frame(
        t=pd.Series(["T2", "cT2", "T3", "T2"], dtype=text),
        n=pd.Series(["N0", "N1", "N2a", "N0"], dtype=text),
        grade=grades,
        her2=her2,
    )
    result = staging.stage_frame(table)
    assert result["anatomic"].tolist() == ["IIA", "IIB", "IIIA", "IIA"]
    assert [None if pd.isna(stage) else stage for stage in result["prognostic"]] == ["IB", None, "IIIA", None]


@pytest.mark.parametrize("dtype", ["bool", "boolean", "object"])
def test_truth_values_are_receptors(dtype: str) -> None:
    result = staging.stage_frame(frame(er=pd.Series([True, False], dtype=dtype), her2=[True, False]))
    assert result["prognostic"].tolist() == ["IB", "IIB"]


@pytest.mark.parametrize("dtype", ["int8", "int64", "uint16", "Int64", "float64", "object"])
def test_whole_numbers_of_every_type_are_grades_and_scores(dtype: str) -> None:
    table = frame(t=["T2"] * 3, n=["N0"] * 3, pr=["negative"] * 3)
    table["grade"] = pd.Series([1, 2, 3], dtype=dtype)
    table["oncotype"] = pd.Series([11, 40, 10], dtype=dtype)
    result = staging.stage_frame(table, "pathological")
    assert result["prognostic"].tolist() == ["IB", "IIA", "IA"]


def test_what_her2_interpret_gives_is_read_too() -> None:
    results = [her2_rule.interpret(ihc=score) for score in ("3+", "1+", "0")]
    assert staging.stage_frame(frame(her2=results))["prognostic"].tolist() == ["IB", "IIA", "IIA"]


def test_without_a_column_m_every_row_is_m0() -> None:
    assert staging.stage_frame(frame(t=["T2", "T4"]))["anatomic"].tolist() == ["IIB", "IIIB"]
    assert staging.stage_frame(frame(m=["M0", "M1"]))["anatomic"].tolist() == ["IIB", "IV"]


def test_stage_iv_needs_neither_grade_nor_receptors() -> None:
    nothing: dict[str, Any] = {name: [None] for name in ("grade", "her2", "er", "pr")}
    assert stages(staging.stage_frame(frame(m=["M1"], **nothing))) == [("IV", "IV")]
    assert stages(staging.stage_frame(frame(m=["M0"], **nothing))) == [("IIB", None)]


def test_the_added_columns_are_text_whatever_is_missing() -> None:
    for table in (frame(grade=[1, 2]), frame(grade=[None, 2]), frame(grade=[None, None]), frame(t=[])):
        result = staging.stage_frame(table)
        assert result["anatomic"].dtype == pd.Series(["text"]).dtype
        assert result["prognostic"].dtype == pd.Series(["text"]).dtype


def test_an_empty_table_comes_back_with_its_new_columns() -> None:
    for empty in (pd.DataFrame(columns=COLUMNS), frame(t=["T2"]).iloc[:0]):
        result = staging.stage_frame(empty)
        assert list(result.columns) == [*empty.columns, *ADDED]
        assert len(result) == 0


@pytest.mark.parametrize(
    "index",
    [["a", "a", "b"], [3, 3, 3], pd.MultiIndex.from_tuples([("x", 1), ("x", 2), ("x", 1)])],
    ids=["text", "same", "levels"],
)
def test_the_index_and_other_columns_stay_as_they_were(index: Any) -> None:
    table = frame(t=["T1", "T2", "T3"], patient=["p1", "p2", "p3"]).set_index(pd.Index(index))
    result = staging.stage_frame(table)
    pd.testing.assert_index_equal(result.index, table.index)
    assert result["patient"].tolist() == ["p1", "p2", "p3"]
    assert result["anatomic"].tolist() == ["IIA", "IIB", "IIIA"]


def test_changing_the_answer_does_not_reach_the_table_it_came_from() -> None:
    table = frame(t=["T1", "T2"])
    result = staging.stage_frame(table)
    result.loc[0, "t"] = "T3"
    assert table["t"].tolist() == ["T1", "T2"]
    assert "anatomic" not in table


def test_a_cell_that_stages_a_table_can_be_run_twice() -> None:
    once = staging.stage_frame(frame(t=["T1", "T2"]))
    pd.testing.assert_frame_equal(staging.stage_frame(once), once)


RECEPTOR = 'must be "positive", "low positive" or "negative", or True or False'
LEFT = "Where it is not known, leave it out."
WRONG_ROWS: list[tuple[dict[str, list[Any]], str]] = [
    ({"t": ["T5"]}, "'T5' is not a category of T. Write Tis, T0, "),
    ({"t": [None]}, "None is not a category of T. Write Tis, T0, "),
    ({"t": [2]}, "2 is not a category of T. Write Tis, T0, "),
    ({"t": [["T2"]]}, "['T2'] is not a category of T. Write Tis, T0, "),
    ({"t": ["TX"]}, "TX means that the tumour could not be assessed"),
    ({"t": ["pT2"]}, "pT2 was found on the surgical specimen, and the clinical table takes cT and cN."),
    ({"t": ["ypT2"]}, "ypT2 was found after treatment had begun"),
    ({"t": ["rT2"]}, "rT2 describes a recurrence"),
    ({"n": ["N4"]}, "'N4' is not a category of N. Write N0 "),
    ({"n": [float("nan")]}, "None is not a category of N. Write N0 "),
    ({"m": ["MX"]}, "MX is not a category."),
    ({"m": [None]}, "None is not a category of M. Write M0 "),
    ({"t": ["T0"], "n": ["N0"]}, "T0 N0 M0 names no tumour, no positive node and no spread"),
    ({"t": ["Tis"]}, "Tis N1 M0 is a cancer in situ that has spread: real but rare; not computed here."),
    ({"grade": [4]}, 'grade must be 1, 2 or 3, or "G1", "G2" or "G3", not 4.'),
    ({"grade": [1.5]}, 'grade must be 1, 2 or 3, or "G1", "G2" or "G3", not 1.5.'),
    ({"grade": [True]}, 'grade must be 1, 2 or 3, or "G1", "G2" or "G3", not True.'),
    ({"grade": [float("inf")]}, 'grade must be 1, 2 or 3, or "G1", "G2" or "G3", not inf.'),
    ({"her2": ["pos"]}, 'her2 must be "positive" or "negative", a category such as "HER2-low", '),
    ({"her2": [1]}, 'her2 must be "positive" or "negative", a category such as "HER2-low", '),
    ({"her2": ["equivocal"]}, "HER2 'equivocal' is no input of the prognostic tables"),
    ({"her2": ["pending"], "grade": [None]}, "HER2 'pending' is no input of the prognostic tables"),
    ({"er": ["pos"]}, f"er {RECEPTOR}, not 'pos'. {LEFT}"),
    ({"pr": [0.0]}, f"pr {RECEPTOR}, not 0.0. {LEFT}"),
    ({"oncotype": [5]}, "A recurrence score belongs to the pathological table only"),
    ({"oncotype": [40]}, "A recurrence score belongs to the pathological table only"),
    ({"oncotype": [-1]}, "oncotype must be a recurrence score, a whole number from 0 to 100, not -1."),
]  # fmt: skip


@pytest.mark.parametrize(("columns", "sentence"), WRONG_ROWS, ids=lambda value: str(value)[:60])
def test_a_row_that_makes_no_sense_is_named_with_what_is_wrong(
    columns: dict[str, list[Any]], sentence: str
) -> None:
    with pytest.raises(ValueError) as caught:
        staging.stage_frame(frame(**columns).set_index(pd.Index(["p17"])))
    assert str(caught.value).startswith("1 of 1 rows cannot be staged. Row 'p17': ")
    assert sentence in str(caught.value)


@pytest.mark.parametrize(("columns", "sentence"), WRONG_ROWS, ids=lambda value: str(value)[:60])
def test_one_wrong_row_is_found_among_right_ones(columns: dict[str, list[Any]], sentence: str) -> None:
    good = frame(t=["T1", "T2"], m=["M0", "M0"]).astype(object)
    table = pd.concat([good, frame(**{"m": ["M0"]} | columns).astype(object), good], ignore_index=True)
    with pytest.raises(ValueError) as caught:
        staging.stage_frame(table)
    assert str(caught.value).startswith("1 of 5 rows cannot be staged. Row 2: ")
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("column", "values"), [("grade", [1, True]), ("er", [True, 1]), ("pr", [False, 0.0])]
)
def test_a_number_and_a_truth_value_that_are_equal_are_not_taken_for_each_other(
    column: str, values: list[Any]
) -> None:
    table = frame(**{column: pd.Series(values, dtype=object)})
    with pytest.raises(ValueError, match=r"^1 of 2 rows cannot be staged\. Row 1: "):
        staging.stage_frame(table)


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
        staging.stage_frame(frame(t=["T9"]).set_index(index))
    assert f" Row {shown}: " in str(caught.value)
    assert "np." not in str(caught.value)


@pytest.mark.parametrize(("wrong", "rest"), [(5, ""), (6, " And 1 more row."), (9, " And 4 more rows.")])
def test_the_first_wrong_rows_are_named_and_the_rest_are_counted(wrong: int, rest: str) -> None:
    with pytest.raises(ValueError) as caught:
        staging.stage_frame(frame(t=["T1", *["T9"] * wrong]))
    message = str(caught.value)
    assert message.startswith(f"{wrong} of {wrong + 1} rows cannot be staged. Row 1: ")
    assert [f"Row {row}: " in message for row in range(8)] == [False, *[True] * 5, False, False]
    assert message.endswith(f"c or p may stand before it.{rest}")


TABLES: list[tuple[Any, str]] = [
    (
        pd.DataFrame({"t": ["T2"], "n": ["N0"], "her2": [True], "er": [True]}),
        "The table has no column grade and no column pr. It needs t, n, grade, her2, er, pr; where grade or "
        "receptors are not known, add their columns filled with None.",
    ),
    (
        frame(t=["T2"])[["t", "t", "n", "grade", "her2", "er", "pr"]],
        "The table has more than one column t. Keep one of each name.",
    ),
    ([1, 2], "stage_frame needs a pandas DataFrame, not [1, 2]."),
    (None, "stage_frame needs a pandas DataFrame, not None."),
]


@pytest.mark.parametrize(("table", "sentence"), TABLES, ids=lambda value: str(value)[:30])
def test_a_table_without_the_right_columns_is_refused(table: Any, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        staging.stage_frame(table)
    assert str(caught.value) == sentence


def test_an_unknown_prognostic_table_is_refused() -> None:
    with pytest.raises(ValueError, match=r'^table must be "clinical" or "pathological", not \'anatomic\'\.'):
        staging.stage_frame(frame(t=["T2"]), table="anatomic")  # type: ignore[arg-type]


def test_the_rules_are_asked_once_and_not_for_every_row(monkeypatch: pytest.MonkeyPatch) -> None:
    from her2lessons.guidelines import stage_frame as frames

    staging.stage_frame(frame(t=["T2"]))

    def refuse(*case: object) -> None:
        raise AssertionError(f"asked again, for {case}")

    monkeypatch.setattr(frames, "anatomic", refuse)
    monkeypatch.setattr(frames, "prognostic", refuse)
    assert staging.stage_frame(frame(t=["T2"] * 1000))["anatomic"].eq("IIB").all()


def test_a_million_rows_need_no_more_than_one_look_at_each_different_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from her2lessons.guidelines import stage_frame as frames

    asked = []
    real = frames.at_diagnosis
    monkeypatch.setattr(frames, "at_diagnosis", lambda value, axis: asked.append(value) or real(value, axis))
    table = frame(t=np.repeat(["T1", "T2", "T3"], 20_000))
    staging.stage_frame(table)
    assert len(asked) <= 8
