"""Read a YAML file of the rules so strictly that nothing in it is changed or lost unseen."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

RULES = "rules"
"""The folder, within this room, that holds the rules as data."""


def shipped(name: str) -> tuple[str, str]:
    """Return a file that comes with the course as its name and its text."""
    file = f"{name}.yaml"
    return file, files("her2lessons.guidelines").joinpath(RULES, file).read_text(encoding="utf-8")


def from_disk(path: str | Path) -> tuple[str, str]:
    """Return a file of the caller's own as its name and its text.

    Raises
    ------
    ValueError
        If it is not there or is not text.
    """
    file = Path(path)
    try:
        return file.name, file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"The rules file {file.name!r} cannot be read: {_short(error)}.") from error


def parse(file: str, text: str) -> dict[str, Any]:
    """Return the mapping that a YAML text holds.

    Raises
    ------
    ValueError
        If it is no YAML, names a field twice, repeats a part by an anchor, or is no mapping.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_repeats(file, yaml.compose(text, Loader=loader))
        content = yaml.load(text, Loader=loader)  # noqa: S506  (a safe loader, the quick one where it is there)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise ValueError(f"{file}{where}: {getattr(error, 'problem', None) or _short(error)}.") from error
    if not isinstance(content, dict):
        raise ValueError(f"{file} must hold fields with their values. Start it with a line such as room: ...")
    return content


def _refuse_repeats(file: str, root: Any) -> None:
    """Refuse a field that is there twice, and a part repeated by an anchor; YAML would let both pass."""
    import yaml

    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, yaml.CollectionNode):
            continue
        line = node.start_mark.line + 1
        if id(node) in seen:
            raise ValueError(f"{file}, line {line}: this part is repeated by an anchor. Write it out.")
        seen.add(id(node))
        if not isinstance(node, yaml.MappingNode):
            waiting += node.value
            continue
        fields = [key.value for key, _ in node.value]
        for key, value in node.value:
            if fields.count(key.value) > 1:
                at = key.start_mark.line + 1
                raise ValueError(f"{file}, line {at}: the field {shown(key.value)} is there twice. Keep one.")
            waiting.append(value)


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
    text = "nothing" if value is None else repr(value) if isinstance(value, str) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}..."
