"""What cannot be true of one person at one time, each with the sentence that says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from her2lessons.guidelines import factors, tnm

if TYPE_CHECKING:
    from her2lessons.guidelines.pathway.case import Case

_METASTATIC_ONLY = (
    "line",
    "chemo_lines",
    "maintenance",
    "endocrine_exhausted",
    "visceral_crisis",
    "low_burden",
    "receptors_changed",
)


def refuse(case: Case) -> None:
    """Raise ValueError with the sentence for the first contradiction, if there is one."""
    for check in _CHECKS:
        sentence = check(case)
        if sentence is not None:
            raise ValueError(sentence)


def _sex_and_pregnancy(case: Case) -> str | None:
    if case.pregnant and case.menopausal in ("post", "male"):
        who = "a man" if case.menopausal == "male" else "a person after menopause"
        return f"{who.capitalize()} is not pregnant: change pregnant or menopausal."
    if case.could_become_pregnant and case.menopausal in ("post", "male"):
        return "After menopause, and as a man, nobody becomes pregnant: change could_become_pregnant."
    if case.pregnant and case.could_become_pregnant is False:
        return "A person who is pregnant could become so: leave could_become_pregnant out."
    if case.gonadal_suppression and case.menopausal == "post":
        return (
            "After menopause there is nothing to suppress: leave gonadal_suppression out, or write "
            'menopausal="pre" where it is the drug that stopped the periods.'
        )
    return None


def _spread(case: Case) -> str | None:
    m = None if case.m is None else tnm.parse(case.m, "M").level
    if case.setting == "metastatic":
        return "Metastatic disease is M1, not M0: change setting or m." if m == "0" else None
    if m == "1":
        return f'Spread to distant organs (M1) is not {case.setting} disease: write setting="metastatic".'
    for name in _METASTATIC_ONLY:
        if getattr(case, name):
            return f"{name} belongs to metastatic disease, and setting is {case.setting!r}: leave it out."
    if case.brain_metastases not in (None, "none"):
        return f'Brain metastases are not {case.setting} disease: write setting="metastatic".'
    return None


def _extent(case: Case) -> str | None:
    t = None if case.t is None else tnm.parse(case.t, "T")
    n = None if case.n is None else tnm.parse(case.n, "N")
    for found in (t, n):
        if found is None:
            continue
        if found.prefix.startswith(("r", "a")):
            return f"{found} describes a recurrence or an autopsy: give the category at diagnosis."
        if "y" in found.prefix and case.setting == "early":
            return (
                f'{found} was found after treatment had begun: write setting="residual", or with pcr=True '
                "give T and N as they were at diagnosis."
            )
        if found.prefix == "c" and case.setting == "residual":
            return (
                f"{found} was found before surgery: in residual disease give what surgery found, as in ypT1."
            )
    if t is not None and t.level == "is" and case.setting != "residual":
        return "Tis is cancer in situ, and these rules begin with invasive cancer: give the T of that."
    for found, name in ((t, "t"), (n, "n")):
        invasive = found is not None and found.level not in ("0", "is")
        if invasive and case.residual_invasive is False and case.setting == "residual":
            return f"{found} is more than in-situ cancer: change residual_invasive or {name}."
    if t is None or n is None or n.level != "0" or case.setting == "metastatic":
        return None
    if t.level == "0" and case.setting == "early":
        return "T0 N0 M0 is no cancer that could be found: check T and N."
    if t.level == "0":
        return 'Nothing was left (T0 N0), so this is a complete response: write setting="early", pcr=True.'
    if t.level == "is" and case.residual_invasive:
        return "Tis N0 has no invasive cancer: change residual_invasive or t."
    return None


def _response(case: Case) -> str | None:
    if case.pcr and case.setting != "early":
        return (
            f'A complete response leaves no {case.setting} disease: write setting="early" with pcr=True, or '
            f"leave pcr out."
        )
    if case.pcr is False and case.setting == "early":
        return 'pcr=False means that cancer was left: write setting="residual". Before surgery leave pcr out.'
    if case.residual_invasive is not None and case.setting != "residual":
        return 'residual_invasive belongs to setting="residual": leave it out.'
    if case.setting == "residual" and case.prior == ():
        return (
            "Residual disease is what treatment before surgery left, and prior is empty: name what was given."
        )
    return None


def _treatments(case: Case) -> str | None:
    for drug in case.stopped:
        if drug not in (case.prior or ()):
            return f"A drug that was stopped was given: name {drug!r} in prior too."
    return None


def _may_be_positive(case: Case) -> bool:
    return case.her2 is None or factors.her2(case.her2) != "negative"


def _time(case: Case) -> str | None:
    if case.her2_finished and case.setting == "metastatic":
        return "her2_finished is about early disease: leave it out, and give months_since_adjuvant."
    if case.her2_finished and not _may_be_positive(case):
        return "her2_finished means that HER2 treatment was given, and her2 is negative: change one of them."
    if case.months_since_adjuvant is not None and case.setting != "metastatic" and not case.her2_finished:
        return (
            "months_since_adjuvant counts from the end of adjuvant treatment: it needs metastatic disease, "
            "or her2_finished=True."
        )
    if case.maintenance and (case.visceral_crisis or case.endocrine_exhausted):
        name = "visceral_crisis" if case.visceral_crisis else "endocrine_exhausted"
        return f"maintenance says that the first line works, and {name} that it does not: change one of them."
    if case.maintenance and case.line not in (None, 1):
        return f"maintenance is about a first line that works, and line is {case.line}: change one of them."
    if case.chemo_lines is not None and case.line is not None and case.chemo_lines >= case.line:
        return (
            f"Before line {case.line} there were at most {case.line - 1} lines of treatment, and chemo_lines "
            f"is {case.chemo_lines}: change one of them."
        )
    return None


_CHECKS: tuple[Callable[[Case], str | None], ...] = (
    _sex_and_pregnancy,
    _spread,
    _extent,
    _response,
    _treatments,
    _time,
)
