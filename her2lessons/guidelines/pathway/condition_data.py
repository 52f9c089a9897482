"""The language in which the rule files write conditions: small data, read strictly.

A condition is a mapping. Each entry asks one thing, and all of them must hold. What may stand in it:

- ``setting: "early"`` or ``setting: ["early", "residual"]``: one of these words;
- ``pregnant: true``: a question answered by yes or no;
- ``t_at_least: "T2"``, ``n_at_most: "N1"``: a place on a ladder;
- ``line: 1``, ``age_at_least: 65``, ``recurrence_score_below: 26``, ``ki67_at_most: 20``: a number;
- ``prior: "taxane"``: this treatment, or one of this group, or one of a list of them, was given;
- ``unknown: "pdl1_cps"``: that is not known yet, or one of a list of things is not;
- ``all: [...]``, ``any: [...]``, ``not: {...}``: conditions of conditions.
"""

import math
from collections.abc import Mapping
from numbers import Real

from her2lessons.guidelines.pathway import treatments
from her2lessons.guidelines.pathway.conditions import (
    All,
    AnyOf,
    Bound,
    Condition,
    Had,
    IsOneOf,
    Lies,
    Not,
    Unknown,
)
from her2lessons.guidelines.pathway.findings import NO, QUESTIONS, YES
from her2lessons.guidelines.pathway.yaml_file import shown


def parse(content: object, where: str) -> Condition:
    """Read a condition from data.

    Parameters
    ----------
    content : mapping
        As the module describes it.
    where : str
        The file, the rule and the field, for errors.

    Raises
    ------
    ValueError
        For an unknown question, a word that is no answer to it, or a value of the wrong kind.
    """
    if not isinstance(content, Mapping) or not content:
        raise ValueError(f"{where} must be a mapping with at least one question, not {shown(content)}.")
    parts = tuple(_entry(key, value, where) for key, value in content.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _entry(key: object, value: object, where: str) -> Condition:
    if key in ("all", "any"):
        if not isinstance(value, list) or not value:
            raise ValueError(f"{where}: {key} must be a list of conditions, not {shown(value)}.")
        parts = tuple(parse(item, f"{where}, {key}") for item in value)
        return All(parts) if key == "all" else AnyOf(parts)
    if key == "not":
        return Not(parse(value, f"{where}, not"))
    if key == "unknown":
        return Unknown(tuple(_question(name, where) for name in _words(value, f"{where}: unknown")))
    name, bound = _split(key)
    question = QUESTIONS[_question(name, where)]
    if question.kind == "number":
        return Lies(name, *_limit(name, bound, value, where))
    if question.kind == "treatments":
        if bound is not None:
            raise ValueError(
                f"{where} asks {name}_{bound}, and treatments have no order. Write {name} with a treatment "
                f"or a list of them."
            )
        asked = _words(value, f"{where}: {name}")
        return Had(name, frozenset(treatments.named(item, where) for item in asked))
    return IsOneOf(name, _answers(name, question.words, question.kind == "ladder", bound, value, where))


def _split(key: object) -> tuple[str, Bound | None]:
    """Take the bound off a key such as ``t_at_least``."""
    text = key if isinstance(key, str) else shown(key)
    bounds: tuple[Bound, ...] = ("at_least", "at_most", "below")
    for bound in bounds:
        if text.endswith(f"_{bound}") and text not in QUESTIONS:
            return text.removesuffix(f"_{bound}"), bound
    return text, None


def _question(name: object, where: str) -> str:
    if isinstance(name, str) and name in QUESTIONS:
        return name
    raise ValueError(
        f"{where} asks {shown(name)}, which no case answers. The questions are {', '.join(QUESTIONS)}."
    )


def _words(value: object, where: str) -> list[object]:
    items = value if isinstance(value, list) else [value]
    if not items or not all(isinstance(item, str) for item in items):
        raise ValueError(f"{where} must be a text in quotes or a list of such, not {shown(value)}.")
    return items


def _limit(name: str, bound: Bound | None, value: object, where: str) -> tuple[Bound, float]:
    try:
        limit = float(value) if isinstance(value, Real) and not isinstance(value, bool) else math.nan
    except OverflowError:
        raise ValueError(
            f"{where}: {name} is {shown(value)}, and no case gives so large a number. Check the figure."
        ) from None
    if not math.isfinite(limit):
        raise ValueError(f"{where}: {name} must be a number without quotes, not {shown(value)}.")
    return bound or "exactly", limit


def _answers(
    name: str, words: tuple[str, ...], ranked: bool, bound: Bound | None, value: object, where: str
) -> frozenset[str]:
    """Return the words that meet one entry: those written, or those on one side of the one written."""
    if isinstance(value, bool) and bound is None and words == (NO, YES):
        return frozenset((YES if value else NO,))
    asked = [item for item in _words(value, f"{where}: {name}") if isinstance(item, str)]
    for word in asked:
        if word not in words or words == (NO, YES):
            allowed = "true, false" if words == (NO, YES) else ", ".join(words)
            raise ValueError(f"{where}: {name} is {shown(word)}, and it can only be {allowed}.")
    if bound is None:
        return frozenset(asked)
    if not ranked or len(asked) != 1:
        raise ValueError(
            f"{where}: {name}_{bound} needs one word of a ladder. {name} takes a word or a list."
        )
    place = words.index(asked[0])
    if bound == "at_least":
        return frozenset(words[place:])
    if bound == "below" and place == 0:
        raise ValueError(
            f"{where}: {name}_below is {shown(asked[0])}, the lowest step of the ladder, so it can never be "
            f"met. Name a higher step."
        )
    return frozenset(words[: place + 1] if bound == "at_most" else words[:place])
