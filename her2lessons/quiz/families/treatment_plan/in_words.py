"""What a rule asks for, in the words of a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from her2lessons.guidelines.pathway.conditions import AnyOf, Condition, IsOneOf, Lies
from her2lessons.guidelines.pathway.findings import N_LADDER, T_LADDER, YES

_YES: Mapping[str, str] = {
    "endocrine_exhausted": "endocrine therapy that is used up",
    "visceral_crisis": "a visceral crisis",
    "gbrca": "an inherited BRCA change",
    "pik3ca": "a PIK3CA mutation",
    "esr1": "an ESR1 mutation",
    "akt_pten": "AKT1 or PTEN altered",
    "high_risk": "a high risk of return",
}
_SETTINGS: Mapping[frozenset[str], str] = {
    frozenset({"metastatic"}): "metastatic disease",
    frozenset({"early", "residual"}): "early disease",
}
_LADDERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "t": ("a tumour of at least", T_LADDER),
    "n": ("nodes of at least", N_LADDER),
}


def in_words(condition: Condition) -> str | None:
    """Say what a condition asks for; None where it has no words here."""
    if isinstance(condition, AnyOf):
        words = [in_words(part) for part in condition.parts]
        known = [word for word in words if word is not None]
        return " or ".join(known) if len(known) == len(words) else None
    if isinstance(condition, Lies):
        return _number(condition)
    return _choice(condition) if isinstance(condition, IsOneOf) else None


def _choice(asked: IsOneOf) -> str | None:
    if asked.name in _LADDERS:
        words, ladder = _LADDERS[asked.name]
        first = min(ladder.index(word) for word in asked.words)
        return f"{words} {ladder[first]}" if asked.words == frozenset(ladder[first:]) else None
    if asked.name == "setting":
        return _SETTINGS.get(asked.words)
    return _YES.get(asked.name) if asked.words == frozenset({YES}) else None


def _number(asked: Lies) -> str | None:
    figure = f"{asked.limit:g}"
    if asked.bound != "at_least":
        return None
    lines = "line" if asked.limit == 1 else "lines"
    names = {
        "chemo_lines": f"at least {figure} {lines} of chemotherapy for metastatic disease",
        "recurrence_score": f"a recurrence score of at least {figure}",
        "line": f"line {figure} or later",
    }
    return names.get(asked.name)


def listed(words: list[str]) -> str:
    """Write some things as a sentence lists them."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
