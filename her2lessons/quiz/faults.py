"""Turn what a schema finds wrong with a bank into sentences that say how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from her2lessons.quiz.yaml_text import Path, Unquoted

_MISSING = {
    "because": "is missing; every option needs the reason it is right or wrong.",
    "sources": "is missing; a question needs at least one source.",
    "options": "is missing; this kind of question needs options.",
}


def schema_faults(
    error: ValidationError, model: type[BaseModel], at: Path, written: Mapping[Path, Unquoted]
) -> Iterator[tuple[Path, str]]:
    """Give ``(path below the item, sentence)`` for every fault in ``error``.

    Parameters
    ----------
    error
        What validation found.
    model
        The schema it was held against, for the names of allowed fields.
    at
        Where in the file the item stands.
    written
        Bare values by their path in the file, from `yaml_text.read_yaml`.
    """
    for detail in error.errors(include_url=False):
        where, holders = _walked(model, detail["loc"])
        yield where, _sentence(detail, holders, where, written.get((*at, *where)))


def near(word: str, words: Sequence[str]) -> str:
    """Give a sentence, led by a space, that suggests the word closest to a mistyped one; empty for none."""
    close = get_close_matches(word, words, n=1)
    return f" Did you mean {close[0]!r}?" if close else ""


def _sentence(detail: Any, holders: Sequence[type[BaseModel]], where: Path, bare: Unquoted | None) -> str:
    given = detail["input"]
    match detail["type"]:
        case "missing":
            return _MISSING.get(str(where[-1]), "is missing.")
        case "extra_forbidden":
            return _unknown_field(str(where[-1]), [name for one in holders for name in one.model_fields])
        case "string_type":
            return _not_text(given, given if isinstance(given, Unquoted) else bare)
        case "bool_type":
            return f"must be true or false, without quotes; it is {_shown(given)}."
        case "int_type" | "greater_than_equal" | "less_than_equal":
            return f"must be 1, 2 or 3, without quotes; it is {_shown(given)}."
        case "tuple_type":
            return f"must be a list; it is {_shown(given)}. Write [] for an empty one."
        case "model_type":
            return f"must be a set of fields such as id and text; it is {_shown(given)}."
        case "value_error":
            return str(detail["ctx"]["error"])
        case _:
            return f"is not accepted: {detail['msg']}."


def _not_text(given: Any, bare: Unquoted | None) -> str:
    if given is None:
        return "is empty; write text in quotes."
    if bare is None:
        return f"must be text; it is {_shown(given)}."
    return (
        f"must be text, and YAML reads {bare.written} as {bare.reading}; "
        f'put quotes around it: "{bare.written}".'
    )


def _unknown_field(name: str, allowed: list[str]) -> str:
    close = get_close_matches(name, allowed, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"the fields are {', '.join(allowed)}."
    return f"is not a field here; {hint}"


def _walked(model: type[BaseModel], loc: Path) -> tuple[Path, Sequence[type[BaseModel]]]:
    """Give the path as an author wrote it, and the models that can hold what lies at its end.

    Where a value may be of several models, the path that validation gives also names the one that was taken.
    """
    where: list[str | int] = []
    holders, below = [model], [model]
    for step in loc:
        chosen = [one for one in below if one.__name__ == step] if len(below) > 1 else []
        if chosen:
            below = chosen
            continue
        where.append(step)
        if isinstance(step, str):
            holders = below
            below = [one for held in below if step in held.model_fields for one in _models(held, step)]
    return tuple(where), holders


def _models(model: type[BaseModel], field: str) -> list[type[BaseModel]]:
    """Give the models that a field of a model can hold, however they are wrapped."""
    found: list[type[BaseModel]] = []
    waiting: list[Any] = [model.model_fields[field].annotation]
    while waiting:
        kind = waiting.pop(0)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            found.append(kind)
        waiting.extend(get_args(kind))
    return found


def _shown(given: Any) -> str:
    match given:
        case None:
            return "empty"
        case Unquoted():
            return given.written
        case bool():
            return str(given).lower()
        case list():
            return "a list"
        case dict():
            return "a set of fields"
        case str():
            return f'the text "{given[:40]}"'
        case _:
            return str(given)
