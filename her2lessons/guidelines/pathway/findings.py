"""What a rule may ask about a case, the words of each answer, and what is still open when it is not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

YES, NO = "yes", "no"

Kind = Literal["choice", "ladder", "number", "treatments"]
"""A choice among words, a choice whose words rank, a number, or a set of treatments."""


@dataclass(frozen=True)
class Question:
    """One thing that a condition may ask."""

    kind: Kind
    words: tuple[str, ...] = ()
    """The answers of a choice; of a ladder, lowest first."""


def _flag() -> Question:
    return Question("choice", (NO, YES))


T_LADDER = ("Tis", "T0", "T1mi", "T1a", "T1b", "T1c", "T2", "T3", "T4")
N_LADDER = ("N0", "N1mi", "N1", "N2", "N3")
HER2_CLASSES = ("positive", "low", "ultralow", "null")
MOMENTS = ("diagnosis", "operated", "pcr", "residual", "completed", "new line", "maintenance")

QUESTIONS: Mapping[str, Question] = {
    "setting": Question("choice", ("early", "residual", "metastatic")),
    "moment": Question("choice", MOMENTS),
    "region": Question("choice", ("US", "EU")),
    "line": Question("number"),
    "t": Question("ladder", T_LADDER),
    "n": Question("ladder", N_LADDER),
    "grade": Question("number"),
    "histology": Question(
        "choice", ("no special type", "lobular", "tubular", "mucinous", "cribriform", "other")
    ),
    "er": Question("ladder", ("negative", "low positive", "positive")),
    "pr": Question("choice", ("negative", "positive")),
    "hr": Question("choice", ("negative", "positive")),
    "her2_status": Question("choice", ("negative", "positive")),
    "her2": Question("choice", HER2_CLASSES),
    "her2_discordant": _flag(),
    "ki67": Question("number"),
    "age": Question("number"),
    "menopausal": Question("choice", ("pre", "post", "male")),
    "gonadal_suppression": _flag(),
    "pregnant": _flag(),
    "could_become_pregnant": _flag(),
    "lvef_ok": _flag(),
    "gbrca": _flag(),
    "pik3ca": _flag(),
    "esr1": _flag(),
    "akt_pten": _flag(),
    "pdl1_cps": Question("number"),
    "pdl1_ic": Question("number"),
    "recurrence_score": Question("number"),
    "brain_metastases": Question("choice", ("none", "stable", "active")),
    "prior": Question("treatments"),
    "stopped": Question("treatments"),
    "chemo_lines": Question("number"),
    "months_since_her2_therapy": Question("number"),
    "months_since_endocrine_therapy": Question("number"),
    "ild_grade": Question("number"),
    "residual_invasive": _flag(),
    "high_risk": _flag(),
    "visceral_crisis": _flag(),
    "frail": _flag(),
    "low_burden": _flag(),
    "endocrine_exhausted": _flag(),
    "immunotherapy_unsuitable": _flag(),
    "neurological_symptoms": _flag(),
    "receptors_changed": _flag(),
}
"""Every question a condition may ask, by its name."""

Answer = frozenset[str] | float | None
"""What is known: the words that are still possible, a number, or None for a number or treatments unknown."""


@dataclass(frozen=True)
class Findings:
    """The answers of one case to every question, and whom to ask where one is open."""

    answers: Mapping[str, Answer]
    asks: Mapping[str, tuple[str, ...]]
    """For each question, the fields of the case that would settle it."""

    def possible(self, name: str) -> frozenset[str]:
        """Return the words still possible for a choice."""
        answer = self.answers[name]
        return answer if isinstance(answer, frozenset) else frozenset(QUESTIONS[name].words)

    def is_open(self, name: str) -> bool:
        """Return whether the answer is still unknown, wholly or in part."""
        answer = self.answers[name]
        if answer is None:
            return True
        # Of treatments any number can be known; of words, one is known when the others are ruled out.
        return isinstance(answer, frozenset) and QUESTIONS[name].kind != "treatments" and len(answer) > 1
