"""Named mistakes about the stage: what each makes of a case, and why that is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from her2lessons.guidelines import staging
from her2lessons.quiz.families.anatomic_stage import about_category
from her2lessons.quiz.families.anatomic_stage.case import Case
from her2lessons.quiz.families.anatomic_stage.drawing import stageable
from her2lessons.quiz.making import Mistake


def misread(case: Case) -> tuple[list[Mistake], list[Mistake]]:
    """Give the mistakes that this case sets out as traps, and those that many cases allow."""
    traps = [*_about_small_deposits(case), *_about_no_tumour(case), *_about_measuring(case)]
    general = [
        *_about_spread(case),
        *_about_in_situ(case),
        *_about_what_is_ignored(case),
        *_about_nodes(case),
        *_about_numbers(case),
    ]
    return traps, general


def _mistake(name: str, t: str, n: str, m: str, because: str) -> Iterator[Mistake]:
    """Carry a misread case to its stage, where the table has a row for it."""
    if stageable(t, n):
        yield Mistake(f"Stage {staging.anatomic(t, n, m)}", because, name)


def _short(case: Case) -> tuple[str, str]:
    """Give T and N as the table looks them up."""
    return staging.parse(case.t, "T").counts_as, staging.parse(case.n, "N").counts_as


def _about_spread(case: Case) -> Iterator[Mistake]:
    if case.m != "M1":
        return
    why = "M1 is spread beyond the breast and its nodes. That alone makes it stage IV, whatever T and N are."
    yield from _mistake("spread adds nothing to T and N", case.t, case.n, "M0", why)
    why = "Spread that is found at the diagnosis, M1, is stage IV. A later relapse renumbers no stage."
    yield Mistake("Stage IIIC", why, "stage IV is kept for relapse")
    if _short(case)[1] != "N0":
        why = f"{case.t} does not decide once there is M1: with distant spread the stage is IV."
        yield from _mistake("the tumour decides alone", case.t, "N0", "M0", why)


def _about_small_deposits(case: Case) -> Iterator[Mistake]:
    t, n = _short(case)
    if n == "N1mi":
        folds = t not in ("T0", "T1")
        if folds:
            why = f"N1mi leads to IB only with T0 and T1. With {t} it counts as N1."
            yield Mistake("Stage IB", why, "a micrometastasis is always stage IB")
        else:
            why = f"N1mi is less than N1: with {t} it has a row of its own in the table."
            yield from _mistake("a micrometastasis counts as N1", case.t, "N1", case.m, why)
        why = "A micrometastasis is a positive node, N1mi. Only isolated tumour cells leave it at N0."
        yield from _mistake("a micrometastasis counts as N0", case.t, "N0", case.m, why)
    if "(i+)" in case.n:
        why = "Isolated tumour cells are N0(i+), and the stage table reads that as N0."
        yield from _mistake("isolated tumour cells make a node positive", case.t, "N1", case.m, why)
        yield from _mistake("isolated tumour cells are a micrometastasis", case.t, "N1mi", case.m, why)


def _about_in_situ(case: Case) -> Iterator[Mistake]:
    if _short(case)[0] != "Tis":
        return
    why = "Tis is not invasive. Stage I begins with an invasive tumour, T1."
    yield Mistake("Stage IA", why, "in-situ cancer is the first stage of four")
    why = "The size of in-situ cancer has no part in the stage: Tis N0 M0 is a stage of its own."
    yield Mistake("Stage IIA", why, "a large in-situ cancer is staged by its size")
    why = "IB stands for micrometastases in nodes with T0 or T1. Here the nodes are free, and it is Tis."
    yield Mistake("Stage IB", why, "IB is the stage of what is not quite invasive")


def _about_no_tumour(case: Case) -> Iterator[Mistake]:
    if _short(case)[0] == "T0":
        why = f"Stage 0 is in-situ cancer without positive nodes. Here the nodes are {case.n}."
        yield Mistake("Stage 0", why, "no tumour in the breast means stage 0")
        why = "T0 is no tumour found in the breast. That is not spread to distant organs, and M is M0."
        yield Mistake("Stage IV", why, "nodes without a tumour in the breast are distant spread")


def _about_measuring(case: Case) -> Iterator[Mistake]:
    """Take over the mistakes about T and N from measurements, each carried to its stage."""
    if not case.is_measured:
        return
    for mistake in about_category.misread_tumour(case.tumour)[0]:
        yield from _mistake(mistake.misconception, mistake.text, case.n, case.m, mistake.because)
    for mistake in about_category.misread_nodes(case.nodes)[0]:
        yield from _mistake(mistake.misconception, case.t, mistake.text, case.m, mistake.because)


def _about_what_is_ignored(case: Case) -> Iterator[Mistake]:
    t, n = _short(case)
    if case.m == "M1":
        return
    if n not in ("N0", "N1mi"):
        why = f"The nodes count beside the tumour: they are {n}, and not N0."
        yield from _mistake("size alone gives the stage", case.t, "N0", case.m, why)
    if t in ("T2", "T3", "T4"):
        why = f"The tumour counts beside the nodes: it is {t}, and that is more than T1."
        yield from _mistake("the nodes alone give the stage", "T1", case.n, case.m, why)
    if t == "T4":
        why = "T4 has rows of its own in the table: it is in the chest wall or the skin, not just large."
        yield from _mistake("T4 counts as T3", "T3", case.n, case.m, why)


def _about_nodes(case: Case) -> Iterator[Mistake]:
    t, n = _short(case)
    if case.m == "M1":
        return
    if n in ("N2", "N3"):
        why = f"{n} is more than N1: how many nodes hold cancer, or where they lie, counts as well."
        yield from _mistake("all positive nodes count the same", case.t, "N1", case.m, why)
    if n != "N0":
        why = "Nodes of the same side are N, not M. Stage IV needs M1, and here it is M0."
        yield Mistake("Stage IV", why, "cancer in the nodes is distant spread")
    if n in ("N1", "N1mi") and t in ("T0", "T1", "T2"):
        why = f"A few positive nodes do not make stage III of {t}: that takes N2, N3 or a larger tumour."
        yield Mistake("Stage IIIA", why, "positive nodes always mean stage III")
    if n == "N0" and t != "Tis":
        why = f"Stage 0 is kept for in-situ cancer. {t} is invasive, with or without positive nodes."
        yield Mistake("Stage 0", why, "without positive nodes the stage is 0")


def _about_numbers(case: Case) -> Iterator[Mistake]:
    """Give what comes of reading the stage off the figure behind T."""
    t, n = _short(case)
    if case.m == "M1" or t in ("T0", "Tis"):
        return
    if t == "T4":
        why = "T4 is a category of T, not a stage. Without M1 there is no stage IV."
        yield Mistake("Stage IV", why, "T4 is stage IV")
        return
    letter = "A" if n == "N0" else "B"
    why = f"The stage is not T's figure with a letter for the nodes; {t} and {n} are looked up together."
    numeral = {"T1": "I", "T2": "II", "T3": "III"}[t]
    yield Mistake(f"Stage {numeral}{letter}", why, "the figure behind T is the stage")
    if (t, n) == ("T1", "N0"):
        why = "Stage I is invasive cancer already: T1 without positive nodes belongs there."
        yield Mistake("Stage IIA", why, "stage I is in-situ cancer, so invasive cancer starts with II")
