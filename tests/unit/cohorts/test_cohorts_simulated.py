"""Invented patients: they follow the table of shares, none is impossible, and a seed fixes them."""

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons import cohorts, evidence
from her2lessons.cohorts.drawing import cut
from her2lessons.guidelines import her2, ish
from her2lessons.guidelines.measured import pn_from_nodes, t_from_size

MANY = 200_000
SIGMAS = 4.5
ROUNDED = 1e-4
"""How far a share may be off because the table writes it with two decimals of a percent."""

SHARES = cohorts.simulated_shares()
DRAWN = SHARES[SHARES["unit"] != "years"]

each_row = pytest.mark.parametrize(
    "row",
    [pytest.param(row, id=f"{row.variable}-{row.given}-{row.value}") for row in DRAWN.itertuples()],
)


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    return cohorts.simulate(MANY, seed=7)


@pytest.fixture(scope="module")
def described(people) -> pd.DataFrame:
    """Say of each person, in the words of the table of shares, what was drawn."""
    sign = {"positive": "+", "negative": "-"}
    frame = her2.interpret_frame(people)
    status = frame["status"].map(sign)
    either = (frame["er"] == "positive") | (frame["pr"] == "positive")
    her2_class = frame["category"].replace({"HER2-null": "HER2-zero", "HER2-ultralow": "HER2-zero"})
    nodes = (frame["n"] == "N0").map({True: "negative", False: "positive"})
    few = frame["n"].map({"N1mi": "1-3 nodes", "N1": "1-3 nodes"}).fillna("4 or more nodes")
    return pd.DataFrame(
        {
            "subtype": "HR" + either.map({True: "+", False: "-"}) + "/HER2" + status,
            "her2_class": her2_class,
            "ihc": frame["ihc"],
            "ish_group": frame["ish_group"].astype("string"),
            "receptors": "ER" + frame["er"].map(sign) + " PR" + frame["pr"].map(sign),
            "grade": frame["grade"].astype("string"),
            "t": frame["t"],
            "t_number": frame["t"].str[:2],
            "nodes": nodes,
            "n": frame["n"],
            "n_number": few,
            "m": frame["m"],
        }
    )


def outcome_and_group(described: pd.DataFrame, row) -> tuple[pd.Series, pd.Series]:
    """Find whom a row of the table is about, and what was drawn for them."""
    everybody = pd.Series(True, described.index)
    involved = described["nodes"] == "positive"
    her2_class, _, rest = row.given.partition(", ")
    by_class = described["her2_class"] == her2_class
    match row.variable:
        case "subtype":
            return described["subtype"], everybody
        case "her2_class" | "receptors" | "grade":
            return described[row.variable], described["subtype"] == row.given
        case "ihc":
            return described["ihc"], by_class
        case "ish_group":
            return described["ish_group"], described["ihc"] == row.given
        case "t" if row.given == "T1":
            return described["t"], described["t_number"] == "T1"
        case "t":
            return described["t_number"], by_class
        case "nodes":
            return described["nodes"], by_class & (described["t_number"] == rest if rest else True)
        case "n" if row.given.startswith("HR"):
            return described["n_number"], involved & (described["subtype"] == row.given)
        case "n":
            return described["n"], involved & (described["n_number"] == row.given)
        case "m":
            return described["m"], by_class & (("nodes " + described["nodes"] == rest) if rest else True)
    raise AssertionError(f"no reading of {row}")


@each_row
def test_a_share_comes_out_within_binomial_error(described, row):
    outcome, group = outcome_and_group(described, row)
    n = int(group.sum())
    found = int((outcome[group] == row.value).sum())
    assert n > 1000
    assert abs(found - n * row.share) <= SIGMAS * (n * row.share * (1 - row.share)) ** 0.5 + ROUNDED * n


def test_the_table_of_shares_adds_up_to_1_in_every_group():
    sums = DRAWN.groupby(["variable", "given"])["share"].sum()
    assert sums.to_numpy() == pytest.approx(1)
    assert (DRAWN["share"] > 0).all()
    assert not SHARES.duplicated(["variable", "given", "value"]).any()
    assert set(SHARES["unit"]) == {"people", "%", "years"}


def test_every_row_of_the_table_has_a_source_that_resolves_or_is_marked():
    for row in SHARES.itertuples():
        assert row.note.strip()
        if row.source != "illustrative":
            assert evidence.reference(row.source).link.startswith("https://")
    assert SHARES["source"].eq("illustrative").mean() < 0.5
    assert list(SHARES.attrs["source_keys"]) == [
        key for key in SHARES["source"].unique() if key != "illustrative"
    ]
    assert "no single population" in SHARES.attrs["caution"]


def shares_of(variable: str, given: str) -> dict[str, float]:
    group = SHARES[(SHARES["variable"] == variable) & (SHARES["given"] == given)]
    return dict(zip(group["value"], group["share"], strict=True))


ZERO, LOW, POSITIVE = "HER2-zero", "HER2-low", "HER2-positive"

AS_PRINTED = [
    # The registry page's percentages of known subtypes add up to 93.6.
    ("subtype", "", {"HR+/HER2-": 69.5, "HR-/HER2-": 10.5, "HR+/HER2+": 9.6, "HR-/HER2+": 4.0}),
    ("her2_class", "HR+/HER2-", {ZERO: 77561, LOW: 83514}),
    ("her2_class", "HR-/HER2-", {ZERO: 14092, LOW: 8457}),
    ("t", ZERO, {"T1": 50, "T2": 37, "T3": 5.7, "T4": 7.4}),
    ("t", LOW, {"T1": 51, "T2": 36, "T3": 5.2, "T4": 7.4}),
    ("t", POSITIVE, {"T1": 39, "T2": 43, "T3": 6.7, "T4": 12}),
    ("nodes", ZERO, {"negative": 68, "positive": 32}),
    ("nodes", LOW, {"negative": 66, "positive": 34}),
    ("nodes", POSITIVE, {"negative": 53, "positive": 47}),
    ("m", ZERO, {"M0": 92, "M1": 8.4}),
    ("m", LOW, {"M0": 92, "M1": 8.1}),
    ("m", POSITIVE, {"M0": 87, "M1": 13}),
    ("ihc", LOW, {"1+": 35, "2+": 18}),
    ("ish_group", "2+", {"1": 17.7, "2": 0.4, "3": 0.6, "4": 4.6, "5": 76.7}),
    # Of 943 with and 1,527 without involved nodes, in percent: grades 13, 56, 30 and 24, 55, 20.
    (
        "grade",
        "HR+/HER2-",
        {"1": 9.43 * 13 + 15.27 * 24, "2": 9.43 * 56 + 15.27 * 55, "3": 9.43 * 30 + 15.27 * 20},
    ),
    ("grade", "HR+/HER2+", {"1": 2, "2": 30, "3": 66}),
    ("grade", "HR-/HER2+", {"2": 11, "3": 84}),
    ("grade", "HR-/HER2-", {"1": 1, "2": 11, "3": 84}),
    # PR was negative in 13 and 12 % of those; one in a hundred more is put in as ER-negative, PR-positive.
    (
        "receptors",
        "HR+/HER2-",
        {"ER+ PR+": 9.43 * 87 + 15.27 * 88, "ER+ PR-": 9.43 * 13 + 15.27 * 12, "ER- PR+": 24.95},
    ),
    # 321 ER-positive with PR positive in 68 %, and 140 ER-negative with PR positive in 4 %.
    ("receptors", "HR+/HER2+", {"ER+ PR+": 3.21 * 68, "ER+ PR-": 3.21 * 32, "ER- PR+": 1.4 * 4}),
    ("n", "HR+/HER2-", {"1-3 nodes": 71, "4 or more nodes": 23}),
    ("n", "HR+/HER2+", {"1-3 nodes": 27, "4 or more nodes": 12}),
    ("n", "HR-/HER2+", {"1-3 nodes": 31, "4 or more nodes": 19}),
    ("n", "HR-/HER2-", {"1-3 nodes": 24, "4 or more nodes": 8}),
    ("n", "4 or more nodes", {"N2": 119, "N3": 69}),
    ("t", "T1", {"T1a": 422 / 4, "T1b": 422 * 3 / 4, "T1c": 846}),
]


@pytest.mark.parametrize(("variable", "given", "printed"), AS_PRINTED)
def test_shares_are_those_that_the_sources_print(variable, given, printed):
    expected = {value: number / sum(printed.values()) for value, number in printed.items()}
    assert shares_of(variable, given) == pytest.approx(expected, abs=0.007)


def odds(share: float) -> float:
    return share / (1 - share)


@pytest.mark.parametrize("group", [ZERO, LOW, POSITIVE])
def test_node_involvement_rises_with_t_as_its_note_says_and_keeps_the_share_of_the_source(group):
    by_t = {t: shares_of("nodes", f"{group}, {t}")["positive"] for t in ("T1", "T2", "T3", "T4")}
    times = [odds(by_t[t]) / odds(by_t["T1"]) for t in ("T2", "T3", "T4")]
    assert times == pytest.approx([3, 6, 8], rel=0.005)
    over_all = sum(share * by_t[t] for t, share in shares_of("t", group).items())
    assert over_all == pytest.approx(shares_of("nodes", group)["positive"], abs=ROUNDED)


@pytest.mark.parametrize("group", [ZERO, LOW, POSITIVE])
def test_spread_rises_with_nodes_as_its_note_says_and_keeps_the_share_of_the_source(group):
    by_nodes = {side: shares_of("m", f"{group}, nodes {side}")["M1"] for side in ("negative", "positive")}
    assert odds(by_nodes["positive"]) / odds(by_nodes["negative"]) == pytest.approx(4, rel=0.01)
    over_all = sum(share * by_nodes[side] for side, share in shares_of("nodes", group).items())
    assert over_all == pytest.approx(shares_of("m", group)["M1"], abs=ROUNDED)


def test_how_many_her2_positive_cancers_score_2_follows_from_the_ish_of_those_that_do():
    subtype = shares_of("subtype", "")
    low = sum(subtype[name] * shares_of("her2_class", name)[LOW] for name in ("HR+/HER2-", "HR-/HER2-"))
    negative_2 = low * shares_of("ihc", LOW)["2+"]
    positive_2 = (subtype["HR+/HER2+"] + subtype["HR-/HER2+"]) * shares_of("ihc", POSITIVE)["2+"]
    groups = shares_of("ish_group", "2+")
    assert positive_2 / (positive_2 + negative_2) == pytest.approx(groups["1"] + groups["3"], abs=ROUNDED)


def test_every_row_of_the_table_is_checked_above():
    checked = {(variable, given) for variable, given, _ in AS_PRINTED}
    checked |= {
        ("nodes", f"{group}, {t}") for group in (ZERO, LOW, POSITIVE) for t in ("T1", "T2", "T3", "T4")
    }
    checked |= {
        ("m", f"{group}, nodes {side}")
        for group in (ZERO, LOW, POSITIVE)
        for side in ("negative", "positive")
    }
    checked.add(("ihc", POSITIVE))
    rest = {tuple(pair) for pair in DRAWN[["variable", "given"]].to_numpy()} - checked
    assert rest == {
        ("ihc", ZERO),
        ("n", "1-3 nodes"),
        ("receptors", "HR-/HER2-"),
        ("receptors", "HR-/HER2+"),
    }
    for pair in (("ihc", ZERO), ("n", "1-3 nodes")):
        group = SHARES[(SHARES["variable"] == pair[0]) & (SHARES["given"] == pair[1])]
        assert group["source"].eq("illustrative").all()


def test_her2_positive_disease_is_as_common_as_in_the_registry(people):
    share = 100 * (people["her2"] == "positive").mean()
    assert share == pytest.approx(evidence.fact("her2_positive_share").value, abs=0.4)


def test_18_in_100_scored_2_are_positive_as_in_the_consultation_practice(people):
    scored = people[people["ihc"] == "2+"]
    assert (scored["her2"] == "positive").mean() == pytest.approx(0.183, abs=0.012)


@pytest.mark.parametrize(
    ("categories", "median", "spread"),
    [
        (["HER2-null", "HER2-ultralow"], 63.4, 13.6),
        (["HER2-low"], 63.3, 13.5),
        (["HER2-positive"], 60.4, 14.1),
    ],
)
def test_ages_have_the_median_and_spread_of_the_source(people, categories, median, spread):
    ages = people.loc[people["category"].isin(categories), "age"]
    assert ages.median() == pytest.approx(median, abs=0.6)
    assert ages.std() == pytest.approx(spread, abs=0.6)
    assert ages.between(18, 100).all()


def test_the_her2_rule_reads_the_frame_and_says_what_stands_in_it(people):
    read = her2.interpret_frame(people)
    assert (read["status"] == people["her2"]).all()
    assert (read["category"] == people["category"]).all()
    assert set(people["her2"]) == {"positive", "negative"}
    assert read["next_step"].isna().all()


def test_single_people_read_one_by_one_get_the_same_category():
    for row in cohorts.simulate(60, seed=3).itertuples():
        probe = None if np.isnan(row.ratio) else ish.DualProbe(row.ratio, row.her2_copies)
        again = (
            None if np.isnan(row.recount_ratio) else ish.DualProbe(row.recount_ratio, row.recount_her2_copies)
        )
        assert her2.interpret(ihc=row.ihc, ish=probe, recount=again).category == row.category


@pytest.mark.parametrize("table", ["clinical", "pathological"])
def test_the_staging_rule_reads_the_frame(people, table):
    from her2lessons.guidelines import staging

    staged = staging.stage_frame(people.head(3000), table=table)
    assert staged[["anatomic", "prognostic"]].notna().all(axis=None)
    assert ((staged["anatomic"] == "IV") == (staged["m"] == "M1")).all()


def test_ish_is_done_for_ihc_2_and_for_nothing_else(people):
    done = people["ihc"] == "2+"
    for column in ("ratio", "her2_copies", "cep17_copies"):
        assert (people[column].notna() == done).all()


def test_exactly_groups_2_to_4_are_counted_again_and_stay_in_their_group(people):
    first = her2.interpret_frame(people)["ish_group"]
    again = people[["ihc", "recount_ratio", "recount_her2_copies"]].rename(
        columns={"recount_ratio": "ratio", "recount_her2_copies": "her2_copies"}
    )
    second = her2.interpret_frame(again)["ish_group"]
    expected = first.isin([2, 3, 4])
    assert (second.notna() == expected).all()
    assert (second[expected] == first[expected]).all()


def test_ratio_times_cep17_gives_the_copies(people):
    counted = people.dropna(subset="ratio")
    off = (counted["ratio"] * counted["cep17_copies"] - counted["her2_copies"]).abs()
    assert (off <= 0.005 * counted["ratio"] + 1e-9).all()
    assert counted["cep17_copies"].between(1.0, 7.0).all()


@pytest.mark.parametrize("seed", [0, 7, 99])
def test_the_shown_ratio_and_the_shown_counts_lie_on_the_same_side_of_the_line(people, seed):
    shown = (people if seed == 7 else cohorts.simulate(MANY, seed=seed)).dropna(subset="ratio")
    again = shown["her2_copies"] / shown["cep17_copies"]
    assert (shown["ratio"] == ish.RATIO_POSITIVE).sum() > 10
    assert ((again >= ish.RATIO_POSITIVE) == (shown["ratio"] >= ish.RATIO_POSITIVE)).all()


@pytest.mark.parametrize("figure", [1.15, 2.01, 4.35, 1.1, 8.2, 2.0])
def test_a_figure_of_two_decimals_is_cut_to_itself(figure):
    assert cut(np.array([figure])).tolist() == [figure]


def test_a_figure_is_cut_and_not_rounded():
    assert cut(np.array([3.996, 1.9999, 0.019])).tolist() == [3.99, 1.99, 0.01]


def test_figures_have_two_decimals_as_in_a_report(people):
    for column in ("ratio", "her2_copies", "cep17_copies", "recount_ratio", "recount_her2_copies"):
        figures = people[column].dropna()
        assert figures.to_numpy() == pytest.approx(figures.round(2).to_numpy(), abs=1e-9)


def test_ratios_of_negative_2_tumours_follow_the_msk_counts(people):
    counts = cohorts.msk_ratio_bins()
    counts = counts[(counts["ihc_score"] == "2+") & (counts["ratio_high"] <= 2.0)]
    group = her2.interpret_frame(people)["ish_group"]
    ratios = people.loc[group == 5, "ratio"]
    for low, high, patients in counts[["ratio_low", "ratio_high", "patients"]].itertuples(index=False):
        share = patients / counts["patients"].sum()
        error = SIGMAS * (share * (1 - share) / len(ratios)) ** 0.5
        assert ratios.between(low, high, inclusive="left").mean() == pytest.approx(share, abs=error)


def test_size_and_nodes_fit_t_and_n(people):
    sizes = people.loc[people["t"] != "T4", ["t", "size_mm"]].drop_duplicates()
    assert all(t_from_size(int(row.size_mm)) == row.t for row in sizes.itertuples())
    assert people.loc[people["t"] == "T4", "size_mm"].agg(["min", "max"]).tolist() == [10, 120]
    nodes = people[["n", "positive_nodes"]].drop_duplicates()
    assert all(
        pn_from_nodes(int(row.positive_nodes)) == row.n.removesuffix("mi") for row in nodes.itertuples()
    )
    assert ((people["n"] == "N0") == (people["positive_nodes"] == 0)).all()


def test_nobody_is_impossible(people):
    assert set(people["t"]) == {"T1a", "T1b", "T1c", "T2", "T3", "T4"}
    assert set(people["n"]) == {"N0", "N1mi", "N1", "N2", "N3"}
    assert set(people["m"]) == {"M0", "M1"}
    assert set(people["grade"]) == {1, 2, 3}
    assert set(people["ihc"]) == {"0 absent", "0+", "1+", "2+", "3+"}
    needed = people.drop(
        columns=[name for name in people if name.startswith(("ratio", "her2_c", "cep", "rec"))]
    )
    assert needed.notna().all(axis=None)


@settings(max_examples=20, deadline=None)
@given(n=st.integers(1, 40), seed=st.integers(0, 2**63 - 1))
def test_any_seed_gives_determined_people_and_the_same_ones_again(n, seed):
    people = cohorts.simulate(n, seed=seed)
    assert people.index.equals(pd.RangeIndex(n))
    assert people["her2"].isin(["positive", "negative"]).all()
    pd.testing.assert_frame_equal(people, cohorts.simulate(n, seed=seed))


def test_another_seed_gives_other_people():
    assert not cohorts.simulate(50, seed=1).equals(cohorts.simulate(50, seed=2))
    pd.testing.assert_frame_equal(cohorts.simulate(5), cohorts.simulate(5, seed=0))


def test_the_first_draw_is_the_subtype_from_the_plain_stream_of_the_seed():
    n = 30_000
    stream = np.random.Generator(np.random.PCG64(11)).random(n)
    known = 69.50739549 + 10.53913022 + 9.616218812 + 3.970183959
    negative = (stream < (69.50739549 + 10.53913022) / known).tolist()
    assert (cohorts.simulate(n, seed=11)["her2"] == "negative").tolist() == negative


def test_whole_numbers_of_numpy_are_whole_numbers():
    pd.testing.assert_frame_equal(
        cohorts.simulate(np.int64(4), seed=np.int32(1)), cohorts.simulate(4, seed=1)
    )


def test_the_frame_says_that_its_people_are_invented_and_what_has_no_source(people):
    caution = people.attrs["caution"]
    assert "invented" in caution
    assert "Do not use them as evidence" in caution
    marked = SHARES.loc[SHARES["source"] == "illustrative", "note"].unique()
    assert len(marked) >= 5
    for note in marked:
        assert note in caution
    for drawn in ("CEP17", "recounts", "age curve", "millimetres"):
        assert drawn in caution
    assert people.attrs["seed"] == 7
    for key in people.attrs["source_keys"]:
        assert str(evidence.cite(key)) in people.attrs["source"]
    assert {"seer2024", "razavi2018"} <= set(people.attrs["source_keys"])


def test_a_hundred_thousand_people_take_about_a_second():
    start = time.process_time()
    assert len(cohorts.simulate(100_000, seed=5)) == 100_000
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"n": 0}, "n must be a whole number from 1 to 1,000,000, not 0. Choose one of these."),
        ({"n": -5}, "not -5"),
        ({"n": 2_000_000}, "not 2,000,000"),
        ({"n": 2.5}, "n must be a whole number from 1 to 1,000,000, not 2.5. Write it like simulate(1000"),
        ({"n": 10.0}, "not 10.0"),
        ({"n": float("nan")}, "not nan"),
        ({"n": True}, "not True"),
        ({"n": "10"}, "not '10'"),
        ({"n": None}, "not None"),
        ({"n": 5, "seed": -1}, "seed must be a whole number from 0 to"),
        ({"n": 5, "seed": 1.5}, "not 1.5"),
        ({"n": 5, "seed": False}, "not False"),
        ({"n": 5, "seed": None}, "not None"),
    ],
)
def test_what_is_no_number_of_people_and_no_seed_is_refused(arguments, said):
    with pytest.raises(ValueError) as caught:
        cohorts.simulate(**arguments)
    assert said in str(caught.value)
