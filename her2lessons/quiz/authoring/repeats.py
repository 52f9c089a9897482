"""What may stand only once in the course: an id, and a prompt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from her2lessons.quiz.authoring.finding import Finding, Where, error
from her2lessons.quiz.authoring.pieces import plain
from her2lessons.quiz.bank import Bank
from her2lessons.quiz.item import Item


def findings(banks: Sequence[Bank]) -> Iterator[Finding]:
    """Give what stands twice in these banks, at its second place."""
    ids: dict[str, Bank] = {}
    prompts: dict[str, tuple[str, str]] = {}
    for bank in banks:
        for item in bank:
            # Two files may share a name, so the banks themselves are compared.
            first = ids.setdefault(item.id, bank)
            if first is not bank:
                yield error(
                    Where(bank.name, item.id, "id"),
                    f"is used in {first.name} too; answers are kept under it, so give one of the two a new "
                    "id.",
                )
            at = prompts.setdefault(_asked(item), (bank.name, item.id))
            if at != (bank.name, item.id):
                yield error(
                    Where(bank.name, item.id, "prompt"),
                    f"asks the same as item {at[1]} of {at[0]}; ask something else, or take one of them out.",
                )


def collisions(bank: Bank, course: Mapping[str, str]) -> Iterator[Finding]:
    """Give the ids of a teacher's bank that the course has in use, as ``course`` maps them to places."""
    for item in bank:
        if item.id in course:
            yield error(
                Where(bank.name, item.id, "id"),
                f"belongs to the course ({course[item.id]}); answers are kept under it, so give yours "
                f"another ending, such as {item.id[:4]}-mine-01.",
            )


def _asked(item: Item) -> str:
    """Give what a prompt asks, without its dress; cases of two families may begin with the same words.

    What is shown beside the prompt is part of it: two pictures may be asked about in the same words.
    """
    beside = getattr(item, "family", "") or getattr(getattr(item, "image", None), "digest", "")
    words = re.sub(r"\s+", " ", plain(item.prompt)).casefold()
    return f"{words} {beside}"
