"""The forest plot: every number of a row drawn and spoken, what is missing said, bad rows answered."""

import math
import re

import pandas as pd
import pytest
from svg_text import places, words

from her2lessons import evidence
from her2lessons.figures import forest
from her2lessons.figures.trial_rows import COLUMNS

KATHERINE = {
    "id": "katherine_idfs_7y",
    "trial": "KATHERINE",
    "population": "HER2-positive",
    "n": 1486,
    "arm_experimental": "T-DM1",
    "arm_control": "trastuzumab",
    "endpoint": "invasive disease-free survival at 7 years",
    "experimental": 80.8,
    "control": 67.1,
    "unit": "%",
    "ratio": 0.54,
    "ratio_kind": "hazard ratio",
    "low": 0.44,
    "high": 0.66,
    "interval": "95% CI",
}


def table(*changes: dict) -> pd.DataFrame:
    return pd.DataFrame([{**KATHERINE, **change} for change in changes or ({},)])


def pixels(picture, ratio: float) -> float:
    """Where a ratio stands, read off the ticks that are drawn."""
    ticks = {text: across for text, across, _ in places(picture.svg) if re.fullmatch(r"[\d.]+", text)}
    half, one = ticks["0.5"], ticks["1"]
    return one + (half - one) * math.log(ratio) / math.log(0.5)


def drawn_points(picture) -> list[float]:
    return [float(x) for x in re.findall(r'<use xlink:href="#m[0-9a-f]+" x="([\d.]+)"', picture.svg)]


def test_a_row_says_all_it_has_in_the_drawing_and_in_words():
    picture = forest(table(), title="Residual disease")
    drawn = words(picture.svg)
    for text in (
        "KATHERINE",
        "T-DM1: 80.8 %",
        "trastuzumab: 67.1 %",
        "n = 1,486, HER2-positive",
        "0.54 (0.44–0.66)",
        "Hazard ratio, log axis",
        "1: no difference",
        "Square and bar: ratio and 95% CI.",
    ):
        assert text in drawn
    assert "invasive disease-free survival at 7 years" in " ".join(drawn)
    assert picture.alt == (
        "1 result. Below 1 favours T-DM1; above 1 favours trastuzumab. "
        "KATHERINE, invasive disease-free survival at 7 years: hazard ratio 0.54, 95% CI 0.44 to 0.66; "
        "T-DM1: 80.8 %; trastuzumab: 67.1 %; n = 1,486, HER2-positive."
    )


def test_point_and_interval_stand_on_a_log_axis():
    picture = forest(table())
    points = drawn_points(picture)
    for ratio in (0.44, 0.54, 0.66):
        assert any(abs(point - pixels(picture, ratio)) < 0.02 for point in points)


def test_the_sides_of_one_carry_the_arms_by_name_only_if_all_rows_share_them():
    drawn = words(forest(table({}, {"endpoint": "overall survival"})).svg)
    assert drawn[drawn.index("← favours") + 1] == "T-DM1"
    assert drawn[drawn.index("favours →") + 1] == "trastuzumab"
    mixed = forest(table({}, {"arm_control": "capecitabine"}))
    assert {"the first-named arm", "the second-named arm"} <= set(words(mixed.svg))
    assert "Below 1 favours the first-named arm; above 1 favours the second-named arm." in mixed.alt


def test_a_ratio_of_something_good_swaps_the_sides():
    rows = table({"ratio_kind": "odds ratio", "ratio": 1.4, "low": 1.1, "high": 2.2})
    picture = forest(rows, favours="above")
    assert "Below 1 favours trastuzumab; above 1 favours T-DM1." in picture.alt
    drawn = words(picture.svg)
    assert drawn[drawn.index("← favours") + 1] == "trastuzumab"
    assert "Odds ratio, log axis" in drawn


@pytest.mark.parametrize("absent", [None, float("nan"), pd.NA], ids=str)
def test_what_is_missing_is_said_to_be_not_reported(absent):
    picture = forest(
        table({"n": absent, "experimental": absent, "low": absent, "high": absent, "interval": ""})
    )
    drawn = words(picture.svg)
    assert {"T-DM1: not reported", "trastuzumab: 67.1 %", "n not reported, HER2-positive"} <= set(drawn)
    assert {"0.54", "no interval", "Open circle: a ratio whose interval is not reported."} <= set(drawn)
    assert "hazard ratio 0.54, interval not reported; T-DM1: not reported" in picture.alt
    assert not re.search(r"nan|None|<NA>", picture.alt + " ".join(drawn))
    assert "fill: #ffffff; stroke: #1f2933; stroke-width: 1.8" in picture.svg  # an open point


def test_a_row_without_an_interval_has_no_bar():
    whole, bare = forest(table()), forest(table({"low": None, "high": None}))
    assert len(drawn_points(whole)) - len(drawn_points(bare)) == 2
    assert "Open circle" not in " ".join(words(whole.svg))


def test_a_row_without_a_ratio_has_no_point_and_keeps_its_numbers():
    single = {"arm_control": "", "control": None, "ratio": None, "ratio_kind": "", "low": 88.3, "high": 94.4}
    picture = forest(table({}, {**single, "id": "apt", "trial": "APT", "experimental": 91.3}))
    assert "no other arm" in words(picture.svg)
    assert "T-DM1: 91.3 % (95% CI 88.3–94.4)" in words(picture.svg)
    assert (
        "APT, invasive disease-free survival at 7 years: no other arm; T-DM1: 91.3 % (95% CI" in picture.alt
    )
    silent = forest(table({}, {"ratio": None, "ratio_kind": "", "low": None, "high": None}))
    assert "ratio not reported" in words(silent.svg)
    assert len(drawn_points(picture)) == len(drawn_points(silent)) == len(drawn_points(forest(table())))


def test_an_interval_that_leaves_the_axis_ends_in_an_arrow_and_keeps_its_figures():
    picture = forest(table({"low": 0.02, "high": 40.0}))
    assert "0.54 (0.02–40.00)" in words(picture.svg)
    assert "Arrow: the interval goes on beyond the axis." in words(picture.svg)
    assert "95% CI 0.02 to 40.00" in picture.alt
    points = drawn_points(picture)
    ends = [across for text, across, _ in places(picture.svg) if text in ("0.2", "5")]
    assert [min(points), max(points)] == pytest.approx(sorted(ends))
    assert "Arrow" not in " ".join(words(forest(table()).svg))


def test_arms_are_written_with_the_same_decimals():
    assert "trastuzumab: 77.0 %" in words(forest(table({"control": 77.0})).svg)
    assert "T-DM1: 69 %" in words(forest(table({"experimental": 69.0, "control": 63.0})).svg)


def test_different_kinds_of_interval_are_named_row_by_row():
    drawn = words(forest(table({}, {"interval": "90% CI"})).svg)
    assert {"95% CI", "90% CI", "Square and bar: ratio and interval."} <= set(drawn)


def test_a_population_shared_by_all_rows_is_said_once():
    drawn = words(forest(table({}, {"endpoint": "overall survival"})).svg)
    assert drawn.count("n = 1,486") == 2
    assert drawn.count("All rows: HER2-positive.") == 1


def test_every_published_result_can_be_drawn_with_its_numbers():
    rows = evidence.trials().query("ratio_kind != 'odds ratio'")
    picture = forest(rows)
    assert picture.title == "Trial results"
    assert picture.alt.startswith(f"{len(rows)} results.")
    for row in rows.to_dict("records"):
        if pd.notna(row["ratio"]):
            assert f"{row['endpoint']}: {row['ratio_kind']} {row['ratio']:.2f}" in picture.alt
        if pd.notna(row["n"]):
            assert f"n = {row['n']:,}" in picture.alt


def test_the_columns_it_reads_are_those_of_the_evidence():
    assert set(COLUMNS) <= set(evidence.trials().columns)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([KATHERINE], "A forest plot draws rows of a table, not a list. Give rows of evidence.trials()."),
        (table().drop(columns=["n", "low"]), "The table lacks n, low. Give rows of evidence.trials()."),
        (table().iloc[:0], "There is nothing to draw: the table has no rows."),
        (table({"ratio": None}), "There is nothing to draw: no row has a ratio."),
        (table({"ratio": 0.0}), "The row katherine_idfs_7y has the ratio 0. A ratio is above 0; check it."),
        (table({"ratio": -0.5}), "has the ratio -0.5. A ratio is above 0"),
        (table({"ratio": float("inf")}), "has ratio inf. Give a finite number, or leave it empty."),
        (table({"ratio": "0.54"}), "has ratio '0.54'. Give a finite number, or leave it empty."),
        (table({"ratio": True}), "has ratio True. Give a finite number"),
        (table({"high": None}), "has one end of an interval without the other. Give both, or neither."),
        (table({"low": 0.7, "high": 0.5}), "has an interval from 0.7 to 0.5. The lower end comes first."),
        (table({"low": 0.6, "high": 0.9}), "has the ratio 0.54 with an interval from 0.6 to 0.9."),
        (table({"low": 0.0}), "The interval holds the ratio and stays above 0; check it."),
        (table({"ratio_kind": ""}), "has a ratio without ratio_kind."),
        (table({"arm_control": ""}), "has a ratio but no arm_control. Name what it was compared with."),
        (table({"endpoint": " "}), "has no endpoint. Every result of a forest plot names it."),
        (table({"n": 12.5}), "has n = 12.5. Give a whole number of people, or leave it empty."),
        (table({"n": 0}), "has n = 0. Give a whole number of people"),
        (table({"experimental": "most"}), "has experimental 'most'. Give a finite number"),
        (
            table({}, {"ratio_kind": "odds ratio"}),
            "An odds ratio does not share an axis with a hazard or rate",
        ),
        (table({"ratio_kind": "odds ratio"}), "Odds ratios may count something good or something bad."),
    ],
)
def test_rows_that_cannot_be_drawn_are_refused_in_one_sentence(rows, said):
    with pytest.raises(ValueError) as caught:
        forest(rows)
    assert said in str(caught.value)


def test_an_unknown_side_is_refused():
    with pytest.raises(ValueError, match="favours is 'left'; it must be 'below' or 'above'"):
        forest(table(), favours="left")
