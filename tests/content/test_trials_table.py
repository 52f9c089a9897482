"""Every row of the table of trials: who says it, whether it can be true, and whether the facts agree."""

import csv
import re
from datetime import date
from importlib.resources import files
from urllib.parse import urlsplit

import pytest

from her2lessons import evidence
from her2lessons.evidence import bibliography

TODAY = date.today()
ROWS = list(
    csv.DictReader(
        files("her2lessons.evidence")
        .joinpath("tables", "trials.csv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
)

every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])

NOT_BETTER_BY_BOTH = {
    # Equal rates: a ratio a hair above 1 has nothing to agree with.
    "hera_2_y_vs_1_y_dfs_10y",
    # No difference: curves that cross, so that ratio and median point opposite ways by a hair.
    "sophia_os",
    "tropion_breast01_os",
    "embraca_os",
}
"""Results whose ratio and arms do not point the same way, each for a reason."""

FEWER_IS_BETTER = re.compile(r"recurrence at|death")
"""Endpoints whose arm results count what went wrong."""

SAME_NUMBER = {
    "db04_patients": ("db04_all_os", "n"),
    "db04_os_tdxd": ("db04_all_os", "experimental"),
    "db04_os_chemo": ("db04_all_os", "control"),
    "db04_os_hr": ("db04_all_os", "ratio"),
    "db04_pfs_tdxd": ("db04_all_pfs", "experimental"),
    "db04_pfs_chemo": ("db04_all_pfs", "control"),
    "db04_pfs_hr": ("db04_all_pfs", "ratio"),
    "db06_patients": ("db06_itt_pfs", "n"),
    "db06_patients_ultralow": ("db06_ultralow_pfs", "n"),
    "db06_pfs_tdxd": ("db06_low_pfs", "experimental"),
    "db06_pfs_chemo": ("db06_low_pfs", "control"),
    "db06_pfs_hr": ("db06_low_pfs", "ratio"),
    "db06_ultralow_pfs_tdxd": ("db06_ultralow_pfs", "experimental"),
    "db06_ultralow_pfs_chemo": ("db06_ultralow_pfs", "control"),
    "db06_ultralow_pfs_hr": ("db06_ultralow_pfs", "ratio"),
    "b47_patients": ("b_47_idfs_5y", "n"),
    "b47_idfs_trastuzumab": ("b_47_idfs_5y", "experimental"),
    "b47_idfs_chemo": ("b_47_idfs_5y", "control"),
    "b47_idfs_hr": ("b_47_idfs_5y", "ratio"),
    "daisy_ihc0_response": ("daisy_ihc_0_confirmed_orr", "experimental"),
    "ebctcg_people": ("ebctcg_trastuzumab_meta_analysis_recurrence_10y", "n"),
    "ebctcg_recurrence_rr": ("ebctcg_trastuzumab_meta_analysis_recurrence_10y", "ratio"),
    "ebctcg_mortality_10y": ("ebctcg_trastuzumab_meta_analysis_breast_cancer_mortality_10y", "experimental"),
}
"""Facts of the lessons and the cell of the table of trials that holds the same number."""


def test_the_table_holds_every_result_once():
    names = [row["id"] for row in ROWS]
    assert len(names) == len(set(names)) >= 138
    assert all(re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", name) for name in names)


@every_row
def test_a_result_names_sources_that_exist_and_the_day_it_was_checked(row):
    found = evidence.trial(row["id"])
    assert [source.key for source in found.references] == row["source"].split() != []
    assert all(source.kind != bibliography.COURSE for source in found.references)
    assert date(2026, 1, 1) <= found.checked <= TODAY
    assert max(source.year for source in found.references) <= found.checked.year


@every_row
def test_no_cell_speaks_of_memory_or_of_a_guideline_category(row):
    shown = " ".join(value for column, value in row.items() if column != "read_at").lower()
    for word in ("memory", "category 1", "category 2", "nccn", "preferred"):
        assert word not in shown
    assert "memory" not in row["read_at"].lower()


def test_the_table_has_no_column_of_memory_and_shows_no_private_one():
    assert not [column for column in ROWS[0] if "memory" in column]
    assert "read_at" not in evidence.trials().columns
    shown = evidence.trials().to_csv() + "".join(repr(evidence.trial(row["id"])) for row in ROWS)
    private = {address for row in ROWS for address in re.findall(r"https?://\S+", row["read_at"])}
    assert len(private) > 40
    assert not [address for address in private if address in shown]
    assert not re.findall(r"https?://", shown)


@every_row
def test_a_number_is_possible(row):
    found = evidence.trial(row["id"])
    if found.n is not None:
        assert 30 <= found.n <= 40_000
    if found.ratio is not None:
        assert 0.1 <= found.ratio <= 5
    if found.unit == "months":
        assert all(value < 100 for value in (found.experimental, found.control) if value is not None)
    if found.p:
        assert 0 < float(found.p.split()[0].lstrip("<")) <= 1


@every_row
def test_the_interval_and_the_p_value_do_not_contradict_each_other(row):
    found = evidence.trial(row["id"])
    if found.ratio is None or found.interval != "95% CI" or not found.p:
        return
    p = float(found.p.split()[0].lstrip("<"))
    if p < 0.03:
        assert not found.low < 1 < found.high
    if p > 0.07 and not found.p.startswith("<"):
        assert found.low < 1 < found.high


@every_row
def test_the_interval_of_a_ratio_is_as_wide_on_both_sides_of_it(row):
    found = evidence.trial(row["id"])
    if found.ratio is None or found.low is None or found.high is None:
        return
    # Published intervals are symmetric on the log scale; rounding to two digits leaves this much room.
    centre = (found.low * found.high) ** 0.5
    assert found.ratio == pytest.approx(centre, rel=0.04)


@every_row
def test_ratio_and_arms_say_the_same_unless_a_reason_is_given(row):
    found = evidence.trial(row["id"])
    if found.ratio is None or found.experimental is None or found.control is None:
        assert row["id"] not in NOT_BETTER_BY_BOTH
        return
    higher = found.experimental > found.control
    counts_harm = bool(FEWER_IS_BETTER.search(found.endpoint)) or found.ratio_kind == "odds ratio"
    agrees = found.experimental != found.control and (found.ratio < 1) == (higher != counts_harm)
    assert agrees == (row["id"] not in NOT_BETTER_BY_BOTH)


@every_row
def test_a_result_without_a_control_arm_has_neither_a_ratio_nor_a_control_result(row):
    found = evidence.trial(row["id"])
    if not found.arm_control:
        assert (found.ratio, found.control) == (None, None)
        assert found.experimental is not None


@every_row
def test_a_median_that_was_not_reached_is_said_in_the_note(row):
    found = evidence.trial(row["id"])
    if found.unit == "months" and found.experimental is None:
        assert "not reached" in found.note


@every_row
def test_a_learner_can_open_every_source_of_a_result(row):
    for source in evidence.trial(row["id"]).references:
        host = urlsplit(source.link).netloc
        assert host in {"doi.org", "pubmed.ncbi.nlm.nih.gov", *bibliography.OFFICIAL_HOSTS}


@pytest.mark.parametrize("name", sorted(SAME_NUMBER))
def test_a_fact_and_the_trial_it_comes_from_give_the_same_number_and_source(name):
    fact = evidence.fact(name)
    id, column = SAME_NUMBER[name]
    found = evidence.trial(id)
    assert fact.value == getattr(found, column)
    if column == "ratio":
        assert (fact.unit, fact.low, fact.high) == (found.ratio_kind, found.low, found.high)
    if column in {"experimental", "control"}:
        assert fact.unit == found.unit
    if name != "db04_patients":
        assert fact.source in found.source.split()


def test_the_first_survival_report_of_destiny_breast04_stays_apart_from_the_long_one():
    first, long = evidence.fact("db04_first_os_hr"), evidence.trial("db04_all_os")
    assert (first.source, long.source) == ("modi2022", "modi2025")
    assert first.value != long.ratio


def test_both_data_cuts_of_destiny_breast03_are_kept_and_told_apart():
    first, later = evidence.trial("db03_pfs"), evidence.trial("db03_pfs_2")
    assert (first.ratio, later.ratio) == (0.28, 0.30)
    assert "First data cut" in first.note
    assert "Later data cut" in later.note


@pytest.mark.parametrize(
    ("id", "ratio", "low", "high", "interval"),
    [
        ("hera_1_y_vs_observation_os", 0.74, 0.64, 0.86, "95% CI"),
        ("katherine_idfs_3y", 0.50, 0.39, 0.64, "95% CI"),
        ("persephone_dfs_4y", 1.07, 0.93, 1.24, "90% CI"),
        ("short_her_dfs_5y", 1.13, 0.89, 1.42, "90% CI"),
        ("kristine_efs", 2.61, 1.36, 4.98, "95% CI"),
        ("cleopatra_os_8y", 0.69, 0.58, 0.82, "95% CI"),
        ("emilia_pfs", 0.65, 0.55, 0.77, "95% CI"),
        ("emilia_os", 0.68, 0.55, 0.85, "95% CI"),
        ("db06_low_pfs", 0.62, 0.52, 0.75, "95% CI"),
        ("db09_pfs", 0.56, 0.44, 0.71, "95% CI"),
        ("veritac_2_esr1_mutated_pfs", 0.58, 0.43, 0.78, "95% CI"),
        ("atlas_er_breast_cancer_mortality", 0.71, 0.58, 0.88, "95% CI"),
    ],
)
def test_results_that_were_mended_or_are_easily_mixed_up_have_not_slipped(id, ratio, low, high, interval):
    found = evidence.trial(id)
    assert (found.ratio, found.low, found.high, found.interval) == (ratio, low, high, interval)


def test_the_two_spans_of_atlas_do_not_lend_each_other_their_numbers():
    late = evidence.trial("atlas_er_breast_cancer_mortality")
    both = evidence.trial("atlas_er_breast_cancer_mortality_5_14y")
    assert (late.experimental, late.control, late.p) == (None, None, "")
    assert (both.experimental, both.control, both.p, both.ratio) == (12.2, 15.0, "0.01", None)
    assert late.endpoint != both.endpoint
