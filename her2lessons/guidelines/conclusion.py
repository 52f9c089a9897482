"""How the walk ends: the category, the comment for the report, and the last step."""

from collections.abc import Collection

from her2lessons.guidelines.ihc import EQUIVOCAL, NOT_FURTHER_STATED, TEN_PERCENT, Stated
from her2lessons.guidelines.ish import COPIES_HIGH, COPIES_LOW, MIN_NUCLEI, RATIO_POSITIVE
from her2lessons.guidelines.result import Category, Interpretation, NextStep, Status
from her2lessons.guidelines.steps import (
    ASCO_CAP_2018,
    ASCO_CAP_2023,
    COURSE,
    DESTINY_BREAST04,
    DESTINY_BREAST06,
    FDA_2025,
    Step,
)
from her2lessons.guidelines.workup import NAMES

_BY_IHC: dict[Stated | None, Category] = {
    EQUIVOCAL: "HER2-low",
    "1+": "HER2-low",
    "0+": "HER2-ultralow",
    "0 absent": "HER2-null",
    NOT_FURTHER_STATED: "HER2-0 (not further stated)",
    None: "undetermined",
}
"""The category of a negative result. Sources: modi2022 (low), bardia2024 (ultralow), course (null, 0)."""

COMMENTS = {
    2: (
        f"ISH group 2: the ratio is {RATIO_POSITIVE} or more, but there are fewer than {COPIES_LOW} HER2 "
        f"copies per nucleus and IHC is not 3+. The few patients of this kind in the first trials of "
        f"trastuzumab did not seem to gain from it, but there were too few to be sure. The result is "
        f"negative because copies are few and the protein is not in excess."
    ),
    3: (
        f"ISH group 3: there are {COPIES_HIGH} or more HER2 copies per nucleus, but the ratio is below "
        f"{RATIO_POSITIVE} and IHC shows no overexpression. Patients of this kind were not in the first "
        f"trials of trastuzumab, so benefit from it is unproven and the result is negative."
    ),
    4: (
        f"ISH group 4: the ratio is below {RATIO_POSITIVE}, there are from {COPIES_LOW} to fewer than "
        f"{COPIES_HIGH} HER2 copies per nucleus, and IHC is not 3+. Whether trastuzumab helps here is not "
        f"known, and a figure close to a threshold can fall on its other side by chance when counted again. "
        f"The result is negative."
    ),
}
"""The comment beside a negative result of the ISH groups that IHC decides. Source: wolff2018."""

_CATEGORY_RULES: dict[Category, tuple[str, str]] = {
    "HER2-positive": ("A positive result has one category, whichever test made it positive.", ASCO_CAP_2018),
    "HER2-low": (
        f"Negative with IHC 1+, or with IHC {EQUIVOCAL} and ISH not amplified, is called HER2-low.",
        DESTINY_BREAST04,
    ),
    "HER2-ultralow": (
        f"Negative with faint staining in {TEN_PERCENT:g} % of the cells or fewer (IHC 0+) is HER2-ultralow.",
        DESTINY_BREAST06,
    ),
    "HER2-null": (
        "Negative with no membrane staining seen (IHC 0 absent) is called HER2-null in this course.",
        COURSE,
    ),
    "HER2-0 (not further stated)": (
        "A bare 0 does not tell ultralow from null, so it stays a category of its own.",
        COURSE,
    ),
}

_UNDETERMINED_RULES: dict[NextStep | None, tuple[str, str]] = {
    None: ("A negative result gets its category from IHC.", COURSE),
    "ish": (
        f"IHC {EQUIVOCAL} is not a final result: ISH follows, on the same specimen or a new one.",
        ASCO_CAP_2018,
    ),
    "ihc": ("ISH groups 2, 3 and 4 wait for IHC on the same tissue.", ASCO_CAP_2018),
    "dual-probe ish": ("Until the dual-probe test has been done there is no result.", COURSE),
    "recount": ("Until the group has been confirmed there is no result.", ASCO_CAP_2018),
    "adjudicate": ("The laboratory settles two different groups by its own procedure.", ASCO_CAP_2018),
    "repeat": ("Indeterminate means that a test failed, and nothing else.", ASCO_CAP_2018),
}

_NEXT: dict[NextStep, str] = {
    "ish": "do ISH",
    "ihc": "do IHC on the same tissue",
    "dual-probe ish": "do a dual-probe ISH",
    "recount": "have another observer count again, without knowing the earlier count",
    "adjudicate": "let the laboratory adjudicate; the rule has no automatic answer",
}
"""What comes next, in words; what to repeat depends on the case."""


def category(status: Status, score: Stated | None) -> Category:
    """Return the category of a result with a given status and IHC score."""
    if status == "positive":
        return "HER2-positive"
    return _BY_IHC[score] if status == "negative" else "undetermined"


def score_itself(status: Status, score: Stated | None) -> tuple[Step, ...]:
    """Return the reminder that a negative report names its IHC score, where there is one.

    The guideline has one score 0. That staining within it can matter came later, with a trial and a label.
    """
    if status != "negative" or score is None:
        return ()
    rule, source = "A negative report gives the IHC score itself: treatment can depend on it.", ASCO_CAP_2023
    more = ""
    if score in ("0+", "0 absent"):
        rule = "A report of IHC 0 says whether there was staining: a US label has depended on it since 2025."
        source = FDA_2025
    elif score == NOT_FURTHER_STATED:
        rule = "Who reads a bare 0 asks what it means, because treatment can depend on it."
        more, source = ", and say whether there was any staining", COURSE
    return (Step(rule, f"Report IHC {score}{more}.", source, "score-itself"),)


def whats_next(next_step: NextStep, rejected: Collection[str]) -> str:
    """Return what to do next in words; `rejected` holds the tests that could not be read."""
    if next_step != "repeat":
        return _NEXT[next_step]
    failed = "both" if len(rejected) == len(NAMES) else "".join(NAMES[test] for test in rejected)
    return f"repeat {failed} on a new section, another block or another specimen"


def conclude(result: Interpretation, rejected: Collection[str], too_few: int | None) -> Step:
    """Return the last step of the walk, which states the result and what comes next.

    Parameters
    ----------
    result : Interpretation
        The result, with no conclusion yet.
    rejected : collection of {"ihc", "ish"}
        The tests that could not be read.
    too_few : int or None
        How many nuclei a count has that has fewer than `MIN_NUCLEI`; None where there is no such count.
    """
    named = result.category
    rule, source = (
        _UNDETERMINED_RULES[result.next_step] if named == "undetermined" else _CATEGORY_RULES[named]
    )
    then = []
    if result.discordant:
        then.append("The two tests disagree, so both are reviewed.")
    elif result.next_step is not None:
        then.append(f"Next: {whats_next(result.next_step, rejected)}.")
    elif named == "undetermined":
        then.append("An IHC score would give the category.")
    elif too_few is None:
        then.append("No further test is needed.")
    found = " ".join([f"Conclusion: {result.status}; category {named}.", *then, *_practice(too_few)])
    return Step(rule, found, source, "conclusion")


def conclude_both(
    first: Interpretation, second: Interpretation, rejected: Collection[str], too_few: int | None
) -> Step:
    """Return the last step for two populations of cells; the parameters are those of `conclude`."""
    results, then = [], []
    for name, result in (("first", first), ("second", second)):
        results.append(f"{name.capitalize()} population: {result.status}; category {result.category}.")
        if result.discordant:
            then.append(f"The two tests of the {name} population disagree, so both are reviewed.")
        elif result.next_step is not None:
            then.append(f"Next for the {name} population: {whats_next(result.next_step, rejected)}.")
    both = "Two results, both reported; neither is the result of the whole tumour."
    rule = "Two populations of cells have two results, and the report gives both."
    found = " ".join([*results, both, *then, *_practice(too_few)])
    return Step(rule, found, ASCO_CAP_2018, "conclusion")


def _practice(too_few: int | None) -> tuple[str, ...]:
    """Say that a count of too few nuclei makes no report."""
    if too_few is None:
        return ()
    nuclei = "1 nucleus makes" if too_few == 1 else f"{too_few} nuclei make"
    return (f"This is practice: {nuclei} no report; count at least {MIN_NUCLEI}.",)
