"""Named mistakes: which stage each looks up for a case, and why that is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from her2lessons.guidelines.prognostic_stage import LOW_SCORE
from her2lessons.quiz.families.prognostic_stage.case import Case
from her2lessons.quiz.making import Mistake


def misread(case: Case) -> tuple[list[Mistake], list[Mistake]]:
    """Give the mistakes that this case sets out to invite, and those that most cases allow."""
    if case.m == "M1":
        return [], list(_about_spread(case))
    special = [*_about_small_deposits(case), *_about_words(case), *_about_scores(case)]
    general = [
        *_about_tables(case),
        *_about_extent(case),
        *_about_her2(case),
        *_about_grade(case),
        *_about_hormone_receptors(case),
    ]
    return special, general


def _mistake(name: str, read_as: Case, why: str) -> Mistake:
    """Look up the case as it was misread."""
    return Mistake(f"Stage {read_as.stage}", why, name)


def _truth(case: Case) -> str:
    """Say where the case leads in truth, so that a reason never argues for what it refutes."""
    return f"The {case.table} prognostic stage is {case.stage}."


def _about_spread(case: Case) -> Iterator[Mistake]:
    near = replace(case, m="M0")
    why = "M1 is stage IV in every table. Grade and receptors do not bring it down."
    yield _mistake("grade and receptors can move stage IV", near, why)
    why = f"That is the anatomic stage of {case.t} {case.n} without spread. With M1 every stage is IV."
    yield Mistake(f"Stage {near.anatomic}", why, "spread adds nothing to T and N")
    why = "IIIC is the highest stage without distant spread. Here there is M1, which is stage IV."
    yield Mistake("Stage IIIC", why, "stage IV is kept for relapse")


def _about_small_deposits(case: Case) -> Iterator[Mistake]:
    own = case.n[0]
    if "mi" in case.n:
        why = f"{case.n} is a micrometastasis, a positive node. Only isolated tumour cells count as N0."
        if not case.t.endswith("T0"):  # the tables have no row for T0 N0
            as_n0 = replace(case, n=f"{own}N0")
            yield _mistake("a micrometastasis counts as N0", as_n0, f"{why} {_truth(case)}")
        if case.t[1:].startswith(("T0", "T1")):
            why = f"{case.n} is less than N1, and with {case.t} the table keeps the two apart."
            as_n1 = replace(case, n=f"{own}N1")
            yield _mistake("a micrometastasis counts as N1", as_n1, f"{why} {_truth(case)}")
    if "(i+)" in case.n:
        why = f"{case.n} is isolated tumour cells alone, which the tables read as N0."
        yield _mistake(
            "isolated tumour cells make a node positive", replace(case, n=f"{own}N1"), f"{why} {_truth(case)}"
        )


def _about_words(case: Case) -> Iterator[Mistake]:
    if case.her2 not in ("positive", "negative"):
        why = f"{case.her2} is a word within HER2-negative, and the tables know positive and negative only."
        yield _mistake(
            f"{case.her2} counts as HER2-positive", replace(case, her2="positive"), f"{why} {_truth(case)}"
        )
    if case.er == "low positive":
        why = "ER low positive counts as positive in the tables, however few cells show it."
        as_negative = replace(case, er="negative")
        yield _mistake("ER low positive counts as negative", as_negative, f"{why} {_truth(case)}")


def _about_scores(case: Case) -> Iterator[Mistake]:
    if case.oncotype is None:
        return
    without = replace(case, oncotype=None)
    if case.stage != without.stage:
        why = f"The score of {case.oncotype} is below {LOW_SCORE}, and this cancer is one that it counts for."
        yield _mistake("the recurrence score has no part in the stage", without, f"{why} {_truth(case)}")
    elif not case.score_counts:
        name = "a low" if case.oncotype < LOW_SCORE else "any"
        always = "always " if case.oncotype < LOW_SCORE else ""
        why = (
            "The score counts only in T1 or T2, N0, M0, HER2-negative, ER-positive cancer; "
            f"here it is {case.t} {case.n} {case.m}."
        )
        yield Mistake("Stage IA", f"{why} {_truth(case)}", f"{name} recurrence score {always}gives IA")
    elif case.oncotype == LOW_SCORE:
        why = f"The score must be below {LOW_SCORE}. Exactly {LOW_SCORE} is not, so the table stands."
        yield Mistake("Stage IA", f"{why} {_truth(case)}", f"a score of exactly {LOW_SCORE} is low enough")
    else:
        why = f"A score of {case.oncotype} is not below {LOW_SCORE}, so the table stands."
        yield Mistake("Stage IA", f"{why} {_truth(case)}", "any recurrence score gives IA")


def _about_tables(case: Case) -> Iterator[Mistake]:
    if case.anatomic != case.stage:
        why = (
            f"{case.anatomic} is the anatomic stage, by T, N and M alone. Grade and receptors count as well."
        )
        yield Mistake(f"Stage {case.anatomic}", f"{why} {_truth(case)}", "the anatomic stage is the stage")
    if case.table == "clinical":
        why = "That is the pathological table, which is for surgery first. Here nothing has been removed yet."
        other = replace(case, t=case.t[1:], n=case.n[1:], table="pathological")
    else:
        why = "That is the clinical table, for what is known before treatment. Here the specimen is known."
        other = replace(case, t=case.t[1:], n=case.n[1:], table="clinical", oncotype=None)
    yield _mistake("one prognostic table is as good as the other", other, f"{why} {_truth(case)}")


def _about_extent(case: Case) -> Iterator[Mistake]:
    """Give what comes of looking up only one of T and N."""
    own = case.t[0]
    if not case.t.endswith("T0") and "N0" not in case.n:
        why = f"That leaves the nodes out. They are {case.n}, and T and N choose the row together."
        yield _mistake("size alone gives the row", replace(case, n=f"{own}N0"), f"{why} {_truth(case)}")
    if case.t[1:3] in ("T2", "T3", "T4"):
        why = f"That leaves the tumour out. It is {case.t}, and T and N choose the row together."
        yield _mistake("the nodes alone give the row", replace(case, t=f"{own}T1"), f"{why} {_truth(case)}")


def _about_her2(case: Case) -> Iterator[Mistake]:
    other, own = ("negative", "positive") if case.is_her2_positive else ("positive", "negative")
    why = f"That is the column for HER2-{other}, and this cancer is HER2-{own}."
    turned = replace(case, her2=other)
    yield _mistake("HER2 is read the wrong way round", turned, f"{why} {_truth(case)}")


def _about_grade(case: Case) -> Iterator[Mistake]:
    if case.grade > 1:
        why = f"That is the line for G1, as if the grade played no part. Here it is G{case.grade}."
        yield _mistake("the grade is left out", replace(case, grade=1), f"{why} {_truth(case)}")
    if case.grade != 2:
        turned = 4 - case.grade
        why = f"That is the line for G{turned}. G1 is the lowest grade; here it is G{case.grade}."
        yield _mistake("grade 1 is the worst grade", replace(case, grade=turned), f"{why} {_truth(case)}")


def _about_hormone_receptors(case: Case) -> Iterator[Mistake]:
    er, pr = case.er != "negative", case.pr != "negative"
    if er != pr:
        shown = f"ER is {case.er} and PR is {case.pr}: each has its own place in the table."
        as_er = replace(case, pr="positive" if er else "negative")
        yield _mistake("PR always follows ER", as_er, f"{shown} {_truth(case)}")
        as_pr = replace(case, er="positive" if pr else "negative")
        yield _mistake("ER always follows PR", as_pr, f"{shown} {_truth(case)}")
    if er and pr:
        why = "That is the column for ER-negative and PR-negative, and here both are positive."
        left_out = replace(case, er="negative", pr="negative")
        yield _mistake("ER and PR have no part in the stage", left_out, f"{why} {_truth(case)}")
    if not er and not pr:
        why = "That is a column for positive hormone receptors, and here both are negative."
        turned = replace(case, er="positive", pr="positive")
        yield _mistake("ER and PR are read the wrong way round", turned, f"{why} {_truth(case)}")
