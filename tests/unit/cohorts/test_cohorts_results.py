"""From what was recorded to what the HER2 rule reads: what is a result, and what is none."""

import pandas as pd
import pytest

from her2lessons import cohorts


def recorded(score: object, fish: object) -> pd.DataFrame:
    return pd.DataFrame({"ihc_score": [score], "fish_status": [fish]}, index=["a"])


@pytest.mark.parametrize("score", ["0", "1+", "2+", "3+"])
def test_a_single_score_stays_what_it_is(score):
    assert cohorts.as_results(recorded(score, "missing")).loc["a", "ihc"] == score


@pytest.mark.parametrize(
    "score",
    ["missing", None, "0-1+", "1-2+", "1+ (focal)", "1+ (3+ outside)", "2+ (3+ outside)", "3+ (2+ outside)"],
)
def test_a_reading_that_is_no_single_score_is_no_score(score):
    assert pd.isna(cohorts.as_results(recorded(score, "negative")).loc["a", "ihc"])


@pytest.mark.parametrize("fish", ["positive", "negative", "equivocal"])
def test_a_fish_result_stays_what_the_laboratory_reported(fish):
    assert cohorts.as_results(recorded("2+", fish)).loc["a", "ish_reported"] == fish


@pytest.mark.parametrize("fish", ["missing", None, "indeterminate", "not performed"])
def test_a_fish_without_a_result_is_none(fish):
    assert pd.isna(cohorts.as_results(recorded("2+", fish)).loc["a", "ish_reported"])


@pytest.mark.parametrize("read", [cohorts.tcga_her2, cohorts.msk_ihc_fish])
def test_every_patient_keeps_a_row_and_no_figure_is_made_up(read):
    rows = cohorts.expand(read())
    results = cohorts.as_results(rows)
    assert list(results.columns) == ["ihc", "ratio", "her2_copies", "ish_reported"]
    assert results.index.equals(rows.index)
    assert results[["ratio", "her2_copies"]].isna().all(axis=None)
    assert results.attrs == rows.attrs


def test_the_results_of_all_tcga_patients_add_up():
    results = cohorts.as_results(cohorts.expand(cohorts.tcga_her2()))
    assert results["ihc"].value_counts(dropna=False).sum() == 1099
    assert results["ihc"].value_counts().to_dict() == {"0": 61, "1+": 273, "2+": 199, "3+": 90}
    assert results["ish_reported"].value_counts().to_dict() == {
        "negative": 333,
        "positive": 78,
        "equivocal": 5,
    }


def test_the_original_index_is_kept():
    frame = pd.DataFrame({"ihc_score": ["0", "3+"], "fish_status": ["missing", "positive"]}, index=[7, 3])
    assert cohorts.as_results(frame).index.tolist() == [7, 3]


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (
            recorded("4+", "missing"),
            "The column 'ihc_score' holds '4+' in row 'a'. It may hold '0', '1+', '2+', '3+'",
        ),
        (
            recorded("2+", "unsure"),
            "The column 'fish_status' holds 'unsure' in row 'a'. It may hold 'positive'",
        ),
        (
            recorded("0", "missing").drop(columns="fish_status"),
            "The frame lacks 'fish_status'; its columns are",
        ),
        (pd.DataFrame({"x": [1]}), "The frame lacks 'ihc_score' and 'fish_status'"),
        (cohorts.tcga_her2(), "Turn it into one row a patient with expand()."),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(frame, said):
    with pytest.raises(ValueError) as caught:
        cohorts.as_results(frame)
    assert said in str(caught.value)
