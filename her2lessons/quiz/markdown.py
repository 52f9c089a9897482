"""Markdown of questions as HTML in which nothing of the text can run; pages and exports read it alike."""

from __future__ import annotations

from functools import cache
from typing import Any

from markdown_it import MarkdownIt


@cache
def _reader() -> MarkdownIt:
    # Raw HTML stays text; a picture in a prompt would be fetched from elsewhere, so none is drawn.
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")

    def open_link(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
        tokens[index].attrSet("target", "_blank")
        tokens[index].attrSet("rel", "noopener noreferrer")
        return str(self.renderToken(tokens, index, options, env))

    reader.add_render_rule("link_open", open_link)
    return reader


def block(text: str) -> str:
    """Give ``text``, read as Markdown, as safe HTML in paragraphs, lists and tables."""
    return str(_reader().render(text))


def inline(text: str) -> str:
    """Give one line of Markdown as safe HTML without a paragraph around it."""
    return str(_reader().renderInline(text))
