"""A source as a learner sees it: one line of plain text, HTML or Markdown, with a link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from her2lessons.evidence.bibliography import Reference, reference

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~$])")


@dataclass(frozen=True, slots=True, repr=False)
class Citation:
    """A formatted, linked citation; ``str()`` gives it as plain text."""

    reference: Reference
    """The source that is cited."""

    def __str__(self) -> str:
        source = self.reference
        return (
            f"{_stop(source.authors)} {_stop(source.title)} {source.container}, {source.year}. {source.link}"
        )

    def __repr__(self) -> str:
        # A notebook keeps this as text/plain, so it must read the same on every machine.
        return str(self)

    def _repr_html_(self) -> str:
        source = self.reference
        return (
            f"<cite>{escape(_stop(source.authors))} "
            f'<a href="{escape(source.link)}" rel="noopener">{escape(source.title)}</a>. '
            f"{escape(source.container)}, {source.year}.</cite>"
        )

    def _repr_markdown_(self) -> str:
        source = self.reference
        link = source.link.replace("(", "%28").replace(")", "%29")
        return (
            f"{_plain(_stop(source.authors))} [{_plain(source.title)}]({link}). "
            f"{_plain(source.container)}, {source.year}."
        )


def cite(key: str) -> Citation:
    """Return the citation of one source.

    Parameters
    ----------
    key : str
        Its short name, such as ``"wolff2018"``.

    Raises
    ------
    ValueError
        When there is no such source; the message names the ones that come close.
    """
    return Citation(reference(key))


def _stop(text: str) -> str:
    """End a part with one full stop."""
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _plain(text: str) -> str:
    """Keep Markdown from reading text as markup."""
    return _MARKDOWN.sub(r"\\\1", text)
