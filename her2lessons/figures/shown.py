"""A picture as a notebook shows it: one image on a light ground with its meaning in words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Container
from dataclasses import dataclass
from html import escape

from her2lessons.figures import given


def forms(
    html: str, text: str, include: Container[str] | None, exclude: Container[str] | None
) -> dict[str, str]:
    """Return the forms that a notebook asks for: as HTML, and in words."""
    bundle = {"text/html": html, "text/plain": text}
    return {
        kind: data
        for kind, data in bundle.items()
        if (include is None or kind in include) and (exclude is None or kind not in exclude)
    }


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """A finished chart; a notebook shows it by itself, in trusted and untrusted notebooks alike."""

    svg: str
    """The drawing."""
    title: str
    """What the chart is called."""
    alt: str
    """What it shows, in words and numbers made from the data."""

    def __post_init__(self) -> None:
        given.text(self.title, "title")
        # What is spoken grows with the data, so it has no longest.
        given.text(self.alt, "alternative text", longest=None)

    def __str__(self) -> str:
        return f"{self.title.strip().rstrip('.')}. {self.alt}"

    def __repr__(self) -> str:
        # A notebook keeps this as text/plain, so it must read the same on every machine.
        return str(self)

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        return forms(self.html, str(self), include, exclude)

    @property
    def html(self) -> str:
        """The figure as HTML. The image is a data address, so it runs nothing and is never fetched."""
        data = b64encode(self.svg.encode("utf-8")).decode("ascii")
        return (
            '<figure style="margin: 0; padding: 8px; display: inline-block; max-width: 100%; '
            'box-sizing: border-box; background: #ffffff; border: 1px solid #cbd2d9; border-radius: 10px">'
            f'<img alt="{escape(str(self))}" src="data:image/svg+xml;base64,{data}" '
            'style="display: block; max-width: 100%; height: auto"></figure>'
        )
