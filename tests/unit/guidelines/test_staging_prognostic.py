"""Prognostic stage: every row of both tables by a second reading of the file, and what holds for all."""

import csv
import re
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import her2lessons.guidelines
from her2lessons.guidelines import her2 as her2_rule
from her2lessons.guidelines import ish, staging

FILE = Path(her2lessons.guidelines.__file__).parent / "tables" / "ajcc8_prognostic.csv"
STAGES = ["0", "IA", "IB", "IIA", "IIB", "IIIA", "IIIB", "IIIC", "IV"]

TS = ["Tis", "Tis(DCIS)", "Tis(Paget)", "T0", "T1", "T1mi", "T1a", "T1b", "T1c", "T2", "T3"]
TS += ["T4", "T4a", "T4b", "T4c", "T4d"]
NS = ["N0", "N0(i+)", "N0(i-)", "N0(mol+)", "N0(mol-)", "N1mi", "N1", "N1a", "N1b", "N1c"]
NS += ["N2", "N2a", "N2b", "N3", "N3a", "N3b", "N3c"]
MS = ["M0", "M0(i+)", "M1"]
SIGNS = list(product([True, False], repeat=3))
PROFILES = list(product([1, 2, 3], SIGNS))

Cells = dict[tuple[str, str, int, tuple[bool, bool, bool]], str]


@cache
def cells() -> Cells:
    """Read the file a second way: spread each row out over the T and N that its members name."""
    found: Cells = {}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for t, n in members(row["tnm_members"]):
                for signs in SIGNS:
                    column = "_".join(
                        name + "-+"[positive]
                        for name, positive in zip(["HER2", "ER", "PR"], signs, strict=True)
                    )
                    place = (f"{row['table']} {t}", n, int(row["grade"][1]), signs)
                    assert place not in found, f"{place} stands in two rows"
                    found[place] = row[column]
    return found


def members(text: str) -> list[tuple[str, str]]:
    """Spread "T0-1 N1; any T N3" out to pairs of T and N; N1mi goes with N1 where its own group ends."""
    pairs = []
    for part in text.split("; "):
        t, n = re.fullmatch(r"(any T|T[0-4](?:-[0-4])?) N(.+)", part).groups()  # type: ignore[union-attr]
        low, high = (0, 4) if t == "any T" else (int(t[1]), int(t[-1]))
        nodes = {"0-2": ["N0", "N1mi", "N1", "N2"], "1/N1mi": ["N1", "N1mi"]}.get(n, [f"N{n}"])
        pairs += [(f"T{size}", node) for size in range(low, high + 1) for node in nodes]
    return pairs


def short(category: str) -> str:
    """Fold a category the way the reference says: sub-letters into their number, N1mi stays."""
    return "N1mi" if category == "N1mi" else category[:3] if category.startswith("Tis") else category[:2]


def expected(table: str, t: str, n: str, m: str, grade: int, signs: tuple[bool, bool, bool]) -> str | None:
    t, n, m = short(t), short(n), m[:2]
    if m == "M1":
        return None if t == "Tis" else "IV"
    if t == "Tis":
        return "0" if n == "N0" else None
    return cells().get((f"{table} {t}", n, grade, signs))


def stage(table: str, t: str, n: str, m: str, grade: int, signs: tuple[bool, bool, bool]) -> str | None:
    her2, er, pr = signs
    try:
        return staging.prognostic(t, n, m, grade=grade, her2=her2, er=er, pr=pr, table=table)  # type: ignore[arg-type]
    except ValueError:
        return None


def test_the_file_holds_thirty_rows_that_cover_each_t_and_n_once() -> None:
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 30
    assert sorted({(row["table"], row["row_group"], row["grade"]) for row in rows}) == sorted(
        product(["clinical", "pathological"], "12345", ["G1", "G2", "G3"])
    )
    everywhere = {(t, n) for t in ["T0", "T1", "T2", "T3", "T4"] for n in ["N0", "N1mi", "N1", "N2", "N3"]}
    for table in staging.TABLES:
        covered = {(t.split()[1], n) for t, n, *_ in cells() if t.startswith(table)}
        assert covered == everywhere - {("T0", "N0")}


@pytest.mark.parametrize("table", staging.TABLES)
def test_every_t_n_m_grade_and_receptors_agree_with_a_second_reading_of_the_file(table: str) -> None:
    places = list(product(TS, NS, MS, PROFILES))
    assert len(places) == 16 * 17 * 3 * 24 == 19_584
    wrong = [
        place
        for t, n, m, (grade, signs) in places
        if stage(table, *(place := (t, n, m, grade, signs))) != expected(table, *place)
    ]
    assert wrong == []


GROUPED = [
    (t, n)
    for t in ["T0", "T1mi", "T1", "T2", "T3", "T4"]
    for n in ["N0", "N1mi", "N1", "N2", "N3"]
    if (t, n) != ("T0", "N0")
]


def rank(table: str, t: str, n: str, grade: int, signs: tuple[bool, bool, bool]) -> int:
    found = stage(table, t, n, "M0", grade, signs)
    assert found is not None
    return STAGES.index(found)


@pytest.mark.parametrize("table", staging.TABLES)
def test_the_stage_never_falls_as_the_grade_rises(table: str) -> None:
    ladders = [[rank(table, t, n, g, signs) for g in (1, 2, 3)] for (t, n), signs in product(GROUPED, SIGNS)]
    assert len(ladders) == 232
    assert [ladder for ladder in ladders if ladder != sorted(ladder)] == []
    assert any(ladder[0] < ladder[2] for ladder in ladders)


@pytest.mark.parametrize("table", staging.TABLES)
def test_her2_positive_is_never_staged_worse_than_her2_negative(table: str) -> None:
    pairs = [
        (rank(table, t, n, g, (True, er, pr)), rank(table, t, n, g, (False, er, pr)))
        for (t, n), g, er, pr in product(GROUPED, (1, 2, 3), (True, False), (True, False))
    ]
    assert len(pairs) == 348
    assert [pair for pair in pairs if pair[0] > pair[1]] == []
    assert any(positive < negative for positive, negative in pairs)


@pytest.mark.parametrize("table", staging.TABLES)
def test_a_receptor_that_turns_positive_never_makes_the_stage_worse(table: str) -> None:
    for (t, n), g, her2, other in product(GROUPED, (1, 2, 3), (True, False), (True, False)):
        assert rank(table, t, n, g, (her2, True, other)) <= rank(table, t, n, g, (her2, False, other))
        assert rank(table, t, n, g, (her2, other, True)) <= rank(table, t, n, g, (her2, other, False))


def test_pathological_is_worse_than_clinical_in_one_place_only() -> None:
    worse = {
        (t, n, g, signs, stage("clinical", t, n, "M0", g, signs), stage("pathological", t, n, "M0", g, signs))
        for (t, n), (g, signs) in product(GROUPED, PROFILES)
        if rank("pathological", t, n, g, signs) > rank("clinical", t, n, g, signs)
    }
    assert worse == {
        (t, n, g, signs, "IIA", "IIB")
        for t, n in [("T2", "N1"), ("T2", "N1mi"), ("T3", "N0")]
        for g in (1, 2)
        for signs in [(True, True, False), (True, False, True)]
    }


# T2 N0 M0, as the checked claims give it: clinical G1 to G3, then pathological G1 to G3.
T2_N0 = [
    ((True, True, True), "IB IB IB", "IA IA IA"),
    ((True, True, False), "IIA IIA IIA", "IB IB IIA"),
    ((True, False, True), "IIA IIA IIA", "IB IB IIA"),
    ((True, False, False), "IIA IIA IIA", "IIA IIA IIA"),
    ((False, True, True), "IB IB IIA", "IA IA IB"),
    ((False, True, False), "IIA IIA IIB", "IB IIA IIA"),
    ((False, False, True), "IIA IIA IIB", "IB IIA IIA"),
    ((False, False, False), "IIA IIB IIB", "IIA IIA IIA"),
]


@pytest.mark.parametrize(("signs", "clinical", "pathological"), T2_N0)
def test_t2_n0_for_every_grade_and_receptor(
    signs: tuple[bool, bool, bool], clinical: str, pathological: str
) -> None:
    assert staging.anatomic("T2", "N0") == "IIA"
    for grade in (1, 2, 3):
        assert stage("clinical", "cT2", "cN0", "cM0", grade, signs) == clinical.split()[grade - 1]
        assert stage("pathological", "pT2", "pN0", "cM0", grade, signs) == pathological.split()[grade - 1]


TRIPLE_POSITIVE = [
    ("T2", "N1mi", "IIB", "IB IB IB", "IA IB IB"),
    ("T2", "N1", "IIB", "IB IB IB", "IA IB IB"),
    ("T3", "N0", "IIB", "IB IB IB", "IA IB IB"),
    ("T3", "N1", "IIIA", "IIA IIA IIB", "IB IB IIA"),
    ("T3", "N2", "IIIA", "IIA IIA IIB", "IB IB IIA"),
]


@pytest.mark.parametrize(("t", "n", "anatomic", "clinical", "pathological"), TRIPLE_POSITIVE)
def test_triple_positive_cancers_of_the_checked_claims(
    t: str, n: str, anatomic: str, clinical: str, pathological: str
) -> None:
    assert staging.anatomic(t, n) == anatomic
    for grade in (1, 2, 3):
        assert stage("clinical", t, n, "M0", grade, (True, True, True)) == clinical.split()[grade - 1]
        assert stage("pathological", t, n, "M0", grade, (True, True, True)) == pathological.split()[grade - 1]


@pytest.mark.parametrize(("t", "n"), [("T2", "N1"), ("T3", "N0")])
def test_triple_negative_jumps_from_iib_to_iiib_between_grades_1_and_2(t: str, n: str) -> None:
    none = (False, False, False)
    assert [stage("clinical", t, n, "M0", grade, none) for grade in (1, 2, 3)] == ["IIB", "IIIB", "IIIB"]


def known(**changed: Any) -> dict[str, Any]:
    return {"grade": 2, "her2": "positive", "er": "positive", "pr": "negative"} | changed


@pytest.mark.parametrize("grade", [2, np.int64(2), np.uint8(2), "G2", "g2", " G2 "])
def test_a_grade_is_a_whole_number_or_its_usual_name(grade: Any) -> None:
    assert staging.prognostic("T2", "N0", **known(grade=grade)) == "IIA"


NEGATIVE = ["negative", "HER2-low", "HER2-ultralow", "HER2-null", "HER2-0 (not further stated)", False]
HER2_LOW = her2_rule.interpret(ihc="2+", ish=ish.DualProbe(ratio=1.2, her2_copies=3.0))


@pytest.mark.parametrize("value", [*NEGATIVE, " Negative ", "her2-LOW", np.bool_(False), HER2_LOW], ids=str)
def test_low_ultralow_null_and_plain_0_count_as_her2_negative(value: Any) -> None:
    assert staging.prognostic("T2", "N1", **known(her2=value, pr=True)) == "IIA"


@pytest.mark.parametrize(
    "value", ["positive", "HER2-positive", True, np.bool_(True), her2_rule.interpret(ihc="3+")], ids=str
)
def test_what_counts_as_her2_positive(value: Any) -> None:
    assert staging.prognostic("T2", "N1", **known(her2=value, pr=True)) == "IB"


@pytest.mark.parametrize("word", [*her2_rule.STATUSES, *her2_rule.CATEGORIES])
def test_every_status_and_category_of_the_her2_rule_is_read(word: str) -> None:
    undecided = word in ("equivocal", "pending", "indeterminate", "undetermined")
    try:
        stage = staging.prognostic("T2", "N1", **known(her2=word, pr=True))
    except ValueError as error:
        stage = str(error).split(" is no input")[0]
    assert stage == (f"HER2 {word!r}" if undecided else "IB" if "positive" in word else "IIA")


@pytest.mark.parametrize("value", ["positive", "low positive", "Low-positive", True, np.bool_(True)], ids=str)
def test_er_low_positive_counts_as_positive(value: Any) -> None:
    assert staging.prognostic("T2", "N1", **known(er=value, pr=value)) == "IB"


GAPS = [
    [name for name, gone in zip(("grade", "her2", "er", "pr"), which, strict=True) if gone]
    for which in product([True, False], repeat=4)
    if any(which)
]


@pytest.mark.parametrize("missing", GAPS, ids=str)
def test_everything_that_is_missing_is_named_at_once(missing: list[str]) -> None:
    names = {"grade": "grade", "her2": "HER2", "er": "ER", "pr": "PR"}
    listed = [names[name] for name in missing]
    words = listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
    for table in staging.TABLES:
        with pytest.raises(staging.MissingFactor) as caught:
            staging.prognostic("T2", "N0", **known(**dict.fromkeys(missing)), table=table)
        assert caught.value.missing == tuple(missing)
        assert str(caught.value) == (
            f"There is no prognostic stage without {words}. Give what is missing; where it is not known, the "
            f"answer stays open."
        )
    assert issubclass(staging.MissingFactor, ValueError)


@pytest.mark.parametrize("table", staging.TABLES)
def test_m1_is_stage_iv_and_tis_stage_0_with_or_without_grade_and_receptors(table: Any) -> None:
    for factors in ({}, known(), known(grade=None), known(her2="equivocal"), {"grade": 3}):
        assert staging.prognostic("T0", "N0", "M1", **factors, table=table) == "IV"
        assert staging.prognostic("T4d", "N3c", "pM1", **factors, table=table) == "IV"
        assert staging.prognostic("Tis", "N0", "M0", **factors, table=table) == "0"


LEFT_OUT = "Where it is not known, leave it out."
BAD: list[tuple[dict[str, Any], str]] = [
    *(
        (
            {"grade": grade},
            f'grade must be 1, 2 or 3, or "G1", "G2" or "G3", not {shown}. Where it could not be assessed, '
            f"leave it out.",
        )
        for grade, shown in [
            (4, "4"),
            (0, "0"),
            (2.0, "2.0"),
            (float("nan"), "nan"),
            (True, "True"),
            ("2", "'2'"),
            ("GX", "'GX'"),
            ("G4", "'G4'"),
            ([2], "[2]"),
        ]
    ),
    *(
        (
            {name: value},
            f'{name} must be "positive", "low positive" or "negative", or True or False, not {shown}. '
            f"{LEFT_OUT}",
        )
        for name in ("er", "pr")
        for value, shown in [
            ("pos", "'pos'"),
            (1, "1"),
            (0.9, "0.9"),
            ("", "''"),
            ("+", "'+'"),
            ([True], "[True]"),
        ]
    ),
    *(
        (
            {"her2": value},
            f'her2 must be "positive" or "negative", a category such as "HER2-low", True or False, or what '
            f"her2.interpret gave back, not {shown}. {LEFT_OUT}",
        )
        for value, shown in [
            ("pos", "'pos'"),
            ("2+", "'2+'"),
            (1, "1"),
            ("low", "'low'"),
            (["positive"], "['positive']"),
        ]
    ),
    *(
        (
            {"her2": value},
            f"HER2 {shown} is no input of the prognostic tables: it needs positive or negative. Resolve it "
            f"first, by the step that her2.interpret names, or leave it out until then.",
        )
        for value, shown in [
            ("equivocal", "'equivocal'"),
            ("pending", "'pending'"),
            ("Indeterminate", "'Indeterminate'"),
            ("undetermined", "'undetermined'"),
            (her2_rule.interpret(ihc="2+"), "'equivocal'"),
        ]
    ),
    *(
        (
            {"table": value},
            f'table must be "clinical" or "pathological", not {shown}. Clinical is for everyone before '
            f"treatment, pathological for surgery first.",
        )
        for value, shown in [("anatomic", "'anatomic'"), ("Clinical", "'Clinical'"), (None, "None"), (1, "1")]
    ),
    *(
        (
            {"oncotype": value, "table": "pathological"},
            f"oncotype must be a recurrence score, a whole number from 0 to 100, not {shown}. Where the test "
            f"was not done, leave it out.",
        )
        for value, shown in [
            (-1, "-1"),
            (101, "101"),
            (10.0, "10.0"),
            ("10", "'10'"),
            (True, "True"),
            ("low", "'low'"),
        ]
    ),
    *(
        (
            {"oncotype": score, "her2": False},
            "A recurrence score belongs to the pathological table only, and this is the clinical one. Leave "
            'oncotype out, or use table="pathological" where surgery came first.',
        )
        for score in (5, 11, 60)
    ),
]


@pytest.mark.parametrize(("changed", "sentence"), BAD, ids=lambda value: str(value)[:40])
def test_what_makes_no_sense_is_refused_in_words(changed: dict[str, Any], sentence: str) -> None:
    for call in (staging.prognostic, staging.walk):
        with pytest.raises(ValueError) as caught:
            call("T2", "N0", **known(**changed))  # type: ignore[operator]
        assert str(caught.value) == sentence
        assert not isinstance(caught.value, staging.MissingFactor)


def test_nonsense_beside_stage_iv_and_beside_a_missing_factor_is_still_refused() -> None:
    for m in ("M0", "M1"):
        with pytest.raises(ValueError, match=r"^grade must be 1, 2 or 3"):
            staging.prognostic("T2", "N0", m, grade=7, er="positive")
    with pytest.raises(ValueError, match=r"^HER2 'equivocal' is no input of the prognostic tables"):
        staging.prognostic("T2", "N0", her2="equivocal")


SPECIMEN = "was found on the surgical specimen, and the clinical table takes cT and cN."
BEFORE = "was found before surgery, and the pathological table takes pT and pN."
PREFIXES = [
    ("pT2", "N0", "clinical", f"pT2 {SPECIMEN}"),
    ("cT2", "pN0(sn)", "clinical", f"pN0(sn) {SPECIMEN}"),
    ("cT2", "N0", "pathological", f"cT2 {BEFORE}"),
    ("pT2", "cN1", "pathological", f"cN1 {BEFORE}"),
]


@pytest.mark.parametrize(("t", "n", "table", "sentence"), PREFIXES)
def test_t_and_n_belong_to_the_table_they_are_looked_up_in(t: str, n: str, table: Any, sentence: str) -> None:
    for m in ("M0", "M1"):
        with pytest.raises(ValueError) as caught:
            staging.prognostic(t, n, m, **known(), table=table)
        assert str(caught.value) == f"{sentence} Give those, or use the other table with all of its own."


def test_the_clinical_table_is_used_unless_another_is_asked_for() -> None:
    triple = known(pr="positive")
    assert staging.prognostic("T2", "N0", **triple) == "IB"
    assert staging.prognostic("T2", "N0", **triple, table="clinical") == "IB"
    assert staging.prognostic("T2", "N0", **triple, table="pathological") == "IA"


def test_a_recurrence_score_below_11_gives_ia_in_its_own_place_only() -> None:
    places = list(product(TS, NS, MS, PROFILES))
    lowered = set()
    for t, n, m, (grade, signs) in places:
        without = stage("pathological", t, n, m, grade, signs)
        if without is None:
            continue
        her2, er, pr = signs
        factors = {"grade": grade, "her2": her2, "er": er, "pr": pr}
        with_low = staging.prognostic(t, n, m, **factors, table="pathological", oncotype=10)  # type: ignore[arg-type]
        assert staging.prognostic(t, n, m, **factors, table="pathological", oncotype=11) == without  # type: ignore[arg-type]
        if short(t) in ("T1", "T2") and short(n) == "N0" and m != "M1" and er and not her2:
            assert with_low == "IA"
            lowered.add((short(t), without))
        else:
            assert with_low == without
    assert lowered == {("T1", "IA"), ("T2", "IA"), ("T2", "IB"), ("T2", "IIA")}


@pytest.mark.parametrize(
    ("score", "result"), [(0, "IA"), (10, "IA"), (11, "IIA"), (100, "IIA"), (np.int64(3), "IA")]
)
def test_eleven_itself_does_not_qualify(score: Any, result: str) -> None:
    case = {"grade": 3, "her2": "HER2-low", "er": "positive", "pr": "negative"}
    assert staging.prognostic("pT2", "pN0", "M0", **case, table="pathological", oncotype=score) == result  # type: ignore[arg-type]
