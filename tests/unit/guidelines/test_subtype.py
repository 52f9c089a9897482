"""Surrogate subtypes: every combination has a name or a plain reason, and says what is left open."""

from decimal import Decimal
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.evidence import reference
from her2lessons.guidelines import her2 as her2_rule
from her2lessons.guidelines import subtype

A = "luminal A-like"
B_NEGATIVE = "luminal B-like (HER2-negative)"
B_POSITIVE = "luminal B-like (HER2-positive)"
HER2 = "HER2-positive (non-luminal)"
TRIPLE = "triple negative"
OPEN = "luminal, A-like or B-like undecided"
NONE = "not classified by St Gallen 2013"

# The definition, written out: ER, PR, HER2, Ki67 and the name; "any" stands for every value there is.
DEFINITION = [
    ("positive", "high", "negative", "low", A),
    ("positive", "high", "negative", "high", B_NEGATIVE),
    ("positive", "high", "negative", "between", OPEN),
    ("positive", "high", "negative", "unknown", OPEN),
    ("positive", "low", "negative", "any", B_NEGATIVE),
    ("positive", "none", "negative", "any", B_NEGATIVE),
    ("positive", "any", "positive", "any", B_POSITIVE),
    ("negative", "none", "positive", "any", HER2),
    ("negative", "none", "negative", "any", TRIPLE),
    ("negative", "low", "any", "any", NONE),
    ("negative", "high", "any", "any", NONE),
]

ERS: dict[str, list[Any]] = {
    "positive": [
        True,
        "positive",
        "low positive",
        "Low-Positive",
        1.5,
        Decimal("1.01"),
        10,
        100,
        np.bool_(True),
        np.int64(60),
    ],
    "negative": [False, "negative", 0, 0.0, np.bool_(False), " Negative "],
}
PRS: dict[str, list[Any]] = {
    "high": [True, "positive", 20, Decimal("20.0"), 95],
    "low": ["low positive", 1.01, 10, 19.9],
    "none": [False, "negative", 0],
}
HER2S: dict[str, list[Any]] = {
    "positive": [True, "positive", "HER2-positive", her2_rule.interpret(ihc="3+")],
    "negative": [False, "negative", "HER2-low", "HER2-ultralow", "HER2-null", her2_rule.interpret(ihc="0")],
}
KI67S: dict[str, list[Any]] = {
    "low": ["low", 0, 1, 13.9, "Low "],
    "between": [14, Decimal(14), 17, 19.9],
    "high": ["high", 20, 20.0, 90],
    "unknown": [None],
}


def test_every_combination_has_the_name_that_the_definition_gives() -> None:
    counted = 0
    for er, pr, her2, ki67 in product(ERS, PRS, HER2S, KI67S):
        names = {
            name
            for *conditions, name in DEFINITION
            if all(one in (other, "any") for one, other in zip(conditions, (er, pr, her2, ki67), strict=True))
        }
        assert len(names) == 1, (er, pr, her2, ki67)
        for values in product(ERS[er], PRS[pr], HER2S[her2], KI67S[ki67]):
            for grade in (None, 1, "G3"):
                counted += 1
                assert subtype.surrogate(*values, grade=grade).name == next(iter(names)), values
    assert counted == 16 * 12 * 10 * 14 * 3


def test_the_seven_names_are_the_public_ones() -> None:
    assert subtype.NAMES == (A, B_NEGATIVE, B_POSITIVE, HER2, TRIPLE, OPEN, NONE)
    assert (subtype.UNDECIDED, subtype.NOT_CLASSIFIED) == (OPEN, NONE)


@pytest.mark.parametrize(
    ("ki67", "name"),
    [(13.99, A), (14, OPEN), (19.99, OPEN), (20, B_NEGATIVE), ("low", A), ("high", B_NEGATIVE)],
)
def test_both_sides_of_the_two_ki67_lines(ki67: Any, name: str) -> None:
    assert subtype.surrogate(90, 60, "negative", ki67).name == name


@pytest.mark.parametrize(
    ("pr", "name"), [(0, B_NEGATIVE), (1.5, B_NEGATIVE), (19.99, B_NEGATIVE), (20, A), (100, A)]
)
def test_a_pr_below_20_percent_is_not_enough_for_a_like(pr: Any, name: str) -> None:
    assert subtype.surrogate(90, pr, "negative", 5).name == name


def test_what_is_undecided_is_said_and_what_would_decide_is_named() -> None:
    unknown = subtype.surrogate(True, True, "HER2-low")
    assert (unknown.name, unknown.decided, unknown.missing) == (OPEN, False, ("ki67",))
    between = subtype.surrogate(True, True, "HER2-low", ki67=16)
    assert (between.name, between.decided, between.missing) == (OPEN, False, ())
    for decided in (subtype.surrogate(True, True, False, ki67="low"), subtype.surrogate(True, False, False)):
        assert decided.decided
        assert decided.missing == ()
    assert not subtype.surrogate(False, True, False).decided


def steps(*args: Any, **case: Any) -> dict[str, subtype.Step]:
    return {step.slug: step for step in subtype.surrogate(*args, **case).steps}


def test_a_grade_is_a_hint_where_ki67_leaves_the_matter_open_and_nowhere_else() -> None:
    for ki67 in (None, 16):
        for grade, like in ((1, "A-like"), (2, "A-like"), ("G3", "B-like")):
            hint = steps(90, 40, False, ki67, grade)["grade"]
            assert hint.finding == f"G{str(grade)[-1]}: a hint at {like}, not part of the definition."
            assert hint.source == "lundgren2019"
        assert "grade" not in steps(90, 40, False, ki67)
    for decided in ((90, 40, False, 5), (90, 40, False, 40), (90, 5, False), (90, 40, True), (0, 0, False)):
        assert "grade" not in steps(*decided, grade=3)


def test_a_high_pr_is_a_hint_between_the_two_ki67_lines() -> None:
    assert steps(90, 40, False, 16)["between"].source == "maisonneuve2014"
    assert "between" not in steps(90, True, False, 16)
    assert "between" not in steps(90, 40, False)


def test_a_pr_without_a_percentage_is_said_to_be_read_as_enough() -> None:
    plain, counted = steps(True, "positive", False, 5)["pr"], steps(True, 40, False, 5)["pr"]
    assert plain.rule == "A PR that is called positive without a percentage is read as 20 % or more."
    assert (plain.source, counted.source) == ("course", "goldhirsch2013")
    assert counted.finding == "PR 40 %: positive."


@pytest.mark.parametrize(
    ("er", "cautioned"), [(1.5, True), (10, True), ("low positive", True), (10.1, False), (0, False)]
)
def test_an_er_of_1_to_10_percent_carries_its_caution(er: Any, cautioned: bool) -> None:
    steps = subtype.surrogate(er, 0, False, ki67=80).steps
    assert any("ER low positive: read" in step.finding for step in steps) == cautioned


def test_er_negative_and_pr_positive_is_not_in_the_list_of_2013_and_the_next_panel_is_named() -> None:
    for her2 in (True, False):
        found = steps(0, 30, her2)
        assert found["decision"].rule == "The 2013 list has no place for ER-negative, PR-positive cancers."
        assert found["later-panel"].source == "coates2015"
        assert found["conclusion"].finding == f"Conclusion: {NONE}."


not_one = (st.integers(0, 100) | st.floats(1, 100)).filter(lambda value: value != 1)
percents = not_one | st.decimals(2, 100, places=1)
receptors = st.booleans() | st.sampled_from(["positive", "low positive", "negative"]) | percents


@settings(deadline=None)
@given(receptors, receptors, st.booleans(), st.none() | percents, st.none() | st.integers(1, 3))
def test_every_step_is_a_sentence_with_a_finding_and_a_known_source(
    er: Any, pr: Any, her2: bool, ki67: Any, grade: Any
) -> None:
    found = subtype.surrogate(er, pr, her2, ki67, grade)
    slugs = [step.slug for step in found.steps]
    assert slugs[:3] == ["er", "pr", "her2"]
    assert slugs[-1] == "conclusion"
    assert len(slugs) == len(set(slugs))
    assert ("ki67" in slugs) == (found.name in (A, B_NEGATIVE, OPEN))
    assert found.steps[-1].finding == f"Conclusion: {found.name}."
    for step in found.steps:
        assert step.source in subtype.SOURCES
        assert step.rule.endswith(".")
        assert step.finding.endswith(".")
        assert step.finding[0].isupper()
        assert "None" not in step.finding + step.rule
        assert len(step.rule.split()) <= 30


@settings(deadline=None)
@given(percents, percents, st.booleans(), percents, percents)
def test_more_ki67_never_turns_b_like_into_a_like(er: Any, pr: Any, her2: bool, one: Any, other: Any) -> None:
    order = [A, OPEN, B_NEGATIVE]
    low, high = (subtype.surrogate(er, pr, her2, ki67).name for ki67 in sorted((one, other)))
    assert low == high if low not in order else order.index(low) <= order.index(high)


def test_every_source_is_used_by_some_step_and_stands_in_the_bibliography() -> None:
    cases = [(90, True, False, 16, 3), (90, 40, False, 16), (0, 30, True), (90, 40, False, 5)]
    assert {step.source for case in cases for step in subtype.surrogate(*case).steps} == set(subtype.SOURCES)
    for key in subtype.SOURCES:
        assert reference(key).key == key


def test_a_subtype_shows_itself_as_a_surrogate_with_numbered_steps() -> None:
    found = subtype.surrogate(90, 40, "HER2-low", ki67=9)
    lines = str(found).splitlines()
    assert lines[0] == f"surrogate subtype, not the gene-expression subtype: {A}"
    assert lines[1].startswith("1. ER 90 %: positive. ER is positive from 1 % of the cells")
    assert len(lines) == 1 + len(found.steps)
    assert "(https://doi.org/10.1093/annonc/mdt303)" in found._repr_markdown_()


@pytest.mark.parametrize(
    ("args", "missing", "words"),
    [
        ((None, True, True), ("er",), "ER"),
        ((True, None, True), ("pr",), "PR"),
        ((True, True, None), ("her2",), "HER2"),
        ((None, None, True), ("er", "pr"), "ER and PR"),
        ((None, None, None), ("her2", "er", "pr"), "HER2, ER and PR"),
    ],
)
def test_a_missing_receptor_is_named(args: tuple[Any, ...], missing: tuple[str, ...], words: str) -> None:
    with pytest.raises(subtype.MissingFactor) as caught:
        subtype.surrogate(*args)
    assert caught.value.missing == missing
    assert str(caught.value) == (
        f"There is no surrogate subtype without {words}. Give what is missing; where it is not known, the "
        f"answer stays open."
    )


def test_a_table_that_codes_yes_as_1_is_not_read_as_1_percent() -> None:
    with pytest.raises(ValueError, match=r"^er is 1, which could be 1 % or yes"):
        subtype.surrogate(er=1, pr=1, her2=False, ki67=5)
    assert subtype.surrogate(er=0, pr=0, her2=False, ki67=5).name == TRIPLE
    assert subtype.surrogate(er="low positive", pr=0, her2=False, ki67=1).name == B_NEGATIVE


def test_a_decimal_is_a_percentage_and_is_shown_as_one() -> None:
    found = steps(Decimal(50), Decimal("7.5"), False, Decimal("15.5"))
    assert found["er"].finding == "ER 50 %: positive."
    assert found["pr"].finding == "PR 7.5 %: low positive."
    assert found["ki67"].finding == "Ki67 15.5 %: between the two lines."


WORDS = (
    'must be "positive", "low positive" or "negative", True or False, or a percentage of the cells from 0 to '
    "100, not"
)
KI67 = (
    'ki67 must be a percentage of the cells from 0 to 100, or "low" or "high" by the laboratory\'s own '
    "cut-off, not"
)
PERCENT = "must be a percentage from 0 to 100, not"
CELLS = "Give percent of invasive tumour cells."
FINITE = "If it was not measured, leave the whole result out."
SHARE = "which may be a share of one or less than 1 %. Write 80 for 80 %, and"
YES = 'which could be 1 % or yes. Write True, "positive" or "low positive".'
UNKNOWN = "Where it is not known, give None."

BAD: list[tuple[dict[str, Any], str]] = [
    ({"er": "pos"}, f"er {WORDS} 'pos'. {UNKNOWN}"),
    ({"er": "90"}, f"er {WORDS} '90'. {UNKNOWN}"),
    ({"pr": [20]}, f"pr {WORDS} [20]. {UNKNOWN}"),
    ({"er": 101}, f"er {PERCENT} 101. {CELLS}"),
    ({"pr": -1}, f"pr {PERCENT} -1. {CELLS}"),
    ({"pr": float("nan")}, f"pr {PERCENT} nan. {FINITE}"),
    ({"er": 0.8}, f'er is 0.8, {SHARE} "negative" for less than 1 %.'),
    *(
        ({name: value}, f"{name} is {shown}, {YES}")
        for name in ("er", "pr")
        for value, shown in [(1, "1"), (1.0, "1.0"), (np.int64(1), "1"), (Decimal(1), "1")]
    ),
    ({"pr": Decimal("0.4")}, f'pr is 0.4, {SHARE} "negative" for less than 1 %.'),
    ({"er": Decimal("NaN")}, f"er {PERCENT} NaN. {FINITE}"),
    ({"ki67": Decimal(101)}, f"ki67 {PERCENT} 101. {CELLS}"),
    ({"ki67": np.bool_(True)}, f"{KI67} True. Where it is not known, leave it out."),
    ({"ki67": 0.15}, f'ki67 is 0.15, {SHARE} "low" for less than 1 %.'),
    ({"ki67": True}, f"{KI67} True. Where it is not known, leave it out."),
    ({"ki67": "15"}, f"{KI67} '15'. Where it is not known, leave it out."),
    ({"ki67": "between"}, f"{KI67} 'between'. Where it is not known, leave it out."),
    ({"ki67": 120}, f"ki67 {PERCENT} 120. {CELLS}"),
    ({"ki67": float("inf")}, f"ki67 {PERCENT} inf. {FINITE}"),
    (
        {"grade": 4},
        'grade must be 1, 2 or 3, or "G1", "G2" or "G3", not 4. Where it could not be assessed, leave it '
        "out.",
    ),
    (
        {"her2": "2+"},
        'her2 must be "positive" or "negative", a category such as "HER2-low", True or False, or what '
        "her2.interpret gave back, not '2+'. Where it is not known, leave it out.",
    ),
    (
        {"her2": her2_rule.interpret(ihc="2+")},
        "HER2 'equivocal' is no input of the surrogate subtypes: it needs positive or negative. Resolve it "
        "first, by the step that her2.interpret names, or leave it out until then.",
    ),
]


@pytest.mark.parametrize(("changed", "sentence"), BAD, ids=lambda value: str(value)[:40])
def test_what_makes_no_sense_is_refused_in_words(changed: dict[str, Any], sentence: str) -> None:
    case = {"er": 90, "pr": 40, "her2": False, "ki67": 9, "grade": 2} | changed
    with pytest.raises(ValueError) as caught:
        subtype.surrogate(**case)
    assert str(caught.value) == sentence
