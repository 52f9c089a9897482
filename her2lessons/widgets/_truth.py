"""The truth of a field as shapes to draw on top of it, and a legend in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from her2lessons.microscope import Field


class Look(NamedTuple):
    """How a class of cells is outlined: colour, dashes, and a sign that stands for it without colour."""

    colour: str
    dash: tuple[int, ...]
    sign: str
    words: str


#: From the Okabe-Ito set; the dashes and signs tell the classes apart without colour.
PATTERNS = {
    "intense complete": Look("#d55e00", (), "3", "complete and intense"),
    "weak to moderate complete": Look("#56b4e9", (), "2", "complete, weak to moderate"),
    "moderate to intense incomplete": Look("#e69f00", (8, 4), "i", "incomplete, moderate to intense"),
    "faint incomplete": Look("#f0e442", (3, 3), "1", "incomplete and faint"),
    "none": Look("#ffffff", (1, 4), "", "no staining of the membrane"),
}
LEFT_OUT = Look("#999999", (2, 6), "×", "not scored: no invasive tumour cell")
COUNTED = Look("#ffffff", (), "", "counted")
NOT_COUNTED = Look("#999999", (4, 4), "×", "not to be counted")
#: A ring for HER2 and a square for CEP17, as on the buttons for marking.
PROBES = {"her2": ("circle", "#ff8c69"), "cep17": ("square", "#7ddf9a")}


def of_cells(field: Field) -> list[dict[str, Any]]:
    """Give the outline of every epithelial cell of an IHC field, in the look of its pattern."""
    return list(_cells(field))


def of_signals(field: Field) -> list[dict[str, Any]]:
    """Give the outline of every nucleus of a FISH field, and a ring or square around every counted dot."""
    return [*_nuclei(field), *_signals(field)]


def legend(field: Field) -> list[tuple[str, str, str]]:
    """Give colour, sign and words of each look that occurs in a field."""
    if field.kind == "fish":
        looks = [COUNTED, *([NOT_COUNTED] if not field.nuclei["countable"].all() else [])]
    else:
        scored = field.cells[field.cells["scored"]]
        looks = [look for name, look in PATTERNS.items() if (scored["pattern"] == name).any()]
        looks += [LEFT_OUT] if not field.cells["scored"].all() else []
    return [(look.colour, look.sign, look.words) for look in looks]


def _cells(field: Field) -> Iterator[dict[str, Any]]:
    for cell in field.cells.to_dict("records"):
        if cell["tissue"] in ("stroma", "lymphocyte"):
            continue
        look = PATTERNS[cell["pattern"]] if cell["scored"] else LEFT_OUT
        yield _outlined(cell, look, look.sign)


def _nuclei(field: Field) -> Iterator[dict[str, Any]]:
    for nucleus in field.nuclei.to_dict("records"):
        look = COUNTED if nucleus["countable"] else NOT_COUNTED
        yield _outlined(nucleus, look, "" if nucleus["countable"] else f"× {nucleus['why']}")


def _signals(field: Field) -> Iterator[dict[str, Any]]:
    countable = set(field.nuclei.index[field.nuclei["countable"].astype(bool)])
    for dot in field.signals.to_dict("records"):
        if dot["nucleus"] in countable and not dot["split"]:
            shape, colour = PROBES[dot["probe"]]
            yield {"x": float(dot["x"]), "y": float(dot["y"]), "shape": shape, "colour": colour, "text": ""}


def _outlined(row: dict[Any, Any], look: Look, text: str) -> dict[str, Any]:
    return {
        "x": float(row["x"]),
        "y": float(row["y"]),
        "outline": [[round(float(x), 1), round(float(y), 1)] for x, y in row["outline"]],
        "colour": look.colour,
        "dash": list(look.dash),
        "text": text,
    }
