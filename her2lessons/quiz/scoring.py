"""What a card calls: score a response, realise a case, show a question, fingerprint what was asked."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from her2lessons.quiz import kinds
from her2lessons.quiz.item import Item
from her2lessons.quiz.result import Result
from her2lessons.quiz.view import PublicView

#: Fields that say nothing about what the learner was asked, so that mending them keeps earlier answers valid.
_ABOUT_THE_ITEM = frozenset(
    {"id", "section", "objective", "concepts", "difficulty", "explain", "sources", "reviewed", "alt"}
)
_ABOUT_A_PART = frozenset({"because", "misconception", "alt"})


def score(item: Item, response: object) -> Result:
    """Mark one response; the same response always gets the same mark.

    Parameters
    ----------
    item
        A question of a bank, or what `realise` made of one. A case is marked as the question of its own seed.
    response
        single: option id; multiple: list of ids; numeric: ``{"value": "2.4", "unit": ""}`` as typed;
        order: list of all part ids; match: mapping of every pair id to a match id; classify: category id;
        case: as the kind it generates.

    Raises
    ------
    ResponseError
        If the response cannot be read as an answer to this question; the sentence says what to do.
    """
    return kinds.load(_checked(item).kind).score(item, response)


def realise(item: Item, seed: int | None = None) -> Item:
    """Give the question to show: what a case makes for ``seed`` (by default its own), or the item itself."""
    make = getattr(kinds.load(_checked(item).kind), "realise", None)
    made: Item = item if make is None else make(item, seed)
    return made


def public_view(item: Item) -> PublicView:
    """Give what may be shown before an answer: no mark, no reason, no answer, no tolerance."""
    return kinds.load(_checked(item).kind).public_view(item)


def item_hash(item: Item) -> str:
    """Give 12 hex digits that change exactly when what is asked or what counts as right changes.

    Explanations, reasons, sources and dates may be mended without changing it. A case gives the hash of the
    question of its own seed; for an answer to another seed take ``item_hash(realise(item, seed))``.
    """
    stated = realise(item).model_dump(mode="json")
    asked = {key: _asked(part) for key, part in stated.items() if key not in _ABOUT_THE_ITEM}
    text = json.dumps(asked, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _asked(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _asked(part) for key, part in value.items() if key not in _ABOUT_A_PART}
    if isinstance(value, list):
        return [_asked(part) for part in value]
    return value


def _checked(item: object) -> Item:
    if not isinstance(item, Item):
        raise ValueError(
            f"This needs a question from a bank, such as load_bank(...)[0]; it was given {item!r}."
        )
    return item
