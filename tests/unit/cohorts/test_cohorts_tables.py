"""The tables about agreement, change, ratios and METABRIC: totals, and every number their cautions state."""

from importlib.resources import files

import pandas as pd
import pytest

from her2lessons import cohorts, evidence

DEFINITE = ["positive", "negative"]

TABLES = {
    "tcga_by_site_group": (cohorts.tcga_by_site_group, "patients", 1099, ["tcga2012"]),
    "tcga_ratio_bins": (cohorts.tcga_ratio_bins, "patients", 233, ["tcga2012"]),
    "msk_ratio_bins": (cohorts.msk_ratio_bins, "patients", 498, ["razavi2018"]),
    "msk_change": (cohorts.msk_change, "samples", 1918, ["razavi2018"]),
    "metabric_expression_bins": (
        cohorts.metabric_expression_bins,
        "patients",
        1904,
        ["curtis2012", "pereira2016"],
    ),
    "metabric_pam50": (cohorts.metabric_pam50, "patients", 1904, ["curtis2012", "pereira2016"]),
}

each_table = pytest.mark.parametrize(("read", "count", "total", "keys"), TABLES.values(), ids=TABLES.keys())


def number(table: pd.DataFrame, count: str = "patients") -> int:
    return int(table[count].sum())


def kappa(table: pd.DataFrame) -> float:
    counts = table.pivot_table(
        index="ihc_status", columns="fish_status", values="patients", aggfunc="sum", fill_value=0
    ).loc[DEFINITE, DEFINITE]
    total = counts.to_numpy().sum()
    agree = sum(counts.loc[word, word] for word in DEFINITE) / total
    by_chance = sum(counts.loc[word].sum() * counts[word].sum() for word in DEFINITE) / total**2
    return (agree - by_chance) / (1 - by_chance)


@each_table
def test_a_table_counts_everybody_once_and_only_with_whole_numbers(read, count, total, keys):
    table = read()
    assert table[count].dtype == "int64"
    assert number(table, count) == total
    assert (table[count] > 0).all()
    assert not table.drop(columns=count).duplicated().any()


@each_table
def test_a_table_cites_its_studies_and_states_a_limit(read, count, total, keys):
    attrs = read().attrs
    assert list(attrs["source_keys"]) == keys
    for key in keys:
        assert str(evidence.cite(key)) in attrs["source"]
        assert f"[{key}]" in attrs["source"]
    assert len(attrs["caution"].split()) > 25
    assert attrs["caution"] == attrs["caution"].strip()
    assert attrs["caution"].endswith(".")
    assert "  " not in attrs["caution"]


@each_table
def test_words_stay_words_and_edges_become_numbers(read, count, total, keys):
    table = read()
    for column in table.columns.drop(count):
        if column.endswith(("_low", "_high")):
            assert table[column].dtype == "float64"
        else:
            assert table[column].map(type).eq(str).all()
    assert not table.isna().any(axis=None)


@pytest.mark.parametrize(
    ("read", "low", "high"),
    [
        (cohorts.tcga_ratio_bins, "ratio_low", "ratio_high"),
        (cohorts.msk_ratio_bins, "ratio_low", "ratio_high"),
        (cohorts.metabric_expression_bins, "erbb2_log2_low", "erbb2_log2_high"),
    ],
)
def test_the_bins_of_a_table_follow_each_other_without_overlap(read, low, high):
    table = read()
    assert (table[low] < table[high]).all()
    bins = table[[low, high]].drop_duplicates().sort_values(low)
    assert bins[low].is_unique
    assert (bins[high].iloc[:-1].to_numpy() <= bins[low].iloc[1:].to_numpy()).all()


@pytest.mark.parametrize("read", [cohorts.tcga_ratio_bins, cohorts.msk_ratio_bins])
def test_only_the_last_bin_of_a_ratio_is_open_and_2_is_an_edge(read):
    table = read()
    assert table.loc[table["ratio_high"] == float("inf"), "ratio_low"].unique().tolist() == [10.0]
    assert not ((table["ratio_low"] < 2.0) & (table["ratio_high"] > 2.0)).any()


def test_the_two_tcga_tables_count_the_same_patients():
    by_site = cohorts.tcga_by_site_group()
    columns = ["ihc_score", "ihc_status", "fish_status"]
    one = by_site.groupby(columns)["patients"].sum()
    other = cohorts.tcga_her2().groupby(columns)["patients"].sum()
    pd.testing.assert_series_equal(one, other)


def test_agreement_at_all_sites_and_without_one_is_what_the_caution_says():
    table = cohorts.tcga_by_site_group()
    both = table[table["ihc_status"].isin(DEFINITE) & table["fish_status"].isin(DEFINITE)]
    discordant = both[both["ihc_status"] != both["fish_status"]]
    assert (number(both), number(discordant)) == (182, 15)
    assert round(100 * 15 / 182, 1) == 8.2
    assert (number(both[both["ihc_score"] == "2+"]), number(both[both["ihc_score"] == "missing"])) == (22, 41)
    assert round(kappa(both), 2) == 0.80
    one = both[both["site_group"] == "one site"]
    assert (number(one), number(one[one["ihc_status"] != one["fish_status"]])) == (83, 0)
    others = both[both["site_group"] == "all other sites"]
    assert (number(others), number(others[others["ihc_status"] != others["fish_status"]])) == (99, 15)
    assert round(kappa(others), 2) == 0.62
    caution = table.attrs["caution"]
    for stated in ("182", "15", "8.2 %", "0.80", "22", "41", "83 of 83", "99", "0.62", "Name no site"):
        assert stated in caution


def test_the_one_site_stays_unnamed():
    table = cohorts.tcga_by_site_group()
    assert set(table["site_group"]) == {"one site", "all other sites"}
    assert "Name no site." in cohorts.tcga_ratio_bins().attrs["caution"]


def test_site_groups_expand_to_rows_that_the_her2_rule_reads():
    results = cohorts.as_results(cohorts.expand(cohorts.tcga_by_site_group()))
    assert len(results) == 1099
    assert results["ish_reported"].value_counts().to_dict() == {
        "negative": 333,
        "positive": 78,
        "equivocal": 5,
    }


def test_change_from_primary_to_metastasis_is_what_the_caution_and_the_facts_say():
    table = cohorts.msk_change()
    metastases = table[table["sample_type"] == "metastasis"]
    definite = metastases[
        metastases["primary_her2"].isin(DEFINITE) & metastases["sample_her2"].isin(DEFINITE)
    ]
    count = definite.set_index(["primary_her2", "sample_her2"])["samples"]
    assert (count["positive"].sum(), count["positive", "negative"]) == (118, 35)
    assert (count["negative"].sum(), count["negative", "positive"]) == (701, 26)
    assert round(100 * 35 / 118, 1) == evidence.fact("msk_status_lost").value
    assert round(100 * 26 / 701, 1) == evidence.fact("msk_status_gained").value
    for stated in ("118", "35", "701", "26", "no population rates", "samples, not people"):
        assert stated in table.attrs["caution"]


def test_the_msk_ratios_are_of_some_of_the_msk_patients():
    ratios = cohorts.msk_ratio_bins().groupby("ihc_score")["patients"].sum()
    tested = cohorts.msk_ihc_fish()
    tested = tested[tested["fish_status"] != "missing"].groupby("ihc_score")["patients"].sum()
    assert (ratios <= tested.reindex(ratios.index)).all()
    assert "498 of 1,756" in cohorts.msk_ratio_bins().attrs["caution"]


@pytest.mark.parametrize(
    "read", [cohorts.metabric_life_table, cohorts.metabric_expression_bins, cohorts.metabric_pam50]
)
def test_metabric_warns_that_its_her2_status_is_no_ihc_result(read):
    caution = read().attrs["caution"]
    assert "reproduces it at 99.4 %" in caution
    assert "never use it for agreement with IHC" in caution


def test_one_cut_in_erbb2_reproduces_the_metabric_status_at_99_4_percent():
    table = cohorts.metabric_expression_bins()
    best = max(
        number(table[(table["erbb2_log2_low"] >= cut) == (table["her2_status"] == "positive")])
        for cut in table["erbb2_log2_low"].unique()
    )
    assert round(100 * best / number(table), 1) == 99.4


def test_the_metabric_tables_agree_on_how_many_are_her2_positive():
    pam50 = cohorts.metabric_pam50().groupby("her2")["patients"].sum()
    expression = cohorts.metabric_expression_bins().groupby("her2_status")["patients"].sum()
    first = cohorts.metabric_life_table().groupby("subgroup")["at_risk"].first()
    assert pam50.to_dict() == expression.to_dict()
    assert first["HR+/HER2+"] + first["HR-/HER2+"] == pam50["positive"]


def test_the_expression_subtype_her2_is_not_her2_positive_cancer():
    table = cohorts.metabric_pam50()
    named = table[table["pam50"] == "Her2"]
    assert number(named[named["her2"] == "negative"]) > 50
    assert number(table[(table["pam50"] != "Her2") & (table["her2"] == "positive")]) > 50
    assert "is not HER2-positive cancer" in table.attrs["caution"]


class TestLifeTable:
    GONE = ("died_of_breast_cancer", "died_of_other_causes", "censored")

    @pytest.fixture
    def table(self) -> pd.DataFrame:
        return cohorts.metabric_life_table()

    def test_it_holds_whole_numbers_of_five_groups(self, table):
        assert set(table["subgroup"]) == {"all", "HR+/HER2-", "HR+/HER2+", "HR-/HER2+", "HR-/HER2-"}
        for column in table.columns.drop("subgroup"):
            assert table[column].dtype == "int64"
            assert (table[column] >= 0).all()
        assert not table.duplicated(["subgroup", "month_from"]).any()

    def test_intervals_are_six_months_and_follow_each_other_from_0(self, table):
        assert (table["month_to"] - table["month_from"] == 6).all()
        for _, group in table.groupby("subgroup"):
            assert group["month_from"].tolist() == list(range(0, 6 * len(group), 6))

    def test_who_is_at_risk_next_is_who_neither_died_nor_was_censored(self, table):
        for _, group in table.groupby("subgroup"):
            left = group["at_risk"] - group[list(self.GONE)].sum(axis=1)
            assert left.iloc[:-1].tolist() == group["at_risk"].iloc[1:].tolist()
            assert left.iloc[-1] == 0

    def test_the_four_subgroups_add_up_to_all_1904(self, table):
        sums = table[table["subgroup"] != "all"].groupby("month_from")[["at_risk", *self.GONE]].sum()
        everybody = table[table["subgroup"] == "all"].set_index("month_from")[["at_risk", *self.GONE]]
        pd.testing.assert_frame_equal(sums, everybody)
        assert everybody.loc[0, "at_risk"] == 1904

    def test_it_says_what_its_outcomes_are_not(self, table):
        caution = table.attrs["caution"]
        for said in ("outcomes without HER2 drugs", "not the untreated course", "not today's outcome"):
            assert said in caution
        assert "do not add it to them" in caution
        assert table.attrs["source_keys"] == ("curtis2012", "pereira2016")


def test_the_data_folder_holds_the_known_tables_and_nothing_else():
    held = {path.name for path in files("her2lessons.cohorts").joinpath("data").iterdir()}
    assert held == {
        "metabric_erbb2_expression_bins.csv",
        "metabric_life_table.csv",
        "metabric_pam50_receptor_counts.csv",
        "msk2018_her2_primary_vs_sample_counts.csv",
        "msk2018_primary_fish_ratio_bins.csv",
        "msk2018_primary_ihc_fish_counts.csv",
        "simulated_shares.csv",
        "tcga_brca_agreement_by_site_group.csv",
        "tcga_brca_fish_ratio_bins.csv",
        "tcga_brca_her2_counts.csv",
    }
