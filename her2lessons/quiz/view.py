"""What a learner may see of a question before answering it, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from her2lessons.quiz.item import Item, Option


class ShownOption(NamedTuple):
    """An option without its mark and without its reason."""

    id: str
    text: str


@dataclass(frozen=True)
class PublicView:
    """A question as it may stand on a page or in a saved file before it is answered.

    Attributes
    ----------
    id, section, kind, prompt
        As on the question; a generated case shows the question made for it.
    options
        In the order the author gave; empty for kinds without options.
    extra
        What else its kind shows, such as the unit beside a number.
    """

    id: str
    section: str
    kind: str
    prompt: str
    options: tuple[ShownOption, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


def view(item: Item, options: tuple[Option, ...] = (), **extra: str) -> PublicView:
    """Build the public view of ``item`` from what its kind allows to be shown."""
    return PublicView(
        id=item.id,
        section=item.section,
        kind=item.kind,
        prompt=item.prompt,
        options=tuple(ShownOption(option.id, option.text) for option in options),
        extra=extra,
    )
