"""What a chart was given to write and to count: refused before it is drawn if a picture cannot hold it."""

from __future__ import annotations

import re
from math import inf
from numbers import Real
from typing import Any

LONGEST = 500
"""Characters of a title or label at most."""
MOST = 10**9
"""The largest number a chart shows; no count of patients comes near it."""

_UNWRITABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that an SVG cannot hold, or that show nothing: control characters and halves of a pair."""


def text(words: Any, name: str = "text", longest: int | None = LONGEST) -> str:
    """Return a title or label, or say why it cannot be written.

    Parameters
    ----------
    words : str
        What is to be written; it may be empty.
    name : str
        What the words are, for the message.
    longest : int, optional
        Characters they may have; None for as many as there are.

    Raises
    ------
    ValueError
        If it is no str, is too long, or holds a character that cannot be drawn.
    """
    if not isinstance(words, str):
        raise ValueError(f"The {name} is {words!r}. Give it in words, as a str.")
    if longest is not None and len(words) > longest:
        raise ValueError(
            f"The {name} {words[:40]!r}... has {len(words):,} characters; {longest} can be drawn. Shorten it."
        )
    wrong = _UNWRITABLE.search(words)
    if wrong:
        around = words[max(0, wrong.start() - 20) : wrong.end() + 20]
        raise ValueError(
            f"The {name} holds the character {wrong[0]!r} (in {around!r}), which cannot be drawn. "
            "Take out control characters and broken ones; letters, signs and line breaks may stay."
        )
    return words


def check_size(number: Any, name: str) -> None:
    """Refuse a number beyond a thousand million either way; what is no finite number is left to its chart.

    Parameters
    ----------
    number : object
        What was given.
    name : str
        What it is, for the message, beginning a sentence.

    Raises
    ------
    ValueError
        If it is a finite number below -1,000,000,000 or above 1,000,000,000.
    """
    # A small NumPy type could not hold the limit that it is compared with.
    plain = number.item() if hasattr(number, "item") else number
    if not isinstance(plain, Real):
        return
    size: Any = abs(plain)
    if MOST < size < inf:
        # The number itself may have thousands of digits.
        raise ValueError(f"{name} is beyond {MOST:,}, more than a chart can show. Check it.")
