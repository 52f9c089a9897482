"""The count tables: totals, the margins their cautions state, and the way to one row a patient and back."""

import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2lessons import cohorts, evidence

TABLES = {"tcga": (cohorts.tcga_her2, 1099), "msk": (cohorts.msk_ihc_fish, 1756)}

each_table = pytest.mark.parametrize(("read", "total"), TABLES.values(), ids=TABLES.keys())


@pytest.fixture
def tcga() -> pd.DataFrame:
    return cohorts.tcga_her2()


def patients(table: pd.DataFrame) -> int:
    return int(table["patients"].sum())


def test_importing_cohorts_does_not_load_pandas():
    code = "import sys, her2lessons.cohorts; print('pandas' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


@each_table
def test_a_table_counts_all_its_patients_and_no_combination_twice(read, total):
    table = read()
    assert patients(table) == total
    assert (table["patients"] > 0).all()
    assert not table.drop(columns="patients").duplicated().any()


@each_table
def test_no_cell_is_empty_because_nothing_recorded_is_written_as_missing(read, total):
    table = read()
    assert not table.isna().any(axis=None)
    assert not (table == "").any(axis=None)
    assert patients(table[table["fish_status"] == "missing"]) > 0


@each_table
def test_a_table_names_its_source_and_its_limits(read, total):
    attrs = read().attrs
    for key in attrs["source_keys"]:
        assert str(evidence.cite(key)) in attrs["source"]
        assert f"[{key}]" in attrs["source"]
    for warning in ("verification bias", "the share of HER2-low by today's rules cannot be read off"):
        assert warning in attrs["caution"]


def test_the_tcga_caution_names_no_site_and_says_not_to(tcga):
    assert "Name no site." in tcga.attrs["caution"]
    assert "site" not in " ".join(tcga.columns)


def test_the_msk_caution_says_how_patients_were_chosen():
    assert "chosen because a sample of theirs was sequenced" in cohorts.msk_ihc_fish().attrs["caution"]


@pytest.mark.parametrize(
    ("scores", "percent", "fact"),
    [
        (["0", "1+"], 29, "tcga_fish_done_0_1"),
        (["2+"], 89, "tcga_fish_done_2"),
        (["3+"], 31, "tcga_fish_done_3"),
    ],
)
def test_who_got_fish_depends_on_the_ihc_as_the_caution_says(tcga, scores, percent, fact):
    scored = tcga[tcga["ihc_score"].isin(scores)]
    done = scored[~scored["fish_status"].isin(["missing", "not performed"])]
    assert round(100 * patients(done) / patients(scored)) == percent == evidence.fact(fact).value
    assert f"{percent} %" in tcga.attrs["caution"]


def test_eleven_tcga_patients_scored_1_are_called_positive(tcga):
    called = tcga[(tcga["ihc_score"] == "1+") & (tcga["ihc_status"] == "positive")]
    assert patients(called) == 11 == evidence.fact("tcga_1_called_positive").value


def test_182_tcga_patients_have_two_definite_statuses_and_15_of_them_disagree(tcga):
    definite = ["positive", "negative"]
    both = tcga[tcga["ihc_status"].isin(definite) & tcga["fish_status"].isin(definite)]
    discordant = both[both["ihc_status"] != both["fish_status"]]
    assert patients(both) == 182 == evidence.fact("tcga_both_definite").value
    assert patients(discordant) == 15 == evidence.fact("tcga_discordant").value
    assert patients(both[both["ihc_score"] == "2+"]) == 22
    assert patients(both[both["ihc_score"] == "missing"]) == 41


def test_the_facts_about_the_tables_are_their_totals(tcga):
    assert evidence.fact("tcga_patients").value == patients(tcga)
    assert evidence.fact("msk_patients").value == patients(cohorts.msk_ihc_fish())


def test_the_copy_number_call_misses_nearly_half_of_the_fish_positive(tcga):
    covered = tcga[tcga["erbb2_copy_call"] != "missing"]
    assert patients(covered) == 960
    positive = covered[covered["fish_status"] == "positive"]
    missed = positive[positive["erbb2_copy_call"] == "not_amplified"]
    assert 0.4 < patients(missed) / patients(positive) < 0.5


@each_table
def test_expanding_and_counting_again_gives_the_table_back(read, total):
    table = read()
    rows = cohorts.expand(table)
    assert rows.index.equals(pd.RangeIndex(total))
    assert "patients" not in rows.columns
    assert rows.attrs == table.attrs
    columns = list(rows.columns)
    again = rows.groupby(columns, as_index=False).size().rename(columns={"size": "patients"})
    pd.testing.assert_frame_equal(
        again.sort_values(columns, ignore_index=True),
        table.sort_values(columns, ignore_index=True),
        check_dtype=False,
    )


@given(st.lists(st.integers(min_value=0, max_value=20), max_size=12))
def test_every_row_comes_as_often_as_it_counts(counts):
    table = pd.DataFrame(
        {"row": range(len(counts)), "patients": pd.array(counts, dtype="int64")}, index=["same"] * len(counts)
    )
    rows = cohorts.expand(table)
    assert rows["row"].tolist() == [row for row, count in enumerate(counts) for _ in range(count)]


def test_expanding_leaves_the_table_as_it_was(tcga):
    before = tcga.copy(deep=True)
    rows = cohorts.expand(tcga)
    rows["ihc_score"] = "9+"
    rows.attrs["caution"] = "none"
    pd.testing.assert_frame_equal(tcga, before)
    assert tcga.attrs == before.attrs


def test_whole_numbers_written_as_floats_are_counted():
    assert len(cohorts.expand(pd.DataFrame({"a": ["x"], "patients": [3.0]}))) == 3


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([2, -1], "whole numbers of 0 or more, but row 1 holds -1. Correct that row."),
        ([2.0, 1.5], "but row 1 holds 1.5"),
        ([2.0, float("nan")], "but row 1 holds nan"),
        ([float("inf"), 1.0], "but row 0 holds inf"),
        (["2", "1"], "must hold whole numbers, not"),
        ([True, False], "must hold whole numbers, not bool"),
    ],
)
def test_a_count_that_is_no_whole_number_is_refused(counts, said):
    with pytest.raises(ValueError) as caught:
        cohorts.expand(pd.DataFrame({"a": ["x", "y"], "patients": counts}))
    assert said in str(caught.value)


def test_a_table_without_counts_is_refused(tcga):
    with pytest.raises(ValueError, match=r"no column 'patients'; its columns are .*Give a count table"):
        cohorts.expand(tcga.drop(columns="patients"))
