"""Read a bank's YAML strictly: every value keeps its line, and nothing is turned into another type unseen.

YAML would read ``05.1`` as 5.1, ``No`` as false and ``2026-11-20`` as a date; an anchor can be repeated
until memory is gone. Here a bare value that YAML would change is kept as `Unquoted`, so that the schema
can ask for quotes, and anchors, tags and second documents are refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = yaml.resolver.Resolver()
#: Every value keeps its path, so depth costs memory twice over.
_DEEPEST = 20
_WHOLE_NUMBER = re.compile(r"[+-]?(0|[1-9][0-9]{0,8})")
_TAB = re.compile(r"^ *\t", re.MULTILINE)
_WORDS = {
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "timestamp": "a date",
    "null": "nothing",
    "merge": "a merge sign",
    "value": "a value sign",
}

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Unquoted:
    """A bare value that YAML would not read as text: how it was written, and as what YAML reads it."""

    written: str
    reading: str


@dataclass
class Reading:
    """What a YAML text holds.

    Attributes
    ----------
    value
        Mappings, lists, text, bools, small whole numbers and `Unquoted`.
    lines
        The line, counted from 1, on which the value at a path starts.
    written
        The text of a bare bool or whole number at a path, for messages.
    faults
        ``(line, sentence)`` for what YAML allows and a bank does not.
    """

    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    written: dict[Path, Unquoted] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class _Open:
    """A mapping or list that is still being read."""

    path: Path
    content: dict[str, Any] | list[Any]
    key: str | None = None


def read_yaml(text: str) -> Reading:
    """Read ``text``; what is wrong with it as YAML is in the faults, and then the value is not to be used."""
    reading = Reading()
    tab = _TAB.search(text)
    if tab:
        line = text.count("\n", 0, tab.start()) + 1
        reading.faults.append((line, "is indented with a tab; use spaces only."))
        return reading
    try:
        _read_events(text, reading)
    except yaml.MarkedYAMLError as error:
        line = _line(error.problem_mark)
        reading.faults.append((line, f"cannot be read as YAML: {error.problem}."))
    except yaml.YAMLError as error:
        reading.faults.append((1, f"cannot be read as YAML: {' '.join(str(error).split())}."))
    return reading


def _read_events(text: str, reading: Reading) -> None:
    """Build the value, stopping at the first thing that a bank has no use for and that costs memory."""
    stack: list[_Open] = []
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = _line(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                reading.faults.append((line, "starts a second document (---); a bank is one document."))
                return
        elif isinstance(event, yaml.AliasEvent):
            reading.faults.append((line, f"repeats an anchor (*{event.anchor}); write the value out."))
            _place(reading, stack, None, line)
        elif isinstance(event, yaml.ScalarEvent):
            _refuse_marks(reading, event, line)
            _read_scalar(reading, stack, event, line)
        elif isinstance(event, yaml.CollectionStartEvent):
            _refuse_marks(reading, event, line)
            content: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
            if stack and isinstance(stack[-1].content, dict) and stack[-1].key is None:
                reading.faults.append((line, "uses a list or a mapping as a key; a key is a word."))
                return
            if len(stack) >= _DEEPEST:
                reading.faults.append(
                    (line, f"is nested more than {_DEEPEST} deep; a bank needs five levels.")
                )
                return
            stack.append(_Open(_place(reading, stack, content, line), content))
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()


def _line(mark: Any) -> int:
    """Count lines from 1, as editors do."""
    return int(mark.line) + 1 if mark else 1


def _refuse_marks(reading: Reading, event: Any, line: int) -> None:
    if event.anchor:
        reading.faults.append(
            (line, f"sets an anchor (&{event.anchor}); write every value out where it stands.")
        )
    if event.tag:
        reading.faults.append((line, f"uses a YAML tag ({event.tag}); write plain values in quotes."))


def _read_scalar(reading: Reading, stack: list[_Open], event: Any, line: int) -> None:
    parent = stack[-1] if stack else None
    if parent is not None and isinstance(parent.content, dict) and parent.key is None:
        if event.value in parent.content:
            first = reading.lines[(*parent.path, event.value)]
            reading.faults.append(
                (line, f"repeats the field {event.value!r} of line {first}; keep one of the two.")
            )
        parent.key = event.value
        return
    tag = _RESOLVER.resolve(yaml.ScalarNode, event.value, (True, False)) if event.implicit[0] else ""
    kind = tag.rpartition(":")[2]
    if kind not in _WORDS:
        _place(reading, stack, event.value, line)
        return
    bare = Unquoted(event.value, _WORDS[kind])
    path = _place(reading, stack, _plain_value(kind, bare), line)
    reading.written[path] = bare


def _plain_value(kind: str, bare: Unquoted) -> bool | int | Unquoted | None:
    """Keep only what a bank has a use for: true, false, a small whole number, nothing."""
    if kind == "bool" and bare.written.lower() in ("true", "false"):
        return bare.written.lower() == "true"
    if kind == "int" and _WHOLE_NUMBER.fullmatch(bare.written):
        return int(bare.written)
    return None if kind == "null" else bare


def _place(reading: Reading, stack: list[_Open], value: Any, line: int) -> Path:
    """Put a value where the text has it and give its path."""
    if not stack:
        reading.value = value
        reading.lines[()] = line
        return ()
    parent = stack[-1]
    if isinstance(parent.content, list):
        parent.content.append(value)
        path: Path = (*parent.path, len(parent.content) - 1)
    else:
        key = parent.key if parent.key is not None else ""
        parent.content[key] = value
        parent.key = None
        path = (*parent.path, key)
    reading.lines[path] = line
    return path
