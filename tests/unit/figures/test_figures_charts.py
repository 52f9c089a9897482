"""The charts themselves: every number drawn and spoken, and bad input answered."""

import re
from xml.etree import ElementTree

import pandas as pd
import pytest

from her2lessons import cohorts
from her2lessons.figures import Picture, category_bars, ihc_by_ish, ish_groups
from her2lessons.guidelines.ish import DualProbe
from her2lessons.guidelines.result import CATEGORIES


def words(picture: Picture) -> list[str]:
    nodes = ElementTree.fromstring(picture.svg).iter("{http://www.w3.org/2000/svg}text")
    return [node.text for node in nodes if node.text]


COUNTS = {"HER2-low": 1200, "HER2-positive": 300, "undetermined": 500}
SPOKEN = {
    "HER2-positive": "300 (15.0 %)",
    "HER2-low": "1,200 (60.0 %)",
    "HER2-ultralow": "0 (0.0 %)",
    "HER2-null": "0 (0.0 %)",
    "HER2-0 (not further stated)": "0 (0.0 %)",
    "undetermined": "500 (25.0 %)",
}


@pytest.mark.parametrize(
    "counts",
    [
        COUNTS,
        pd.Series(COUNTS),
        pd.Series(COUNTS, dtype=float),
        pd.Series(COUNTS).iloc[::-1],
        pd.Series([category for category, count in COUNTS.items() for _ in range(count)], name="category"),
        pd.Series([category for category, count in COUNTS.items() for _ in range(count)], dtype="category"),
    ],
    ids=["mapping", "series", "floats", "other order", "column", "categorical column"],
)
def test_bars_show_every_category_in_one_order_with_its_count_and_percentage(counts):
    picture = category_bars(counts, title="Whom we saw")
    drawn = words(picture)
    assert [word for word in drawn if word in CATEGORIES] == list(CATEGORIES)
    assert [word for word in drawn if word.endswith("%)")] == list(SPOKEN.values())
    spoken = "; ".join(f"{category} {number}" for category, number in SPOKEN.items())
    assert picture.alt == f"Bars for 2,000 patients. {spoken}."
    assert "All: 2,000 patients" in drawn


def test_bars_can_count_something_else():
    picture = category_bars({"HER2-low": 1}, of="samples")
    assert picture.alt.startswith("Bars for 1 samples.")
    assert "All: 1 samples" in words(picture)


def test_a_bar_is_as_long_as_its_count():
    picture = category_bars({"HER2-positive": 30, "HER2-low": 10})
    widths = [
        float(right) - float(left)
        for left, right in re.findall(
            r'd="M ([\d.]+) [\d.]+ \nL ([\d.]+) [\d.]+ \n[^"]*" clip-path', picture.svg
        )
    ]
    assert widths[0] == pytest.approx(3 * widths[1])
    assert len(widths) == len(CATEGORIES)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"HER2-high": 3}, "There is no category 'HER2-high'."),
        (pd.Series(["HER2-low", "low"]), "There is no category 'low'."),
        (pd.Series(["HER2-low", None]), "1 of 2 rows have no category. Leave these rows out"),
        ({"HER2-low": -1}, "The count of 'HER2-low' is -1. Give a whole number of 0 or more."),
        ({"HER2-low": 1.5}, "The count of 'HER2-low' is 1.5."),
        ({"HER2-low": float("nan")}, "The count of 'HER2-low' is nan."),
        ({"HER2-low": float("inf")}, "The count of 'HER2-low' is inf."),
        ({"HER2-low": True}, "The count of 'HER2-low' is True."),
        (pd.Series({"HER2-low": True}), "The count of 'HER2-low' is True."),
        ({"HER2-low": "3"}, "The count of 'HER2-low' is '3'."),
        ({"HER2-low": None}, "The count of 'HER2-low' is None."),
        ({"HER2-low": 0}, "There is nothing to draw: every category counts 0."),
        ({}, "There is nothing to draw"),
        (pd.Series([], dtype=object), "There is nothing to draw"),
        (["HER2-low"], "category_bars draws a Series or a mapping, not a list."),
    ],
)
def test_bars_of_nonsense_are_refused(counts, said):
    with pytest.raises(ValueError) as caught:
        category_bars(counts)
    assert said in str(caught.value)


def test_the_plane_names_five_groups_and_what_each_says():
    picture = ish_groups()
    drawn = " ".join(words(picture))
    for group in range(1, 6):
        assert f"Group {group}" in drawn
    assert (drawn.count("needs IHC"), drawn.count("positive"), drawn.count("negative")) == (3, 1, 1)
    for limit in ("ratio of 2.0", "4.0 to below 6.0", "6.0 copies or more"):
        assert limit in picture.alt
    assert "Marked" not in picture.alt


def test_a_point_is_drawn_by_name_and_spoken_with_its_figures_and_group():
    picture = ish_groups({"A": (2.4, 3.2), "B": DualProbe(ratio=2.0, her2_copies=4.0), "C": (1.99, 6)})
    assert {"A", "B", "C"} <= set(words(picture))
    assert picture.alt.endswith(
        "Marked: A: ratio 2.4, 3.2 copies, group 2; B: ratio 2, 4 copies, group 1; "
        "C: ratio 1.99, 6 copies, group 3."
    )


@pytest.mark.parametrize("point", [(2.4, 40.0), (30.0, 8.0), (30.0, 40.0)])
def test_a_point_further_out_is_marked_at_the_edge_and_said_to_be(point):
    picture = ish_groups({"far": point})
    assert "far" in words(picture)
    assert "An arrowhead marks a result that lies further out." in words(picture)
    assert f"far: ratio {point[0]:.4g}, {point[1]:.4g} copies" in picture.alt


def test_a_point_on_the_edge_of_the_plane_is_no_further_out():
    assert "arrowhead" not in " ".join(words(ish_groups({"edge": (4.0, 10.0)})))


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([(2.4, 3.2)], "ish_groups marks points by name, and list has no names. Give a mapping"),
        (
            {"A": 2.4},
            "The point 'A' is 2.4. Give a pair such as (2.4, 3.2), the ratio first, or a DualProbe.",
        ),
        ({"A": (2.4,)}, "The point 'A' is (2.4,). Give a pair"),
        ({"A": (0, 3.0)}, "ratio"),
        ({"A": (2.0, float("nan"))}, "her2_copies"),
        ({"A": ("2", 3.0)}, "ratio"),
    ],
)
def test_points_that_are_no_results_are_refused(points, said):
    with pytest.raises(ValueError) as caught:
        ish_groups(points)
    assert said in str(caught.value)


@pytest.mark.parametrize("read", [cohorts.tcga_her2, cohorts.msk_ihc_fish])
def test_the_table_draws_and_speaks_every_count_and_its_sums(read):
    table = read()
    picture = ihc_by_ish(table)
    drawn = words(picture)
    counts = table.groupby(["ihc_score", "fish_status"])["patients"].sum()
    for (score, status), count in counts.items():
        assert f"{count:,}" in drawn
        spoken = {"missing": "not recorded"}
        row = picture.alt.split(f"IHC {spoken.get(score, score)}: ")[1].split(";")[0]
        assert f"{spoken.get(status, status)} {count:,}" in row
    assert f"{counts.sum():,}" in drawn
    assert f"Counts of {counts.sum():,} patients" in picture.alt


def test_the_table_keeps_scores_in_order_and_what_is_not_recorded_last():
    drawn = words(ihc_by_ish(cohorts.tcga_her2()))
    rows = [word for word in drawn if word in {"0", "1+", "2+", "3+", "not recorded", "all"}]
    assert [word for word in rows if word not in {"0"}] == ["all", "1+", "2+", "3+", "not recorded", "all"]


def test_counts_and_rows_of_patients_give_the_same_table():
    table = cohorts.msk_ihc_fish()
    assert ihc_by_ish(cohorts.expand(table)) == ihc_by_ish(table)


def test_a_missing_value_counts_as_not_recorded():
    patients = pd.DataFrame({"ihc_score": ["2+", None], "fish_status": [None, "negative"]})
    assert ihc_by_ish(patients).alt == (
        "Counts of 2 patients by IHC score and FISH status. "
        "IHC 2+: not recorded 1; IHC not recorded: negative 1."
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (pd.DataFrame({"ihc_score": ["0"]}), "The table lacks 'fish_status'; its columns are ['ihc_score']."),
        (cohorts.tcga_her2().assign(patients=-1), "must hold whole numbers of 0 or more"),
        (cohorts.tcga_her2().iloc[:0], "There is nothing to draw: the table counts no patients."),
    ],
)
def test_a_table_that_cannot_be_drawn_is_refused(table, said):
    with pytest.raises(ValueError) as caught:
        ihc_by_ish(table)
    assert said in str(caught.value)


def test_bars_can_leave_out_shares_and_carry_a_caution():
    picture = category_bars(
        {"HER2-low": 408, "HER2-positive": 145}, shares=False, note="No shares & no more."
    )
    assert "%" not in picture.alt
    assert picture.alt.endswith("No shares & no more.")
    assert "HER2-low 408;" in picture.alt
    plain = category_bars({"HER2-low": 408, "HER2-positive": 145})
    assert "HER2-low 408 (73.8 %)" in plain.alt
    assert plain.alt.endswith(".")
