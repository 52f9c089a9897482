"""How the walk ends: the category, the comment for the report, and the last step."""

from her2lessons.guidelines.ihc import EQUIVOCAL, NOT_FURTHER_STATED, TEN_PERCENT, Stated
from her2lessons.guidelines.ish import COPIES_HIGH, COPIES_LOW, RATIO_POSITIVE
from her2lessons.guidelines.result import Category, NextStep, Status
from her2lessons.guidelines.steps import (
    ASCO_CAP_2018,
    ASCO_CAP_2023,
    COURSE,
    DESTINY_BREAST04,
    DESTINY_BREAST06,
    Step,
)

_BY_IHC: dict[Stated | None, Category] = {
    EQUIVOCAL: "HER2-low",
    "1+": "HER2-low",
    "0+": "HER2-ultralow",
    "0 absent": "HER2-null",
    NOT_FURTHER_STATED: "HER2-0 (not further stated)",
    None: "undetermined",
}
"""The category of a negative result. Sources: modi2022 (low), bardia2024 (ultralow, null), course (0)."""

COMMENTS = {
    2: (
        f"ISH group 2: the ratio is {RATIO_POSITIVE} or more, but there are fewer than {COPIES_LOW} HER2 "
        f"copies per nucleus and IHC is not 3+. The few patients of this kind in the first trials of "
        f"trastuzumab had no clear benefit from it, so the result is negative."
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
        "Negative with no membrane staining seen (IHC 0 absent) is called HER2-null.",
        DESTINY_BREAST06,
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
    "dual-probe ish": (
        "An undecided result that IHC cannot settle goes on to a dual-probe test.",
        ASCO_CAP_2018,
    ),
    "recount": ("Until the group has been confirmed there is no result.", ASCO_CAP_2018),
    "adjudicate": ("The laboratory settles two different groups by its own procedure.", ASCO_CAP_2018),
    "repeat": ("Indeterminate means that a test failed, and nothing else.", ASCO_CAP_2018),
}

_NEXT: dict[NextStep, str] = {
    "ish": "do ISH",
    "ihc": "do IHC on the same tissue",
    "dual-probe ish": "do a dual-probe ISH",
    "recount": "have another observer count again, without knowing the earlier results",
    "adjudicate": "let the laboratory adjudicate; the rule has no automatic answer",
    "repeat": "repeat the test on another block or specimen",
}


def category(status: Status, score: Stated | None) -> Category:
    """Return the category of a result with a given status and IHC score."""
    if status == "positive":
        return "HER2-positive"
    return _BY_IHC[score] if status == "negative" else "undetermined"


def score_itself(status: Status, score: Stated | None) -> tuple[Step, ...]:
    """Return the reminder that a negative report names its IHC score, where there is one."""
    if status != "negative" or score is None:
        return ()
    rule = "A negative report gives the IHC score itself, because treatment can depend on it."
    more = ", and say whether there was any staining" if score == NOT_FURTHER_STATED else ""
    return (Step(rule, f"Report IHC {score}{more}.", ASCO_CAP_2023, "score-itself"),)


def conclude(status: Status, named: Category, next_step: NextStep | None, discordant: bool) -> Step:
    """Return the last step of the walk, which states the result and what comes next."""
    rule, source = _UNDETERMINED_RULES[next_step] if named == "undetermined" else _CATEGORY_RULES[named]
    if discordant:
        then = "The two tests disagree, so both are reviewed"
    elif next_step is None:
        then = (
            "No further test is needed" if named != "undetermined" else "An IHC score would give the category"
        )
    else:
        then = f"Next: {_NEXT[next_step]}"
    return Step(rule, f"Conclusion: {status}; category {named}. {then}.", source, "conclusion")
