"""The agreement matrix: counts, the same answer outlined and counted, and tables that are none."""

import re

import numpy as np
import pandas as pd
import pytest
from svg_text import words

from her2lessons import cohorts
from her2lessons.figures import agreement
from her2lessons.models.agreement import kappa

ANSWERS = ["negative", "positive"]
TABLE = pd.DataFrame([[122, 3], [12, 45]], index=ANSWERS, columns=ANSWERS)
WHO = {"row_reader": "IHC", "column_reader": "FISH"}


def test_every_count_and_every_sum_is_drawn_and_every_count_spoken():
    picture = agreement(TABLE, **WHO)
    drawn = words(picture.svg)
    for number in ("122", "3", "12", "45", "125", "57", "134", "48", "182"):
        assert drawn.count(number) == 1
    assert {"IHC", "FISH", "negative", "positive", "all"} <= set(drawn)
    assert picture.alt == (
        "The same answer in 167 of 182 patients (91.8 %). "
        "Rows: IHC; columns: FISH negative, positive. negative: 122, 3; positive: 12, 45."
    )
    assert picture.title == "IHC and FISH"


def test_the_counts_of_tcga_are_those_of_the_reference():
    patients = cohorts.expand(cohorts.tcga_her2())
    both = patients[patients["ihc_status"].isin(ANSWERS) & patients["fish_status"].isin(ANSWERS)]
    table = pd.crosstab(both["ihc_status"], both["fish_status"])
    picture = agreement(table, **WHO, kappa=kappa(table))
    # 182 patients, 15 of them discordant, kappa 0.80: the reference table of cohorts.
    assert picture.alt.startswith("The same answer in 167 of 182 patients (91.8 %). Kappa 0.80 (95 % CI ")


def test_only_the_cells_of_equal_answers_have_a_strong_outline():
    svg = agreement(TABLE, **WHO).svg
    assert len(re.findall(r"stroke: #1f2933; stroke-width: 2\.5", svg)) == 2


def test_kappa_is_shown_only_if_it_is_given():
    assert "appa" not in agreement(TABLE, **WHO).alt
    assert "Kappa 0.71." in words(agreement(TABLE, **WHO, kappa=0.7149).svg)
    found = kappa(TABLE)
    assert f"K{str(found)[1:]}." in words(agreement(TABLE, **WHO, kappa=found).svg)


def test_something_else_can_be_counted():
    assert (
        "5 of 6 biopsies"
        in agreement(pd.DataFrame([[2, 1], [0, 3]], index=ANSWERS, columns=ANSWERS), **WHO, of="biopsies").alt
    )


@pytest.mark.parametrize("kind", [float, object, "Int64"])
def test_counts_of_other_kinds_give_the_same_picture(kind):
    assert agreement(TABLE.astype(kind), **WHO) == agreement(TABLE, **WHO)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ([[1, 2], [3, 4]], "agreement draws a table of counts, not a list. Give a DataFrame"),
        (TABLE.iloc[:1], "The table has 1 rows and 2 columns. Agreement needs a square table"),
        (TABLE.rename(columns={"positive": "amplified"}), "The rows are negative, positive and the columns"),
        (TABLE[ANSWERS[::-1]], "Give the same answers in the same order, each once; reindex the table so."),
        (
            pd.DataFrame(1, index=["a", "a"], columns=["a", "a"]),
            "Give the same answers in the same order, each once",
        ),
        (pd.DataFrame([[3]], index=["a"], columns=["a"]), "The table has 1 answers. Two to 8 can be drawn."),
        (pd.DataFrame(1, index=range(9), columns=range(9)), "The table has 9 answers."),
        (pd.DataFrame(), "The table has 0 answers."),
        (TABLE * 0, "There is nothing to draw: every count is 0. Give at least one case."),
        (TABLE - 4, "The table holds -1. Counts are whole numbers of 0 or more."),
        (TABLE / 2, "The table holds 1.5. Counts are whole numbers of 0 or more."),
        (TABLE.astype(float).replace(3.0, np.nan), "The table holds nan. Counts are whole numbers"),
        (TABLE.astype(float).replace(3.0, np.inf), "The table holds inf."),
        (TABLE.astype(str), "The table holds '122'."),
        (TABLE > 5, "The table holds True."),
        (TABLE.astype("Int64").replace(3, pd.NA), "The table holds <NA>."),
    ],
)
def test_a_table_that_is_no_agreement_is_refused_in_one_sentence(table, said):
    with pytest.raises(ValueError) as caught:
        agreement(table, **WHO)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"row_reader": ""}, "row_reader is ''. Say in words who or what reads."),
        ({"column_reader": None}, "column_reader is None."),
        ({"kappa": 1.2}, "kappa is 1.2. Give a number from -1 to 1, or what models.agreement.kappa gives."),
        ({"kappa": float("nan")}, "kappa is nan."),
        ({"kappa": "0.8"}, "kappa is '0.8'."),
        ({"kappa": True}, "kappa is True."),
    ],
)
def test_readers_without_a_name_and_kappas_that_are_none_are_refused(how, said):
    with pytest.raises(ValueError) as caught:
        agreement(TABLE, **{**WHO, **how})
    assert said in str(caught.value)
