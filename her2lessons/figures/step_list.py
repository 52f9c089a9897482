"""The steps of a rule's walk as a numbered list: taken branch marked, a link to the source of each step.

A link inside an image cannot be followed, so this picture is a list in HTML. It brings no colours of its own,
so it reads in a light and in a dark notebook alike, trusted or not.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from her2lessons.evidence import Reference, reference
from her2lessons.figures import given
from her2lessons.figures.shown import forms
from her2lessons.guidelines.result import Interpretation
from her2lessons.guidelines.steps import Step

_TAKEN, _PASSED = "✓", "○"
_LEGEND = f"{_TAKEN} taken, {_PASSED} not taken."


@dataclass(frozen=True, slots=True)
class _Line:
    """One step with its sources, and whether it lies on the taken branch."""

    step: Step
    sources: tuple[Reference, ...]
    taken: bool


@dataclass(frozen=True, slots=True, repr=False)
class StepList:
    """A finished list; a notebook shows it by itself."""

    html: str
    """The list with its links."""
    title: str
    """What the steps lead to."""
    alt: str
    """The same in plain text, one line a step."""

    def __str__(self) -> str:
        return f"{self.title}\n{self.alt}"

    def __repr__(self) -> str:
        # A notebook keeps this as text/plain, so it must read the same on every machine.
        return str(self)

    def _repr_mimebundle_(
        self, include: Container[str] | None = None, exclude: Container[str] | None = None
    ) -> dict[str, str]:
        return forms(self.html, str(self), include, exclude)


def steps(walk: Any, *, taken: Collection[str | int] | None = None, title: str | None = None) -> StepList:
    """List the steps of a rule's walk, each with its source to open.

    Parameters
    ----------
    walk : Interpretation, Stage, Subtype or sequence of Step
        What a rule gave back, or steps of your own. An interpretation with a second population is listed with
        both.
    taken : collection of str or int, optional
        The steps on the taken branch, by slug or by number from 1; the others are listed as not taken. A
        rule's walk holds only what was taken, so unless given, all steps are.
    title : str, optional
        What stands above; the result, in one line, unless given.

    Returns
    -------
    StepList
        The list. In text, as in HTML, each step is marked by sign and word, never by colour.

    Raises
    ------
    ValueError
        If there are no steps, if something among them is no step, if ``taken`` names a step that is not
        there, or if a source is unknown.
    """
    heading = given.text(title or _headline(walk), "title")
    parts = [("", _steps(walk))]
    second = getattr(walk, "second_population", None)
    if second is not None:
        parts = [("First population", parts[0][1]), ("Second population", _steps(second))]
    every = [step for _, found in parts for step in found]
    chosen = _chosen(every, taken)
    lines: list[tuple[str, list[_Line]]] = []
    place = 0
    for name, found in parts:
        lines.append((name, [_line(step, chosen[place + offset]) for offset, step in enumerate(found)]))
        place += len(found)
    legend = "" if all(chosen) else _LEGEND
    said = given.text(_text(lines, legend), "list of steps", longest=None)
    return StepList(_html(heading, lines, legend), heading, said)


def _headline(walk: Any) -> str:
    found = str(walk).split("\n")[0] if isinstance(walk, Interpretation) else getattr(walk, "headline", "")
    return str(found) or "Steps"


def _steps(walk: Any) -> tuple[Step, ...]:
    found = getattr(walk, "steps", walk)
    if not isinstance(found, Sequence) or isinstance(found, str):
        raise ValueError(
            f"steps lists what a rule gave back, or a sequence of Step, not a {type(walk).__name__}. "
            "Give for example her2.interpret(ihc='2+')."
        )
    if not found:
        raise ValueError("There is nothing to list: the walk has no steps. Give at least one.")
    for step in found:
        if not isinstance(step, Step):
            raise ValueError(f"{step!r} is no step. Give Step values: rule, finding, source, slug.")
    return tuple(found)


def _chosen(every: Sequence[Step], taken: Collection[str | int] | None) -> list[bool]:
    """Say of each step whether it is on the taken branch."""
    if taken is None:
        return [True] * len(every)
    if isinstance(taken, str) or not isinstance(taken, Collection):
        raise ValueError(f"taken is {taken!r}. Give a collection of slugs or of numbers from 1.")
    names: dict[str | int, set[int]] = {}
    for place, step in enumerate(every):
        names.setdefault(place + 1, set()).add(place)
        if step.slug:
            names.setdefault(step.slug, set()).add(place)
    unknown = [name for name in taken if isinstance(name, bool) or name not in names]
    if unknown:
        raise ValueError(
            f"There is no step {unknown[0]!r}. The steps are 1 to {len(every)}"
            + "".join(f", {step.slug!r}" for step in every if step.slug)
            + "."
        )
    places = {place for name in taken for place in names[name]}
    return [place in places for place in range(len(every))]


def _line(step: Step, taken: bool) -> _Line:
    return _Line(step, tuple(reference(key) for key in step.source.split()), taken)


def _text(parts: Sequence[tuple[str, Sequence[_Line]]], legend: str) -> str:
    lines = []
    for name, found in parts:
        lines += [f"{name}:"] if name else []
        for number, line in enumerate(found, start=1):
            mark = _TAKEN if line.taken else f"{_PASSED} not taken:"
            sources = ", ".join(source.short for source in line.sources)
            lines.append(f"{number}. {mark} {line.step.finding} {line.step.rule} [{sources}]")
    return "\n".join([*lines, legend] if legend else lines)


def _html(title: str, parts: Sequence[tuple[str, Sequence[_Line]]], legend: str) -> str:
    body = []
    for name, found in parts:
        body += [f"<p>{escape(name)}</p>"] if name else []
        body += ["<ol>", *(_item(line) for line in found), "</ol>"]
    body += [f"<p>{legend}</p>"] if legend else []
    return f'<div style="max-width: 40em"><p><strong>{escape(title)}</strong></p>{"".join(body)}</div>'


def _item(line: _Line) -> str:
    sources = ", ".join(_linked(source) for source in line.sources)
    finding = escape(line.step.finding)
    said = (
        f"{_TAKEN} <strong>{finding}</strong>" if line.taken else f"{_PASSED} <em>not taken:</em> {finding}"
    )
    return f"<li>{said} {escape(line.step.rule)} ({sources})</li>"


def _linked(source: Reference) -> str:
    if not source.link.startswith("https://"):
        return escape(source.short)
    # In the colour of the text a link reads on any ground; it is known by its line.
    return (
        f'<a href="{escape(source.link)}" rel="noopener" '
        f'style="color: inherit; text-decoration: underline">{escape(source.short)}</a>'
    )
