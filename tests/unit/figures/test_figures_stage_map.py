"""The stage map: every cell is what the rule gives, in words, in colour and in the alternative text."""

import csv
import re
from itertools import product
from pathlib import Path

import pytest
from svg_text import places, words

from her2lessons.figures import stage_map
from her2lessons.figures.palette import STAGE_SHADES
from her2lessons.guidelines import prognostic_stage, staging

SETS = list(product((True, False), repeat=3))


def cells(picture) -> list[list[str]]:
    """The stages as they are drawn, row by row, left to right."""
    found = [
        (round(down), across, text.split()[0])
        for text, across, down in places(picture.svg)
        if text.split()[0] in STAGE_SHADES and across > 92
    ]
    rows = sorted({down for down, _, _ in found})
    return [[stage for _, stage in sorted((x, s) for down, x, s in found if down == row)] for row in rows]


@pytest.mark.parametrize(
    ("t", "n", "table"),
    [
        ("T1", "N0", "clinical"),
        ("T2", "N1", "clinical"),
        ("T2", "N1", "pathological"),
        ("T4d", "N2", "clinical"),
    ],
)
def test_each_cell_is_the_stage_of_its_grade_and_receptors(t, n, table):
    expected = [
        [staging.prognostic(t, n, grade=grade, her2=her2, er=er, pr=pr, table=table) for her2, er, pr in SETS]
        for grade in (1, 2, 3)
    ]
    picture = stage_map(t, n, table=table)
    assert cells(picture) == expected
    spoken = re.findall(r"HER2[+-] ER[+-] PR[+-] (\w+)", picture.alt)
    assert set(spoken) == {stage for row in expected for stage in row}
    grounds = re.findall(r"fill: (#\w+)", picture.svg)
    for stage in {stage for row in expected for stage in row}:
        # One ground a cell, and one for the anatomic stage beside.
        drawn = sum(row.count(stage) for row in expected) + (stage == staging.anatomic(t, n))
        assert grounds.count(STAGE_SHADES[stage]) == drawn


def test_cells_agree_with_the_published_matrix():
    """T2 N1 M0 is row 3 of the table: read it from the file, not through the rule."""
    text = Path(prognostic_stage.FILE).read_text(encoding="utf-8").splitlines()
    rows = [line for line in csv.DictReader(text) if line["table"] == "clinical" and line["row_group"] == "3"]
    columns = [f"HER2{'+-'[not a]}_ER{'+-'[not b]}_PR{'+-'[not c]}" for a, b, c in SETS]
    assert cells(stage_map("T2", "N1")) == [[row[column] for column in columns] for row in rows]


def test_the_anatomic_stage_stands_beside_and_cells_say_where_they_differ_from_it():
    picture = stage_map("T2", "N1")
    drawn = words(picture.svg)
    assert "Anatomic stage of T2 N1 M0" in drawn
    order = list(STAGE_SHADES)
    signs = {
        text.split()[0]: text.split()[1] if " " in text else "" for text in drawn if text.split()[0] in order
    }
    for stage, sign in signs.items():
        place = order.index(stage) - order.index("IIB")
        assert sign == ("" if place == 0 else "↑" if place > 0 else "↓")
    assert (
        "lower in 9 of 24 combinations of grade and receptors, the same in 11 and higher in 4." in picture.alt
    )


def test_grades_that_are_alike_are_said_together_and_a_single_stage_once():
    assert "Grade 1 and 2: HER2+ ER+ PR+ IIIA" in stage_map("T4", "N2").alt
    assert stage_map("T2", "N0", m="M1").alt.endswith("Every combination is IV.")
    assert stage_map("Tis", "N0").alt.endswith("Every combination is 0.")


def test_the_edition_carries_its_date():
    assert any(
        f"AJCC 8th edition, current on {staging.AS_OF}" in text for text in words(stage_map("T1", "N0").svg)
    )


def test_every_stage_of_the_rule_has_a_shade_in_its_order():
    assert tuple(STAGE_SHADES) == tuple(staging.GROUPS)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"t": "T5"}, "T5"),
        ({"n": "N4"}, "N4"),
        ({"t": "T0", "n": "N0"}, "T0 N0 M0"),
        ({"table": "anatomic"}, 'table must be "clinical" or "pathological"'),
        ({"t": "ypT2", "table": "pathological"}, "ypT2"),
    ],
)
def test_what_cannot_be_staged_is_refused_by_the_rule_itself(how, said):
    with pytest.raises(ValueError) as caught:
        stage_map(**{"t": "T2", "n": "N1", **how})
    assert said in str(caught.value)


def test_without_the_file_of_the_tables_the_map_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(prognostic_stage, "FILE", tmp_path / "tables" / "gone.csv")
    with pytest.raises(ValueError, match="The prognostic tables are absent"):
        stage_map("T2", "N1")
