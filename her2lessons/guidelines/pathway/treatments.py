"""The treatments that a rule may name and a case may have had: drugs, and the groups they belong to."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from her2lessons.guidelines.pathway import yaml_file
from her2lessons.guidelines.pathway.yaml_file import Row

FILE = "treatments"

_FIELDS = ("id", "name", "groups", "also", "cautions")


@dataclass(frozen=True)
class Treatment:
    """One drug, one group of drugs, or surgery or radiotherapy."""

    id: str
    """Permanent name, such as ``trastuzumab_deruxtecan`` or ``taxane``."""
    name: str
    """As it is written in a sentence."""
    groups: frozenset[str]
    """Every group it belongs to, near and far; a taxane is chemotherapy."""
    also: tuple[str, ...]
    """Other names under which a case may give it."""
    cautions: tuple[str, ...]
    """What goes with it wherever it is recommended."""
    is_group: bool
    """Whether other treatments belong to it."""


@cache
def treatments() -> dict[str, Treatment]:
    """Return every treatment by its id."""
    return _read(*yaml_file.shipped(FILE))


def named(value: object, where: str) -> str:
    """Return the id of a treatment that was given by its id, its name or a common short name.

    Parameters
    ----------
    value : str
        Such as ``"trastuzumab"``, ``"T-DXd"``, ``"taxane"`` or ``"surgery"``.
    where : str
        What the name was given for, for the error.

    Raises
    ------
    ValueError
        If there is no such treatment; the message names those that come close.
    """
    known = _names()
    if isinstance(value, str):
        found = known.get(_plain(value))
        if found is not None:
            return found
        close = list(dict.fromkeys(known[name] for name in get_close_matches(_plain(value), known, n=3)))
        hint = f"Did you mean {' or '.join(map(repr, close))}?" if close else _EXAMPLES
    else:
        hint = _EXAMPLES
    raise ValueError(f"{where} names the treatment {yaml_file.shown(value)}, which is not known. {hint}")


def is_one_of(treatment: str, other: str) -> bool:
    """Return whether a treatment is another one, or belongs to that group."""
    return treatment == other or other in treatments()[treatment].groups


def drug_cautions(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cautions that go with drugs, those of their groups included, each once."""
    known = treatments()
    found = [
        caution for id in ids for near in (id, *sorted(known[id].groups)) for caution in known[near].cautions
    ]
    return tuple(dict.fromkeys(found))


_EXAMPLES = "Write names such as 'trastuzumab', 'taxane' or 'surgery'."


@cache
def _names() -> dict[str, str]:
    return {
        _plain(name): id
        for id, treatment in treatments().items()
        for name in (id, treatment.name, *treatment.also)
    }


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").replace("-", " ").split())


def _read(file: str, text: str) -> dict[str, Treatment]:
    """Read the list of treatments and gather for each the groups of its groups."""
    content = Row(yaml_file.parse(file, text), file, ("treatments",))
    rows = {row.text("id"): row for row in content.rows("treatments", _FIELDS)}
    near = {id: row.texts("groups") for id, row in rows.items()}
    for id, groups in near.items():
        for group in groups:
            if group not in rows:
                raise ValueError(f"{file}: {id} belongs to {group!r}, which is not listed. List it.")

    def far(id: str) -> frozenset[str]:
        return frozenset(near[id]).union(*(far(group) for group in near[id]))

    parents = {group for groups in near.values() for group in groups}
    return {
        id: Treatment(id, row.text("name"), far(id), row.texts("also"), row.texts("cautions"), id in parents)
        for id, row in rows.items()
    }
