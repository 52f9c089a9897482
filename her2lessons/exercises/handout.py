"""What a task gives a learner to read, in a form that a notebook shows as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Handout:
    """A text in Markdown; a notebook draws it, and `print` gives it as it is."""

    text: str

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        return {"text/plain": self.text, "text/markdown": self.text}
