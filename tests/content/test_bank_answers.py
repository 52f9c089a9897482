"""The right answers of the banks, computed again: move a threshold, and this says which questions it moves.

Each row names a question, the results it describes, and what its right answer says in the rule's own words.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest

from her2lessons import cohorts, evidence
from her2lessons.guidelines import her2, ihc, ish, staging
from her2lessons.guidelines.anatomic_stage import GROUPS
from her2lessons.models import accuracy
from her2lessons.quiz import Item, load_bank, score

dual, single = ish.DualProbe, ish.SingleProbe


def right(item_id: str, bank: str = "05_her2_status") -> list[str]:
    """Give the texts of a question's right options, shown to be right by its own scoring."""
    item: Any = load_bank(bank).item(item_id)
    options = item.categories if item.kind == "classify" else item.options
    texts = [option.text for option in options if option.correct]
    ids = [option.id for option in options if option.correct]
    assert score(item, ids if item.kind == "multiple" else ids[0]).correct
    return texts


ONE_RESULT = [
    ("05.1-01", {"ihc": "2+"}, {"status": "equivocal", "next_step": "ish"}, "with ISH"),
    (
        "05.1-04",
        {"rejected": {"ihc": "control"}},
        {"status": "indeterminate", "next_step": "repeat"},
        "repeat",
    ),
    ("05.1-05", {"ihc": "2+"}, {"status": "equivocal", "next_step": "ish"}, "Equivocal, so ISH"),
    ("05.1-02", {"ish": dual(1.7, 4.6)}, {"status": "pending", "next_step": "ihc", "ish_group": 4}, "IHC"),
    ("05.1-06", {"ihc": "2+", "ish": single(5.1)}, {"next_step": "dual-probe ish"}, "dual-probe"),
    (
        "05.2-01",
        {"ihc": "1+", "ish": dual(2.6, 3.2)},
        {"status": "negative", "ish_group": 2},
        "Negative, with a comment",
    ),
    (
        "05.2-02",
        {"ihc": "3+", "ish": dual(1.3, 2.7)},
        {"status": "positive", "discordant": True},
        "Positive, and both",
    ),
    (
        "05.4-01",
        {"ihc": "2+", "ish": dual(1.6, 4.4), "recount": dual(1.7, 4.5)},
        {"status": "negative", "category": "HER2-low"},
        "Negative, with a comment",
    ),
    (
        "05.4-02",
        {"ihc": "2+", "ish": dual(1.7, 6.8), "recount": dual(1.8, 6.4)},
        {"status": "positive"},
        "Positive",
    ),
    (
        "05.4-03",
        {"ihc": "2+", "ish": dual(1.9, 4.4), "recount": dual(2.1, 4.6)},
        {"status": "pending", "next_step": "adjudicate", "category": "undetermined"},
        "its own procedure",
    ),
    ("05.3-02", {"ihc": "2+", "ish": dual(1.4, 2.9)}, {"category": "HER2-low", "ish_group": 5}, "HER2-low"),
    ("05.3-03", {"ihc": "0"}, {"category": "HER2-0 (not further stated)"}, "Ask the laboratory"),
    (
        "05.2-09",
        {"ihc": "2+", "ish": dual(1.6, 4.4), "recount": dual(1.7, 4.5)},
        {"status": "negative", "ish_group": 4},
        "HER2 negative, see comment. IHC 2+. ISH group 4",
    ),
]


@pytest.mark.parametrize(
    ("item", "tests", "expected", "words"), ONE_RESULT, ids=[row[0] for row in ONE_RESULT]
)
def test_a_question_on_one_result_has_the_answer_that_the_rule_gives(
    item: str, tests: dict[str, object], expected: dict[str, object], words: str
) -> None:
    found = her2.interpret(**tests)
    assert {name: getattr(found, name) for name in expected} == expected
    if "comment" in words:
        assert found.comment
    [text] = right(item)
    assert words in text


PICKED = [
    (
        "05.1-03",
        lambda found: found.status in ("positive", "negative"),
        {
            "IHC 3+": {"ihc": "3+"},
            "IHC 2+, with ISH to follow": {"ihc": "2+"},
            "IHC 1+": {"ihc": "1+"},
            "IHC with failed controls": {"rejected": {"ihc": "controls failed"}},
            "IHC 0+": {"ihc": "0+"},
        },
    ),
    (
        "05.2-04",
        lambda found: found.status == "positive",
        {
            "IHC 2+, ratio 2.0 with 4.0 copies": {"ihc": "2+", "ish": dual(2.0, 4.0)},
            "IHC 1+, ratio 1.8 with 5.9 copies": {"ihc": "1+", "ish": dual(1.8, 5.9)},
            "IHC 3+, ratio 1.8 with 5.9 copies": {"ihc": "3+", "ish": dual(1.8, 5.9)},
            "IHC 0+, ratio 1.7 with 6.4 copies": {"ihc": "0+", "ish": dual(1.7, 6.4)},
            "IHC 1+, ratio 3.1 with 7.5 copies": {"ihc": "1+", "ish": dual(3.1, 7.5)},
        },
    ),
    (
        "05.4-05",
        lambda found: found.next_step == "recount",
        {
            "IHC 3+, ratio 1.8 with 5.2 copies": {"ihc": "3+", "ish": dual(1.8, 5.2)},
            "IHC 2+, ratio 1.8 with 5.2 copies": {"ihc": "2+", "ish": dual(1.8, 5.2)},
            "IHC 1+, ratio 1.8 with 5.2 copies": {"ihc": "1+", "ish": dual(1.8, 5.2)},
            "IHC 2+, ratio 1.5 with 2.6 copies": {"ihc": "2+", "ish": dual(1.5, 2.6)},
        },
    ),
    (
        "05.3-01",
        lambda found: found == {"HER2-low"},
        {
            "All three of them": ["1+", "0+", "0 absent"],
            "IHC 1+ and IHC 0+": ["1+", "0+"],
            "IHC 0+ alone": ["0+"],
            "IHC 1+ alone": ["1+"],
        },
    ),
]


@pytest.mark.parametrize(("item", "fits", "options"), PICKED, ids=[row[0] for row in PICKED])
def test_the_options_that_are_right_are_those_for_which_the_rule_says_so(item, fits, options) -> None:
    assert {option.text for option in load_bank("05_her2_status").item(item).options} == set(options)
    found = {
        text: {her2.interpret(ihc=s).category for s in given}
        if isinstance(given, list)
        else her2.interpret(**given)
        for text, given in options.items()
    }
    assert set(right(item)) == {text for text, result in found.items() if fits(result)}


def test_scores_and_groups_of_the_earlier_banks_are_what_the_rules_give() -> None:
    assert right("03.2-01", "03_reading_ihc") == [ihc.score(weak_moderate_complete=22).score]
    assert right("03.3-01", "03_reading_ihc") == [ihc.score(faint_incomplete=10).score]
    assert right("03.5-01", "03_reading_ihc")[0].startswith(ihc.score(faint_incomplete=30).score)
    assert right("04.3-01", "04_counting_genes") == [f"Group {ish.group(2.0, 4.0)}"]
    assert ish.group(1.0, 3.0) == 5
    assert "not amplified" in right("04.1-01", "04_counting_genes")[0]
    assert f"at least {ish.MIN_NUCLEI}" in load_bank("04_counting_genes").item("04.4-01").prompt


def numeric(item_id: str, bank: str = "05_her2_status") -> float:
    return float(load_bank(bank).item(item_id).answer)


def test_numbers_asked_for_are_computed_from_the_rules_and_the_tables() -> None:
    assert numeric("05.2-03") == ish.COPIES_LOW
    counted = ish.DualProbe.from_counts(her2_signals=96, cep17_signals=40, nuclei=20)
    assert (numeric("04.2-01", "04_counting_genes"), counted.group) == (counted.ratio, 1)
    assert numeric("04.2-91", "00_start_here") == 50 / 20


def test_numbers_about_tcga_in_questions_are_those_of_the_table() -> None:
    table = cohorts.tcga_her2()
    by = table.groupby(["ihc_score", "fish_status"])["patients"].sum()
    three = by["3+"][["positive", "negative"]]
    assert (by["3+"].sum(), three["positive"], three["negative"]) == (90, 23, 5)
    assert numeric("05.2-07") == pytest.approx(100 * three.sum() / by["3+"].sum(), abs=0.05)
    two = by["2+"][["positive", "negative"]]
    assert (by["2+"].sum(), two.sum(), two["positive"]) == (199, 174, 36)
    assert by["0"].sum() == 61


def test_numbers_about_tcga_in_the_lesson_are_those_of_todays_rule() -> None:
    patients = cohorts.expand(cohorts.tcga_her2())
    tested = cohorts.as_results(patients).dropna(how="all")
    today = her2.interpret_frame(tested)
    assert (len(patients), len(tested)) == (1099, 737)
    assert today["category"].value_counts().to_dict() == {
        "HER2-positive": 145,
        "HER2-low": 408,
        "HER2-0 (not further stated)": 61,
        "undetermined": 123,
    }
    assert patients["ihc_score"].ne("missing").sum() == 623
    assert tested["ish_reported"].value_counts().to_dict() == {
        "positive": 78,
        "negative": 333,
        "equivocal": 5,
    }
    assert (today["category"].eq("HER2-positive") & today["ihc"].eq("3+")).sum() == 90
    undetermined = today[today["category"].eq("undetermined")]
    assert undetermined["ihc"].eq("2+").sum() == 25
    assert (undetermined["ihc"].isna() & undetermined["ish_reported"].eq("negative")).sum() == 96
    assert (undetermined["ihc"].isna() & undetermined["ish_reported"].eq("equivocal")).sum() == 2
    assert (tested["ihc"].eq("3+") & tested["ish_reported"].eq("negative")).sum() == 5
    assert (tested["ihc"].eq("1+") & tested["ish_reported"].eq("positive")).sum() == 3
    only_word = patients["ihc_score"].eq("missing") & patients["ihc_status"].eq("negative")
    assert only_word.sum() == 245


def test_every_question_of_lesson_05_that_describes_results_is_in_a_table_above() -> None:
    described = {
        item.id for item in load_bank("05_her2_status") if "ratio" in item.prompt and item.kind == "single"
    }
    assert described <= {row[0] for row in ONE_RESULT}


# --- the two looks at oneself ---

FIRST, SECOND = "00_diagnostic", "14_second_look"


def look(item_id: str) -> Any:
    """Give a question of the first look (-d1) or the second (-s1)."""
    return load_bank(FIRST if item_id.endswith("-d1") else SECOND).item(item_id)


def right_of(item: Item) -> str:
    [text] = right(item.id, FIRST if item.id.endswith("-d1") else SECOND)
    return text


def numbers(text: str) -> list[float]:
    return [float(found) for found in re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))]


@pytest.mark.parametrize("item_id", ["03.2-d1", "03.2-s1"])
def test_what_is_drawn_in_a_picture_gives_the_score_that_is_right_and_is_what_its_text_tells(
    item_id: str,
) -> None:
    item = look(item_id)
    drawn = item.image.data.decode()
    cells = drawn.count("<path d=") // 2  # a body and a nucleus each
    kinds = {kind: drawn.count(f'class="{kind}"') for kind in ("intense-complete", "faint-incomplete")}
    found = ihc.score(**{kind.replace("-", "_"): 100 * count / cells for kind, count in kinds.items()})
    assert not found.unusual
    assert right_of(item).startswith(f"Score {found.score}:")
    stained = sum(kinds.values())
    assert (cells, numbers(item.image.alt)) == (20, [20, stained, cells - stained])
    assert f"{stained} of 20 cells are {100 * stained // cells} %" in next(
        option.because for option in item.categories if option.correct
    )
    assert not re.search(r"score|positive|negative|\d\+", item.image.alt, re.I)
    assert len(item.image.data) < 12_000


@pytest.mark.parametrize("item_id", ["04.2-d1", "04.2-s1"])
def test_the_ratio_asked_for_is_that_of_the_counts_and_not_the_mean_of_the_ratios(item_id: str) -> None:
    item = look(item_id)
    her2_line, cep17_line = re.findall(r"- (?:HER2|CEP17): (.*?) (?:dots|signals)", item.prompt)
    her2_signals, cep17_signals = numbers(her2_line), numbers(cep17_line)
    assert len(her2_signals) == len(cep17_signals) == 5
    counted = ish.DualProbe.from_counts(
        her2_signals=int(sum(her2_signals)), cep17_signals=int(sum(cep17_signals)), nuclei=5, allow_few=True
    )
    assert float(item.answer) == counted.ratio
    mean = sum(a / b for a, b in zip(her2_signals, cep17_signals, strict=True)) / 5
    assert f"{mean:.1f}" in item.explain
    assert not score(item, {"value": f"{mean:.2f}", "unit": ""}).correct
    assert f"at least {ish.MIN_NUCLEI} nuclei" in item.explain


@pytest.mark.parametrize(
    ("item_id", "ratio", "copies", "status", "category"),
    [
        ("05.2-d1", 3.4, 7.8, "positive", "HER2-positive"),
        ("05.2-s1", 1.2, 2.3, "negative", "HER2-low"),
    ],
)
def test_the_status_asked_for_in_a_look_is_the_one_of_the_rule(
    item_id: str, ratio: float, copies: float, status: str, category: str
) -> None:
    item = look(item_id)
    for said in (
        f"ratio {ratio}",
        f"on average **{copies} HER2 copies** in a nucleus",
        f"{ish.COPIES_LOW} copies",
    ):
        assert said in item.prompt
    assert re.search(rf"a ratio of (?:less than )?{ish.RATIO_POSITIVE}\b", item.prompt)
    found = her2.interpret(ihc="2+", ish=dual(ratio, copies))
    assert (found.status, found.category) == (status, category)
    assert right_of(item).casefold().startswith(status)


@pytest.mark.parametrize(
    ("item_id", "counts", "shown"),
    [("06.2-d1", (90, 90, 10, 810), "About 1 in 2"), ("06.2-s1", (36, 12, 4, 348), "About 3 in 4")],
)
def test_the_predictive_value_asked_for_is_that_of_the_counts(
    item_id: str, counts: tuple[int, int, int, int], shown: str
) -> None:
    right_alarms, false_alarms, missed, cleared = counts
    item = look(item_id)
    stated = {sum(counts), right_alarms + missed, right_alarms, false_alarms, false_alarms + cleared}
    assert set(numbers(item.prompt)) == stated
    found = accuracy.from_counts(
        true_positive=right_alarms, false_positive=false_alarms, false_negative=missed, true_negative=cleared
    ).positive_predictive_value
    top, bottom = numbers(shown)
    assert found is not None
    assert found.share == top / bottom
    assert right_of(item) == shown


@pytest.mark.parametrize(
    ("item_id", "counts", "changed"),
    [("06.2-d1", (90, 90, 10, 810), 20), ("06.2-s1", (36, 12, 4, 348), 10)],
)
def test_where_the_change_is_rarer_the_same_test_is_right_as_seldom_as_is_explained(
    item_id: str, counts: tuple[int, int, int, int], changed: int
) -> None:
    right_alarms, false_alarms, missed, cleared = counts
    tested, explained = sum(counts), look(item_id).explain
    stated_changed, stated_tested, still_right, still_false = numbers(explained)
    assert (stated_changed, stated_tested) == (changed, tested)
    rarer = accuracy.predictive_values(
        right_alarms / (right_alarms + missed), cleared / (cleared + false_alarms), changed / tested
    )
    assert still_right / (still_right + still_false) == pytest.approx(rarer.positive)
    assert rarer.positive < right_alarms / (right_alarms + false_alarms)


@pytest.mark.parametrize(
    ("item_id", "base", "times"),
    [
        ("07.2-d1", 100, evidence.fact("alcohol_light").value),
        ("07.2-s1", 60, evidence.fact("alcohol_three_drinks").high),
    ],
)
def test_the_absolute_risk_asked_for_is_the_relative_one_times_the_base(
    item_id: str, base: int, times: float
) -> None:
    item = look(item_id)
    assert f"**{times:g} times**" in item.prompt
    assert f"**{base} in 1,000**" in item.prompt
    assert numbers(right_of(item))[0] == pytest.approx(base * times)


ROWS = [("T1", "N0"), ("T2", "N0"), ("T2", "N1"), ("T3", "N1"), ("T4", "N1")]
"""One T and N for each row of the prognostic tables."""


@pytest.mark.parametrize(
    ("item_id", "varied", "others"),
    [("08.3-d1", ("her2",), ("er", "pr")), ("08.3-s1", ("er", "pr"), ("her2",))],
)
def test_the_receptors_move_the_stage_as_the_question_says_in_every_row(
    item_id: str, varied: tuple[str, ...], others: tuple[str, ...]
) -> None:
    stages = list(GROUPS)
    lower = 0
    signs = list(itertools.product((True, False), repeat=len(others)))
    for table, (t, n), grade, sign in itertools.product(("clinical", "pathological"), ROWS, (1, 2, 3), signs):
        same: dict[str, Any] = {"grade": grade, "table": table, **dict(zip(others, sign, strict=True))}
        present = staging.prognostic(t, n, **same, **dict.fromkeys(varied, True))
        absent = staging.prognostic(t, n, **same, **dict.fromkeys(varied, False))
        assert stages.index(present) <= stages.index(absent), (t, n, same)
        lower += present != absent
    assert lower > 20
    assert "the same stage or a lower one" in right_of(look(item_id))


@pytest.mark.parametrize(
    ("item_id", "lower", "higher"),
    [
        ("08.3-d1", {"her2": True, "er": True, "pr": True}, {"her2": False, "er": True, "pr": True}),
        ("08.3-s1", {"her2": False, "er": True, "pr": True}, {"her2": False, "er": False, "pr": False}),
    ],
)
def test_the_example_stages_of_a_look_are_those_of_the_table(
    item_id: str, lower: dict[str, bool], higher: dict[str, bool]
) -> None:
    explained = look(item_id).explain
    t = staging.t_from_size(30)
    assert "30 mm, no lymph node involved, grade 3" in explained
    assert "clinical prognostic stage (the one before treatment)" in re.sub(r"\s+", " ", explained)
    assert "both hormone receptors" in explained
    first, second = (
        staging.prognostic(t, "N0", grade=3, table="clinical", **given) for given in (lower, higher)
    )
    assert re.findall(r"\b[IV]+[ABC]?\b", explained) == [first, second]


@pytest.mark.parametrize("item_id", ["09.1-d1", "09.1-s1"])
def test_each_drug_of_a_look_is_matched_with_its_class(item_id: str) -> None:
    classes = {
        "antibody": "HER2 antibody",
        "conjugate": "HER2 antibody-drug conjugate",
        "tablet": "HER2 kinase inhibitor",
    }
    for pair in look(item_id).pairs:
        drug = evidence.drug(pair.id)
        assert drug.drug_class == classes[pair.match]
        assert drug.name.split(" (")[0] == pair.text.casefold()


@pytest.mark.parametrize(
    ("item_id", "claim"), [("13.1-d1", "parp_for_brca"), ("13.1-s1", "no_her2_drugs_for_negative")]
)
def test_the_verdict_asked_for_is_the_one_that_can_be_defended(item_id: str, claim: str) -> None:
    item, stated = look(item_id), evidence.claim(claim)
    assert f"*{stated.claim}*" in item.prompt
    assert [option.id for option in item.categories if option.correct] == list(stated.verdicts)


@pytest.mark.parametrize(
    ("item_id", "trials"),
    [
        ("13.1-d1", ("robson2017", "litton2018", "tutt2021")),
        ("13.1-s1", ("fehrenbacher2020", "modi2022")),
    ],
)
def test_a_claim_is_looked_up_with_the_years_of_the_trials_that_are_cited(
    item_id: str, trials: tuple[str, ...]
) -> None:
    item = look(item_id)
    years = [evidence.reference(trial).year for trial in trials]
    assert [number for number in numbers(item.prompt) if number > 1900] == [min(years), max(years)]
    assert set(trials) <= set(item.sources)


def test_every_approval_of_a_parp_inhibitor_asks_for_what_the_question_says_is_left_out() -> None:
    item = look("13.1-d1")
    for drug in ("olaparib", "talazoparib"):
        assert evidence.drug(drug).drug_class == "PARP inhibitor"
        approved = evidence.approvals(drug)
        assert len(approved)
        for indication in approved["indication"]:
            assert "HER2-negative disease" in indication
            assert "inherited BRCA variant" in indication
        assert set(approved["source"]) & set(item.sources)


@pytest.mark.parametrize("fact", ["fda_her2_low", "fda_her2_ultralow"])
def test_an_approval_that_a_look_dates_came_on_that_day(fact: str) -> None:
    item, stated = look("13.1-s1"), evidence.fact(fact)
    assert stated.day is not None
    assert f"{stated.day.day} {stated.day:%B} {stated.day.year}" in item.explain
    assert stated.source in item.sources


@pytest.mark.parametrize(
    ("item_id", "fact", "shown"),
    [
        ("01.2-d1", "erbb2_mutation", "about 2 in 100"),
        ("01.2-d1", "erbb2_mutation", "Of 381"),
        ("01.2-s1", "erbb2_mutation", "about 2 in 100"),
        ("01.2-s1", "erbb2_mutation", "Of 381"),
        ("07.2-d1", "alcohol_light", "1.04 times"),
        ("07.2-s1", "alcohol_three_drinks", "1.4 to 1.5 times"),
    ],
)
def test_a_number_about_the_world_in_a_look_is_that_of_the_fact_and_of_its_source(
    item_id: str, fact: str, shown: str
) -> None:
    item, stated = look(item_id), evidence.fact(fact)
    said = " ".join([item.prompt, item.explain, *(part.because for part in getattr(item, "options", ()))])
    assert shown in said
    rounded = [round(number, 1) for number in (stated.value, stated.low, stated.high) if number is not None]
    in_statement = {*numbers(stated.statement), *rounded}
    assert set(numbers(shown)) <= in_statement
    assert stated.source in item.sources
