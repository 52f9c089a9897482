"""Turn course text into safe HTML: Markdown without raw HTML, templates that escape by default."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from her2lessons import evidence
from her2lessons.quiz import markdown as reader


def markdown(text: str) -> Markup:
    """Give ``text``, read as Markdown, as HTML in which nothing of the text can run."""
    return Markup(reader.block(text))  # noqa: S704 - the reader escapes raw HTML


def inline(text: str) -> Markup:
    """Give one line of Markdown as HTML without a paragraph around it."""
    return Markup(reader.inline(text))  # noqa: S704 - as above


def source(key: str) -> Markup:
    """Give a source as a short link that opens its own page; the course's own conventions carry none."""
    reference = evidence.reference(key)
    if not reference.link.startswith("https://"):
        return Markup.escape(reference.short)
    link = '<a href="{}" title="{}" target="_blank" rel="noopener noreferrer">{}</a>'
    # format() of Markup escapes what it fills in.
    return Markup(link).format(reference.link, reference.title, reference.short)  # noqa: S704


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("her2lessons.widgets"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["markdown"] = markdown
    environment.filters["inline"] = inline
    environment.filters["source"] = source
    return environment


def fill(template: str, **values: Any) -> str:
    """Fill a template of this package; every value that is not marked safe is escaped."""
    return _environment().get_template(template).render(**values).strip()
