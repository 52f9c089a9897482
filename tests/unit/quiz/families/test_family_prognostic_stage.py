"""The family prognostic_stage against the table file itself, read with nothing from the package."""

import csv
import re
from collections import Counter
from functools import cache
from itertools import product
from pathlib import Path

import checks_of_guidelines as checks
import pytest

import her2lessons
from her2lessons.quiz.families import prognostic_stage
from her2lessons.quiz.kinds.single import Single

FILE = Path(her2lessons.__file__).parent / "guidelines" / "tables" / "ajcc8_prognostic.csv"
STAGES = ["IA", "IB", "IIA", "IIB", "IIIA", "IIIB", "IIIC", "IV"]
Case = dict[str, str]


def members(text: str) -> set[tuple[str, str]]:
    """Spell out the T and N of a row, such as "T0-3 N2; T3 N1/N1mi" or "any T N3"."""
    found = set()
    for part in text.split(";"):
        t, n = re.fullmatch(r"(any T|T\S+) (N\S+)", part.strip()).groups()  # type: ignore[union-attr]
        first, last = ("0", "4") if t == "any T" else (t[1], t[-1])
        nodes = n.split("/") if "/" in n else [n]
        if "-" in n:  # a range takes N1mi in
            nodes = [f"N{level}" for level in range(int(n[1]), int(n[-1]) + 1)] + ["N1mi"]
        found |= set(product([f"T{level}" for level in range(int(first), int(last) + 1)], nodes))
    return found


@cache
def table() -> dict[tuple[str, str, str, str, str], str]:
    """Give the stage for every table, T, N, grade and receptors, cell by cell as the file has them."""
    stages = {}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for t, n in members(row["tnm_members"]):
                for receptors in [name for name in row if name.startswith("HER2")]:
                    stages[row["table"], t, n, row["grade"], receptors] = row[receptors]
    return stages


@cache
def read(page: str) -> Case:
    """Read every field off the page."""
    shown = dict(re.findall(r"^- (.+?): \*\*(.+?)\*\*$", page, re.MULTILINE))
    shown["table"] = re.search(r"Which \*\*(\w+) prognostic stage", page)[1]  # type: ignore[index]
    return shown


def expected(case: Case) -> str:
    """Look the case up in the file, with HER2 words and low ER turned into signs."""
    t, n, m = case["Extent"].split()
    if m == "M1":
        return "IV"
    t, n = t[1:3], "N1mi" if n.endswith("mi") else n[1:3]
    signs = [
        "+" if case["HER2"] == "positive" else "-",
        *("-" if case[name] == "negative" else "+" for name in ("ER", "PR")),
    ]
    score = int(case.get("21-gene recurrence score", 99))
    if score <= 10 and (t in ("T1", "T2"), n, signs[:2]) == (True, "N0", ["-", "+"]):
        return "IA"
    receptors = "_".join(name + sign for name, sign in zip(("HER2", "ER", "PR"), signs, strict=True))
    return table()[case["table"], t, n, case["Grade"], receptors]


def offered(item: Single, name: str) -> list[str]:
    """Give the stages that a mistake of this name is offered with."""
    return [option.text.split()[1] for option in checks.wrong(item) if option.misconception == name]


@pytest.fixture(scope="module")
def questions() -> list[Single]:
    return checks.made(prognostic_stage.make)


def test_the_right_stage_is_the_cell_of_the_file(questions: list[Single]) -> None:
    for item in questions:
        stage = f"Stage {expected(read(item.prompt))}"
        assert checks.right(item).text == stage, item.prompt
        assert stage not in [option.text for option in checks.wrong(item)]


def test_every_stage_is_right_often_enough_in_both_tables(questions: list[Single]) -> None:
    seen = Counter((read(item.prompt)["table"], expected(read(item.prompt))) for item in questions)
    assert set(seen) == set(product(("clinical", "pathological"), STAGES))
    assert min(seen.values()) >= 40
    assert min(Counter(stage for _, stage in seen.elements()).values()) >= 100


def test_every_row_every_grade_and_every_column_is_asked_for(questions: list[Single]) -> None:
    cases = [read(item.prompt) for item in questions]
    cells = {
        (case["Grade"], case["HER2"] == "positive", case["ER"] != "negative", case["PR"] != "negative")
        for case in cases
    }
    assert len(cells) == 3 * 2 * 2 * 2
    extents = {(case["Extent"].split()[0][1:3], case["Extent"].split()[1][1:3]) for case in cases}
    assert extents == {(f"T{t}", f"N{n}") for t in range(5) for n in range(4)} - {("T0", "N0")}


def test_prefixes_belong_to_the_table_that_is_asked_for(questions: list[Single]) -> None:
    for item in questions:
        case = read(item.prompt)
        t, n, _ = case["Extent"].split()
        assert {t[0], n[0]} == {case["table"][0]}
        assert ("Surgery came first" in item.prompt) == (case["table"] == "pathological")


SWAP = {"positive": "negative", "negative": "positive"}


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("HER2 is read the wrong way round", lambda case: {"HER2": SWAP.get(case["HER2"], "positive")}),
        ("HER2-low counts as HER2-positive", lambda case: {"HER2": "positive"}),
        ("ER low positive counts as negative", lambda case: {"ER": "negative"}),
        ("the grade is left out", lambda case: {"Grade": "G1"}),
        ("grade 1 is the worst grade", lambda case: {"Grade": {"G1": "G3", "G3": "G1"}[case["Grade"]]}),
        ("PR always follows ER", lambda case: {"PR": case["ER"]}),
        ("ER always follows PR", lambda case: {"ER": case["PR"]}),
        ("ER and PR have no part in the stage", lambda case: {"ER": "negative", "PR": "negative"}),
        ("ER and PR are read the wrong way round", lambda case: {"ER": "positive", "PR": "positive"}),
        (
            "one prognostic table is as good as the other",
            lambda case: (
                {"table": "clinical", "21-gene recurrence score": "99"}
                if case["table"] == "pathological"
                else {"table": "pathological"}
            ),
        ),
        ("the recurrence score has no part in the stage", lambda case: {"21-gene recurrence score": "99"}),
        ("a micrometastasis counts as N1", lambda case: {"Extent": case["Extent"].replace("N1mi", "N1")}),
        ("a micrometastasis counts as N0", lambda case: {"Extent": case["Extent"].replace("N1mi", "N0")}),
        (
            "isolated tumour cells make a node positive",
            lambda case: {"Extent": case["Extent"].replace("N0(i+)", "N1")},
        ),
        ("size alone gives the row", lambda case: {"Extent": re.sub(r"N\S+", "N0", case["Extent"])}),
        ("the nodes alone give the row", lambda case: {"Extent": re.sub(r"T\S+", "T1", case["Extent"])}),
        (
            "grade and receptors can move stage IV",
            lambda case: {"Extent": case["Extent"].replace("M1", "M0")},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_mistake_is_offered_with_what_the_file_says_of_the_misread_case(
    questions: list[Single], name: str, change
) -> None:
    met = 0
    for item in questions:
        case = read(item.prompt)
        for stage in offered(item, name):
            assert stage == expected(case | change(case)), item.prompt
            met += 1
    assert met >= 20


def test_the_anatomic_stage_is_offered_as_the_mistake_it_is(questions: list[Single]) -> None:
    simple = {("T1", "N0"): "IA", ("T2", "N0"): "IIA", ("T3", "N0"): "IIB", ("T2", "N1"): "IIB"}
    met = 0
    for item in questions:
        t, n, m = read(item.prompt)["Extent"].split()
        stage = simple.get((t[1:3], n[1:]))
        for found in offered(item, "the anatomic stage is the stage") if m == "M0" and stage else ():
            assert found == stage, item.prompt
            met += 1
    assert met >= 50


def test_a_recurrence_score_is_asked_about_on_both_sides_of_its_line(questions: list[Single]) -> None:
    scores = Counter(read(item.prompt).get("21-gene recurrence score") for item in questions)
    assert min(scores["10"], scores["11"]) >= 20
    for item in questions:
        case = read(item.prompt)
        assert "21-gene recurrence score" not in case or case["table"] == "pathological"
    exact = [item for item in questions if offered(item, "a score of exactly 11 is low enough")]
    assert len(exact) >= 20
    assert {read(item.prompt)["21-gene recurrence score"] for item in exact} == {"11"}


def test_a_score_that_cannot_count_is_refuted_by_the_extent_and_not_by_its_figure(
    questions: list[Single],
) -> None:
    met = Counter[tuple[str, bool]]()
    for item in questions:
        case = read(item.prompt)
        t, n, m = case["Extent"].split()
        counts = t[1:3] in ("T1", "T2") and n in ("pN0", "pN0(i+)") and m == "M0"
        # This family gives a score only where HER2 is negative and ER is not: the extent alone is open.
        if "21-gene recurrence score" in case:
            assert case["HER2"] != "positive"
            assert case["ER"] != "negative"
        for option in checks.wrong(item):
            if "score" not in str(option.misconception):
                continue
            assert ("not below 11" in option.because or "must be below 11" in option.because) <= counts
            by_extent = f"ER-positive cancer; here it is {t} {n} {m}." in option.because
            assert by_extent == (not counts), option
            met[str(option.misconception), counts] += 1
    assert met["any recurrence score gives IA", False] >= 20
    assert met["a low recurrence score always gives IA", False] >= 15
    assert met["a score of exactly 11 is low enough", True] >= 20


def test_every_reason_against_an_option_ends_with_the_true_stage(questions: list[Single]) -> None:
    for item in questions:
        stage = expected(read(item.prompt))
        for option in checks.wrong(item):
            assert option.because.split()[-1] == f"{stage}." or "IV" in option.because, option
            assert stage == "IV" or "stage IV" not in option.because, option


def test_words_that_must_be_translated_are_hardest_and_a_stage_that_stays_is_easiest(
    questions: list[Single],
) -> None:
    for item in questions:
        case = read(item.prompt)
        translated = (
            case["HER2"].startswith("HER2")
            or case["ER"] == "low positive"
            or "21-gene recurrence score" in case
            or bool(re.search(r"mi|\(i\+\)", case["Extent"]))
        )
        if case["Extent"].endswith("M1"):
            assert item.difficulty == 1
        else:
            moved = f"Anatomic {expected(case)}," not in item.explain
            assert item.difficulty == (3 if translated else 2 if moved else 1), item.prompt


def test_what_holds_for_every_family_holds_here(questions: list[Single]) -> None:
    checks.assert_reasons_are_full(questions)
    checks.assert_places_tell_nothing(questions)
    checks.assert_length_tells_nothing(questions)
    checks.assert_levels_all_occur(questions)
    checks.assert_sources_are_known(questions)
    checks.assert_every_seed_is_its_own(prognostic_stage.make, questions, prompts=1200)
