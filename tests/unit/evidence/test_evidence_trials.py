"""The typed reader of trial results: what it gives, and what it says when a name or a cell is wrong."""

import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2lessons import evidence
from her2lessons.evidence.trials import COLUMNS, parse_trial

RESULT = {
    "id": "made_up_pfs",
    "trial": "Made up",
    "nct": "NCT01234567",
    "phase": "3",
    "setting": "metastatic, first line",
    "population": "HER2-positive",
    "n": "557",
    "arm_experimental": "new drug",
    "arm_control": "old drug",
    "endpoint": "progression-free survival, median",
    "follow_up": "median 18 months",
    "experimental": "10.1",
    "control": "5.4",
    "unit": "months",
    "ratio": "0.51",
    "ratio_kind": "hazard ratio",
    "low": "0.40",
    "high": "0.64",
    "interval": "95% CI",
    "p": "<0.001",
    "source": "modi2022 bardia2024",
    "confidence": "high",
    "note": "A note.",
    "checked": "2026-11-20",
    "read_at": "a private place",
}
NO_RATIO = {"ratio": "", "ratio_kind": "", "low": "", "high": "", "interval": "", "p": ""}
NO_ARMS = {"experimental": "", "control": "", "unit": ""}
ONE_ARM = {
    **NO_RATIO,
    "arm_control": "",
    "experimental": "29.7",
    "control": "",
    "unit": "%",
    "low": "15.9",
    "high": "47",
    "interval": "95% CI",
}


def made(**changes: str) -> evidence.Trial:
    return parse_trial(RESULT | changes, "here")


def test_asking_for_one_trial_result_loads_neither_pandas_nor_numpy_nor_matplotlib():
    code = (
        "import sys, her2lessons.evidence as e; e.trial('katherine_os_7y').references;"
        "print([m for m in ('pandas', 'numpy', 'matplotlib') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_a_trial_result_is_a_frozen_value_with_its_cells_as_numbers_and_dates():
    found = made()
    assert (found.n, found.experimental, found.control, found.ratio) == (557, 10.1, 5.4, 0.51)
    assert (found.low, found.high, found.checked) == (0.4, 0.64, date(2026, 11, 20))
    with pytest.raises(FrozenInstanceError):
        found.ratio = 0.1


def test_a_trial_result_knows_all_its_sources_in_order():
    assert [source.key for source in made().references] == ["modi2022", "bardia2024"]


def test_a_trial_result_reads_as_trial_and_endpoint_and_keeps_nothing_private():
    assert str(made()) == "Made up: progression-free survival, median"
    assert "private" not in repr(made())
    assert "read_at" not in {field.name for field in fields(evidence.Trial)}


def test_a_result_of_one_arm_carries_the_interval_of_its_rate():
    found = made(**ONE_ARM)
    assert (found.ratio, found.low, found.experimental, found.high) == (None, 15.9, 29.7, 47.0)


def test_a_ratio_without_arms_and_a_ratio_without_an_interval_are_both_results():
    assert made(**NO_ARMS).ratio == 0.51
    assert made(low="", high="", interval="").ratio == 0.51


def test_the_known_trial_katherine_is_given_as_published():
    found = evidence.trial("katherine_os_7y")
    assert (found.experimental, found.control, found.unit) == (89.1, 84.4, "%")
    assert (found.ratio, found.low, found.high, found.p) == (0.66, 0.51, 0.87, "0.003")
    assert [source.key for source in found.references] == ["geyer2025"]


def test_trials_as_a_frame_hold_numbers_as_numbers_and_one_row_a_result():
    frame = evidence.trials()
    assert list(frame.columns) == [column for column in COLUMNS if column != "read_at"]
    assert frame["id"].is_unique
    assert {str(frame[column].dtype) for column in ("experimental", "control", "ratio", "low", "high")} == {
        "float64"
    }
    assert str(frame["n"].dtype) == "Int64"
    row = frame.set_index("id").loc["db04_all_os"]
    assert (row["n"], row["ratio"], row["checked"]) == (557, 0.69, date(2026, 11, 20))


def test_a_changed_frame_does_not_change_the_next_one():
    frame = evidence.trials()
    frame["ratio"] = -1.0
    assert (evidence.trials()["ratio"].dropna() > 0).all()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("katherine_os", "There is no trial result 'katherine_os'. Did you mean 'katherine_os_7y'"),
        ("zzzz", "There is no trial result 'zzzz'. Call evidence.trials() to see all names."),
        (7, "A trial result is named by text, not by 7. Call evidence.trials() to see all names."),
        (None, "A trial result is named by text, not by None."),
        (True, "A trial result is named by text, not by True."),
    ],
)
def test_an_unknown_name_is_answered_with_the_names_that_come_close(name, said):
    with pytest.raises(ValueError) as caught:
        evidence.trial(name)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"n": "about 557"}, "n is 'about 557', which is not a number of people. Write it like 557."),
        ({"n": "557.5"}, "which is not a number of people"),
        ({"n": "0"}, "which is not a number of people"),
        ({"n": "-5"}, "which is not a number of people"),
        ({"n": "²"}, "which is not a number of people"),
        ({"experimental": "NR"}, "experimental is 'NR', which is not a number. Write it like 0.69."),
        ({"ratio": "nan"}, "ratio is 'nan', which is not a number"),
        ({"high": "inf"}, "high is 'inf', which is not a number"),
        ({"phase": "4"}, "phase is '4'; it must be one of: 2, 2/3, 3, 3b/4, meta-analysis."),
        ({"unit": "% at 5 y"}, "unit is '% at 5 y'; it must be one of: empty, %, months, percentage points."),
        ({"ratio_kind": "HR"}, "ratio_kind is 'HR'; it must be one of: empty, hazard ratio, rate ratio"),
        ({"interval": "99% CI"}, "interval is '99% CI'; it must be one of: empty, 95% CI, 97.5% CI, 90% CI."),
        ({"confidence": "low"}, "confidence is 'low'; it must be one of: high, medium."),
        ({"nct": "none"}, "nct holds 'none'; write registration numbers like NCT01772472"),
        ({"nct": "NCT01234567; NCT01234568"}, "nct holds 'NCT01234567;'"),
        ({"p": "p<0.001"}, "p is 'p<0.001'; write it like 0.003, <0.001 or 0.02 (two-sided)."),
        ({"p": "significant"}, "p is 'significant'"),
        (NO_ARMS | NO_RATIO, "made_up_pfs says nothing. Give the result of an arm, or a ratio."),
        ({"unit": ""}, "made_up_pfs needs a unit beside the result of an arm, and only then."),
        ({"experimental": "", "control": ""}, "needs a unit beside the result of an arm, and only then."),
        ({"arm_control": ""}, "has a control result but no control arm. Name the arm."),
        ({"unit": "%", "experimental": "101"}, "has a percentage outside 0 to 100. Mend it."),
        ({"unit": "%", "control": "-1"}, "has a percentage outside 0 to 100. Mend it."),
        ({"control": "0"}, "has a time that is not above 0 months. Mend it."),
        ({"unit": "percentage points"}, "a difference between the arms; leave control empty."),
        ({"ratio_kind": ""}, "must say in ratio_kind what the ratio is, and only then."),
        ({"ratio": ""}, "must say in ratio_kind what the ratio is, and only then."),
        ({"low": ""}, "must give low, high and interval together or none of them."),
        ({"interval": ""}, "must give low, high and interval together or none of them."),
        ({"low": "", "high": ""}, "must give low, high and interval together or none of them."),
        ({"low": "0.52"}, "is out of order; low must be below, and high above, the ratio"),
        ({"high": "0.51"}, "is out of order"),
        (NO_ARMS | NO_RATIO | {"low": "1", "high": "2", "interval": "95% CI"}, "says nothing"),
        (ONE_ARM | {"high": "20"}, "or, without a ratio, the experimental result."),
        ({"source": ""}, "the column 'source' is empty"),
        ({"endpoint": " "}, "the column 'endpoint' is empty"),
        (
            {"checked": "20/11/2026"},
            "checked is '20/11/2026', which is not a date. Write it like 2026-11-20.",
        ),
        ({"read_at": ""}, "the column 'read_at' is empty"),
    ],
)
def test_a_wrong_cell_of_a_trial_result_is_named(changes, said):
    with pytest.raises(ValueError) as caught:
        made(**changes)
    assert str(caught.value).startswith("here: ")
    assert said in str(caught.value)


@given(
    ratio=st.floats(0.01, 10, allow_nan=False),
    low=st.floats(0.01, 10, allow_nan=False),
    high=st.floats(0.01, 10, allow_nan=False),
)
def test_a_ratio_is_taken_exactly_when_it_lies_inside_its_interval(ratio, low, high):
    cells = {"ratio": repr(ratio), "low": repr(low), "high": repr(high)}
    if low < ratio < high:
        found = made(**cells)
        assert (found.low, found.ratio, found.high) == (low, ratio, high)
    else:
        with pytest.raises(ValueError, match="out of order"):
            made(**cells)


@pytest.mark.parametrize("p", ["0.003", "<0.001", "0.02 (two-sided)", "<0.0001 (one-sided)", "7.8e-22", ""])
def test_a_p_value_is_kept_as_it_was_published(p):
    assert made(p=p).p == p
