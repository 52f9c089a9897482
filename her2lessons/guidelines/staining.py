"""How much ER, PR and Ki67 there is: a word or a percentage of the stained cells, read into a level."""

from decimal import Decimal
from numbers import Real
from typing import Literal

from her2lessons.guidelines import factors, given

POSITIVE = 1.0
"""Percent of the cells: from here on ER or PR is positive. Source: allison2020."""

ER_LOW = 10.0
"""Percent of the cells: up to here a positive ER is low positive. Source: allison2020."""

PR_HIGH = 20.0
"""Percent of the cells: below this a positive PR is low. Source: goldhirsch2013."""

KI67_LOW = 14.0
"""Percent of the cells: below this Ki67 is low. Source: goldhirsch2013, from one reference laboratory."""

KI67_HIGH = 20.0
"""Percent of the cells: from here on Ki67 is high. Source: goldhirsch2013, by a majority of the panel."""

Level = Literal["negative", "low positive", "positive"]
"""How much ER or PR there is; low positive is positive."""

Proliferation = Literal["low", "between", "high", "unknown"]
"""How Ki67 is read."""

_LEVELS: dict[str, Level] = {"negative": "negative", "low positive": "low positive", "positive": "positive"}
_KI67_WORDS: dict[str, Proliferation] = {"low": "low", "high": "high"}


def receptor(value: object, name: str) -> Level:
    """Read ER or PR, as a word, a truth value or a percentage."""
    flag = factors.truth(value)
    if flag is not None:
        return "positive" if flag else "negative"
    if _is_figure(value):
        share = _share(value, name, '"negative"')
        if share == 1:
            raise ValueError(
                f'{name} is {given.named(value)}, which could be 1 % or yes. Write True, "positive" or '
                f'"low positive".'
            )
        if share < POSITIVE:
            return "negative"
        low = share <= ER_LOW if name == "er" else share < PR_HIGH
        return "low positive" if low else "positive"
    word = " ".join(value.lower().replace("-", " ").split()) if isinstance(value, str) else ""
    if word in _LEVELS:
        return _LEVELS[word]
    raise ValueError(
        f'{name} must be "positive", "low positive" or "negative", True or False, or a percentage of the '
        f"cells from 0 to 100, not {given.named(value)}. Where it is not known, give None."
    )


def proliferation(value: object) -> Proliferation:
    """Read Ki67, as a percentage or as the laboratory's own word."""
    if value is None:
        return "unknown"
    if _is_figure(value):
        share = _share(value, "ki67", '"low"')
        if share < KI67_LOW:
            return "low"
        return "high" if share >= KI67_HIGH else "between"
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in _KI67_WORDS:
        return _KI67_WORDS[word]
    raise ValueError(
        f'ki67 must be a percentage of the cells from 0 to 100, or "low" or "high" by the laboratory\'s own '
        f"cut-off, not {given.named(value)}. Where it is not known, leave it out."
    )


def _is_figure(value: object) -> bool:
    # Decimal is a number that does not call itself Real.
    return isinstance(value, Real | Decimal) and factors.truth(value) is None


def _share(value: object, name: str, word: str) -> float:
    """Return a percentage, and refuse a share of one, which would be read as next to nothing."""
    share = given.percent(value, name)
    if 0 < share < 1:
        raise ValueError(
            f"{name} is {given.named(value)}, which may be a share of one or less than 1 %. Write 80 for "
            f"80 %, and {word} for less than 1 %."
        )
    return share


def percent(value: object) -> str:
    """Write a percentage for the front of a finding; nothing where a word was given."""
    if not _is_figure(value):
        return ""
    share = given.percent(value, "percentage")
    return f"{given.shown(share, POSITIVE, ER_LOW, KI67_LOW, PR_HIGH).removesuffix('.0')} %: "
