"""Questions and banks that no rule objects to, made to be spoilt in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from her2lessons.quiz import Bank, Item, kinds

Ask = Callable[..., Item]
Gather = Callable[..., Bank]

REASON = "This is a reason that says enough, and says it in short words."


def _option(letter: str, text: str, correct: bool, **more: Any) -> dict[str, Any]:
    return {"id": letter, "text": text, "correct": correct, "because": REASON, **more}


@pytest.fixture(scope="session")
def ask() -> Ask:
    """Make a question by its id and what is to be different; by default a single one with ``texts``."""

    def make(
        item_id: str = "05.1-01",
        *,
        texts: Iterable[str] = ("IHC on the same tissue", "ISH on the same tissue", "Wait", "Ask a friend"),
        right: int = 0,
        mistake: dict[int, str] | None = None,
        **fields: Any,
    ) -> Item:
        options = [
            _option("abcdefgh"[place], text, place == right, misconception=(mistake or {}).get(place))
            for place, text in enumerate(texts)
        ]
        stated: dict[str, Any] = {
            "id": item_id,
            "section": "part",
            "kind": "single",
            "objective": item_id[:4],
            "concepts": [],
            "difficulty": 1,
            "prompt": f"Question {item_id}: what should be done next?",
            "explain": REASON,
            "sources": ["wolff2018"],
            "reviewed": "2026-11-26",
            **fields,
        }
        if stated["kind"] in ("single", "multiple"):
            stated.setdefault("options", options)
        if stated["kind"] == "classify":
            stated.setdefault("categories", options)
        return kinds.load(stated["kind"]).Model.model_validate(stated)

    return make


@pytest.fixture(scope="session")
def gather() -> Gather:
    """Make a bank of questions, by default one of lesson 00, which need not cover a lesson."""

    def make(*items: Item, name: str = "00_mine", lesson: str = "00", stage: str = "whole") -> Bank:
        return Bank(name, lesson, items, stage)

    return make
