"""What a learner may see of a question before answering it, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from her2lessons.quiz.drawn import Drawn
from her2lessons.quiz.item import Item
from her2lessons.quiz.picture import Picture


class Choosable(Protocol):
    """What is shown of an option, a part, a pair or a match."""

    @property
    def id(self) -> str:
        """Unique within its question."""

    @property
    def text(self) -> str:
        """What a learner reads."""


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
        In the order shown; empty for kinds without options.
    choices
        For matching: what there is to choose from for each option.
    image
        What is looked at, where there is a picture.
    extra
        What else its kind shows, such as the unit beside a number.
    """

    id: str
    section: str
    kind: str
    prompt: str
    options: tuple[ShownOption, ...] = ()
    choices: tuple[ShownOption, ...] = ()
    image: Picture | Drawn | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


def view(
    item: Item,
    options: Sequence[Choosable] = (),
    *,
    choices: Sequence[Choosable] = (),
    image: Picture | Drawn | None = None,
    **extra: str,
) -> PublicView:
    """Build the public view of ``item`` from what its kind allows to be shown."""
    return PublicView(
        id=item.id,
        section=item.section,
        kind=item.kind,
        prompt=item.prompt,
        options=tuple(ShownOption(option.id, option.text) for option in options),
        choices=tuple(ShownOption(choice.id, choice.text) for choice in choices),
        image=image,
        extra=extra,
    )
