"""The right answers of the banks, computed again: move a threshold, and this says which questions it moves.

Each row names a question, the results it describes, and what its right answer says in the rule's own words.
"""

from __future__ import annotations

import pytest

from her2lessons import cohorts
from her2lessons.guidelines import her2, ihc, ish
from her2lessons.quiz import load_bank, score

dual, single = ish.DualProbe, ish.SingleProbe


def right(item_id: str, bank: str = "05_her2_status") -> list[str]:
    """Give the texts of a question's right options, shown to be right by its own scoring."""
    item = load_bank(bank).item(item_id)
    texts = [option.text for option in item.options if option.correct]
    ids = [option.id for option in item.options if option.correct]
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
