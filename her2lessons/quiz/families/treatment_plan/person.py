"""One invented person: what the rules are told, and the same written as a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from her2lessons.guidelines import treatment
from her2lessons.guidelines.her2 import Interpretation, interpret
from her2lessons.guidelines.ish import DualProbe
from her2lessons.guidelines.pathway.findings import Findings
from her2lessons.guidelines.pathway.reading import read


class Her2(NamedTuple):
    """A HER2 report, as it stands in the case."""

    ihc: str
    ish: DualProbe | None = None

    @property
    def result(self) -> Interpretation:
        """Ask the rule."""
        return _interpreted(self)

    @property
    def words(self) -> str:
        """The report without its conclusion."""
        if self.ish is None:
            return f"IHC {self.ihc}"
        return f"IHC {self.ihc}, dual-probe ISH ratio {self.ish.ratio}, {self.ish.her2_copies} HER2 copies"


@cache
def _interpreted(report: Her2) -> Interpretation:
    """Ask the rule once for each report: many mistakes are tried on one person."""
    return interpret(ihc=report.ihc, ish=report.ish)


@dataclass(frozen=True)
class Person:
    """An invented person and the cancer."""

    her2: Her2
    told: Mapping[str, Any]
    """Fields of `treatment.Case`, without ``her2``."""

    early: tuple[str, ...] = ()
    """Of the treatments so far those for early disease, where both kinds are shown."""

    @cached_property
    def case(self) -> treatment.Case:
        """The case as the rules take it."""
        return treatment.Case(her2=self.her2.result, **self.told)

    @cached_property
    def findings(self) -> Findings:
        """What the case answers to the questions of the rules."""
        return read(self.case)

    @property
    def hormone_receptors(self) -> bool:
        """Whether ER or PR is positive."""
        return "positive" in (self.told["er"], self.told["pr"])

    def as_markdown(self) -> str:
        """Write the case as a list. What stands there is the very thing that the rules are told."""
        return "\n".join(f"- {label}: {words}" for label, words in self._lines())

    def _lines(self) -> Iterator[tuple[str, str]]:
        told = self.told
        yield "Person", _who(told)
        yield "Disease", _disease(told)
        yield "ER and PR", f"ER {told['er']}, PR {told['pr']}"
        yield "HER2", self.her2.words
        yield "Treatment so far", _so_far(told.get("prior", ()), self.early)
        findings = [words for name, value in told.items() for words in _finding(name, value)]
        if findings:
            yield "Also known", "; ".join(findings)


_MENOPAUSE = {"pre": "woman before menopause", "post": "woman after menopause", "male": "man"}

_EARLY = {
    "diagnosis": "early, newly diagnosed",
    "operated": "early, surgery came first",
    "pcr": "early; after medicine and surgery nothing invasive was left; at diagnosis",
    "invasive": "early; after medicine and surgery invasive cancer was left",
    "in situ": "early; after medicine and surgery only in-situ cancer was left",
    "completed": "early; the year of HER2 treatment is complete; at surgery",
}


def moment(told: Mapping[str, Any]) -> str:
    """Say where in early disease a case stands, as this family words it."""
    if told.get("her2_finished"):
        return "completed"
    if told["setting"] == "residual":
        return "in situ" if told.get("residual_invasive") is False else "invasive"
    if told.get("pcr"):
        return "pcr"
    return "operated" if str(told["t"]).startswith("p") else "diagnosis"


def _who(told: Mapping[str, Any]) -> str:
    pregnancy = {True: ", pregnant", False: ", not pregnant", None: ""}[told.get("pregnant")]
    return f"{_MENOPAUSE[told['menopausal']]}, {told['age']} years old{pregnancy}"


def _disease(told: Mapping[str, Any]) -> str:
    if told["setting"] != "metastatic":
        return f"{_EARLY[moment(told)]}, {told['t']} {told['n']} M0, grade {told['grade']}"
    if told.get("maintenance"):
        return f"metastatic, grade {told['grade']}; the first line works, and its chemotherapy is done"
    if told.get("ild_grade"):
        running = treatment.treatments()[told["prior"][-1]].name
        return f"metastatic, grade {told['grade']}; {running} is being given now, in line {told['line']}"
    return f"metastatic, grade {told['grade']}; treatment line {told['line']} is chosen"


def _so_far(prior: tuple[str, ...], early: tuple[str, ...]) -> str:
    known = treatment.treatments()
    given, before = (", ".join(known[name].name for name in names) for names in (prior, early))
    if not early:
        return given or "none"
    return f"for early disease {before}; for metastatic disease {given.removeprefix(f'{before}, ')}"


def _finding(name: str, value: Any) -> Iterator[str]:
    """Give the words of one field that has no line of its own."""
    if name in _BY_ANSWER and value in _BY_ANSWER[name]:
        yield _BY_ANSWER[name][value]
    elif name in _BY_NUMBER:
        yield f"{_BY_NUMBER[name]} {value}"


_BY_ANSWER: dict[str, dict[Any, str]] = {
    "lvef_ok": {
        True: "the heart pumps well (LVEF)",
        False: "the heart pumps too weakly for a HER2 antibody (LVEF)",
    },
    "gonadal_suppression": {True: "ovaries or testes are switched off by a drug"},
    "gbrca": {True: "an inherited BRCA change", False: "no inherited BRCA change"},
    "pik3ca": {True: "a PIK3CA mutation", False: "no PIK3CA mutation"},
    "esr1": {True: "an ESR1 mutation", False: "no ESR1 mutation"},
    "akt_pten": {True: "AKT1 or PTEN altered", False: "AKT1 and PTEN not altered"},
    "high_risk": {
        True: "the team judges the risk of return as high",
        False: "the team judges the risk of return as not high",
    },
    "brain_metastases": {
        "none": "no brain metastases",
        "stable": "stable brain metastases",
        "active": "active brain metastases",
    },
    "endocrine_exhausted": {True: "endocrine therapy is used up"},
    "visceral_crisis": {True: "a visceral crisis: the liver is failing"},
    "frail": {True: "too frail for chemotherapy, by assessment"},
    "immunotherapy_unsuitable": {True: "immunotherapy cannot be given"},
}
_BY_NUMBER = {
    "ki67": "Ki-67 in percent:",
    "recurrence_score": "21-gene recurrence score",
    "pdl1_cps": "PD-L1 combined positive score (22C3)",
    "chemo_lines": "lines of chemotherapy for metastatic disease:",
    "months_since_adjuvant": "months since adjuvant treatment ended:",
    "ild_grade": "a scan shows lung inflammation of grade",
}
