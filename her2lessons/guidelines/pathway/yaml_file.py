"""Read a YAML file of the rules so strictly that nothing in it is changed or lost unseen."""

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

RULES = "rules"
"""The folder, within this room, that holds the rules as data."""

DEEPEST = 20
"""How many lists and mappings may stand within one another; the rules need half of it. Source: course."""


def shipped(name: str) -> tuple[str, str]:
    """Return a file that comes with the course as its name and its text."""
    file = f"{name}.yaml"
    return file, files("her2lessons.guidelines").joinpath(RULES, file).read_text(encoding="utf-8")


def from_disk(path: str | Path) -> tuple[str, str]:
    """Return a file of the caller's own as its name and its text.

    Raises
    ------
    ValueError
        If it is no path, is not there or is not text.
    """
    try:
        file = Path(path)
    except TypeError:
        raise ValueError(
            f"The path of a rules file must be a text or a pathlib.Path, not {shown(path)}. "
            f'Write it as in "my_rules.yaml".'
        ) from None
    try:
        return file.name, file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise ValueError(f"The rules file {file.name!r} cannot be read: {_short(error)}.") from error


def parse(file: str, text: str) -> dict[str, Any]:
    """Return the mapping that a YAML text holds.

    Raises
    ------
    ValueError
        If it is no YAML, names a field twice, repeats a part by an anchor, merges or tags one, goes too
        deep, holds a number or a day that cannot be, or is no mapping.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _scan(file, yaml.parse(text, Loader=loader))
        content = _loaded(file, text, loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise ValueError(f"{file}{where}: {getattr(error, 'problem', None) or _short(error)}.") from error
    if not isinstance(content, dict):
        raise ValueError(f"{file} must hold fields with their values. Start it with a line such as room: ...")
    return content


def _loaded(file: str, text: str, loader: Any) -> object:
    import yaml

    try:
        return yaml.load(text, Loader=loader)  # noqa: S506  (a safe loader, the quick one where it is there)
    except (ValueError, OverflowError):
        # What is written without quotes and looks like a number or a day is turned into one by YAML.
        raise ValueError(
            f"{file} holds a number that is too long, or a day that is in no calendar. Mend it, or put it in "
            f"quotes where it is a text."
        ) from None


def _scan(file: str, events: Iterable[Any]) -> None:
    """Refuse what YAML would let pass unseen: repeated fields, anchors, merged parts, tags, deep nesting.

    It goes through the events one by one and not into them, so that no depth can exhaust it.
    """
    import yaml

    # For each open list None, for each open mapping the fields seen and whether a field comes next.
    opened: list[tuple[set[str], list[bool]] | None] = []
    for event in events:
        where = f"{file}, line {event.start_mark.line + 1}"
        if isinstance(event, yaml.CollectionEndEvent):
            opened.pop()
        if not isinstance(event, yaml.NodeEvent):
            continue
        if event.anchor is not None:
            raise ValueError(f"{where}: this part is repeated by an anchor. Write it out.")
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise ValueError(f"{where}: {shown(tag)} is a tag, which no rule needs. Leave it out.")
        inside = opened[-1] if opened else None
        if inside is not None:
            seen, turn = inside
            if turn[0]:
                _field(event, seen, where)
            turn[0] = not turn[0]
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append((set(), [True]) if isinstance(event, yaml.MappingStartEvent) else None)
            if len(opened) > DEEPEST:
                raise ValueError(f"{where}: this is nested more than {DEEPEST} deep. Write it flatter.")


def _field(event: Any, seen: set[str], where: str) -> None:
    import yaml

    if not isinstance(event, yaml.ScalarEvent):
        raise ValueError(f"{where}: the name of a field must be a word. Write it as in id: ...")
    if event.value == "<<":
        raise ValueError(f"{where}: << merges another part into this one. Write its fields out.")
    if event.value in seen:
        raise ValueError(f"{where}: the field {shown(event.value)} is there twice. Keep one.")
    seen.add(event.value)


def _short(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return " ".join(reason.split()).rstrip(".")


class Row:
    """One mapping of a file, whose cells are taken out one by one, each with its type."""

    def __init__(self, content: object, where: str, fields: Sequence[str]) -> None:
        if not isinstance(content, Mapping):
            raise ValueError(f"{where} must hold fields with their values, not {shown(content)}.")
        for field in content:
            if field not in fields:
                raise ValueError(
                    f"{where} has an unknown field {shown(field)}. The fields are {', '.join(fields)}."
                )
        self._content = content
        self.where = where

    def get(self, field: str) -> Any:
        """Return a cell as it is, or None where it is left out."""
        return self._content.get(field)

    def text(self, field: str) -> str:
        """Return a cell that has to hold words."""
        value = self._content.get(field)
        if isinstance(value, str) and value.strip() and value == value.strip():
            return value
        raise ValueError(f"{self.where}: {field} must be a text in quotes, not {shown(value)}. Fill it in.")

    def id(self, field: str) -> str:
        """Return a cell that has to hold a permanent name, which also stands in links and diagrams."""
        value = self.text(field)
        if not re.fullmatch("[a-z0-9_]+", value):
            raise ValueError(
                f"{self.where}: {field} is {shown(value)}; write it in small letters, digits and underscores."
            )
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a cell that holds a list of words; left out, it is an empty list."""
        value = self._content.get(field, [])
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(value)
        raise ValueError(f"{self.where}: {field} must be a list of texts in quotes, not {shown(value)}.")

    def rows(self, field: str, fields: Sequence[str]) -> tuple["Row", ...]:
        """Return a cell that holds a list of mappings with at least one in it."""
        value = self._content.get(field)
        if not isinstance(value, list) or not value:
            raise ValueError(f"{self.where}: {field} must be a list with at least one entry.")
        return tuple(
            Row(item, f"{self.where}, {field} {place}", fields) for place, item in enumerate(value, start=1)
        )


def shown(value: object) -> str:
    """Write a cell as it should appear in an error: on one line, and short."""
    try:
        text = "nothing" if value is None else repr(value) if isinstance(value, str) else str(value)
    except ValueError:
        # Python writes no whole number of more than some thousand digits.
        return "a number with too many digits to write"
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}..."
