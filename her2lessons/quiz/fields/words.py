"""What a field shows, in plain words for who cannot see it: where things lie; no score, class or count."""

from __future__ import annotations

from typing import NamedTuple

from her2lessons.guidelines.ihc import Percents
from her2lessons.quiz.drawn import Request

#: What a picture of a question is drawn at; a request says no other.
_SIZE = 512

_LINES = {
    "intense_complete": "a thick dark brown line all round",
    "weak_moderate_complete": "a thin to medium brown line all round",
    "moderate_intense_incomplete": "a dark brown line along one part of the border, with gaps",
    "faint_incomplete": "a barely visible brown line along one part of the border",
}
#: The pattern that most stained cells of a field show that was asked for by its score alone.
_USUAL = {
    "3+": "intense_complete",
    "2+": "weak_moderate_complete",
    "1+": "faint_incomplete",
    "0+": "faint_incomplete",
}
# Up to which percentage which words; near the line they are as fine as what is asked.
_AMOUNTS = (
    (3, "very few"),
    (6, "about one in twenty"),
    (8, "fewer than one in ten"),
    (9, "just under one in ten"),
    (10, "one in ten"),
    (12, "just over one in ten"),
    (14, "about one in eight"),
    (17, "about one in six"),
    (22, "about one in five"),
    (29, "about a quarter"),
    (36, "about a third"),
    (45, "about two in five"),
    (55, "about half"),
    (64, "about three in five"),
    (72, "about two thirds"),
    (79, "about three quarters"),
    (100, "most"),
)
_ROUGH = ((20, "some"), (50, "many"), (100, "most"))


class Duct(NamedTuple):
    """A duct that a field shows."""

    kind: str
    """"normal duct" or "in situ"."""
    place: str
    """Such as "at the upper left"."""


def ducts(tissue: int, magnification: int = 20) -> dict[str, Duct]:
    """Give the ducts of a tissue by their kind: always a normal one, often one with in-situ cancer."""
    # Imported here: a family can be listed without numpy. Ducts are what a tissue lays out first.
    from her2lessons.microscope.ducts import ducts as laid_out
    from her2lessons.microscope.texture import stream
    from her2lessons.microscope.tissue import SPACINGS

    draws = stream("tissue", tissue, _SIZE, magnification)
    found = laid_out(draws, _SIZE, SPACINGS[magnification])
    return {duct.kind: Duct(duct.kind, place(duct.x / _SIZE, duct.y / _SIZE)) for duct in found}


def place(across: float, down: float) -> str:
    """Say where a point lies; both from 0, at the upper left, to 1."""
    row = ("upper", "", "lower")[min(int(3 * max(down, 0.0)), 2)]
    column = ("left", "", "right")[min(int(3 * max(across, 0.0)), 2)]
    if row and column:
        return f"at the {row} {column}"
    if row:
        return f"at the {'top' if row == 'upper' else 'bottom'}, half way across"
    return f"at the {column}, half way down" if column else "in the middle"


def tumour(shares: Percents, *, rough: bool = False) -> str:
    """Say in a sentence what the membranes of the invasive cells show, and in how many of them."""
    table = _ROUGH if rough else _AMOUNTS
    parts = [
        f"{_amount(share, table)} of the cells have {_LINES[name]}"
        for name, share in shares._asdict().items()
        if share
    ]
    if not parts:
        return "No cell of these nests has a brown line at its border."
    rest = "; the others have none" if sum(shares) < 100 else ""
    text = f"{'; '.join(parts)}{rest}."
    return text[0].upper() + text[1:]


def around(asked: Request) -> str:
    """Say what else lies in an IHC field, and where."""
    found = ducts(int(asked.seed), int(asked.magnification))
    normal, in_situ = found["normal duct"], found.get("in situ")
    lines = "a thick dark brown line round each cell" if asked.flaw == "ducts stain" else "no brown line"
    said = [f"A small ring of cells round an open middle, {normal.place}, has {lines}."]
    if in_situ:
        said.append(
            f"A round island packed with cells, {in_situ.place}, closed in by a thin rim, has brown lines "
            "all round its cells, many of them thick and dark."
        )
    pads = "look alike" if asked.flaw == "controls" else "are as labelled: dark brown lines, and none"
    said.append(
        "At the lower left lie two pads of control cells, one labelled as strongly stained and one as "
        f"unstained; they {pads}."
    )
    return " ".join(said)


def ihc_alt(asked: Request, shares: Percents | None = None, *, rough: bool = False) -> str:
    """Describe an IHC field; `shares` are those asked for, or None where only a score was."""
    said = ["A simulated IHC field with blue nuclei: nests and sheets of large cells lie among pale fibres."]
    if shares is not None:
        said.append(tumour(shares, rough=rough))
    elif asked.score in _USUAL:
        said.append(f"Cells of these nests have {_LINES[_USUAL[asked.score]]}.")
    else:
        said.append(tumour(Percents(0, 0, 0, 0)))
    if asked.flaw == "artefact":
        said.append("Most of it is smeared into dark threads, folded and torn, and brown clings to that.")
    said.append(around(asked))
    return " ".join(said)


def fish_alt(asked: Request) -> str:
    """Describe a FISH field as the microscope does."""
    from her2lessons.microscope.fish import NUCLEUS_MICROMETRES
    from her2lessons.microscope.fish_request import check
    from her2lessons.microscope.fish_words import description

    checked = check(
        float(asked.ratio or 0),
        float(asked.her2_copies or 0),
        int(asked.nuclei),
        int(asked.seed),
        _SIZE,
        asked.distractors,
        "orange-green",
        asked.flaw,
    )
    return description(checked, NUCLEUS_MICROMETRES / checked.radius * _SIZE)


def dots_alt(asked: Request) -> str:
    """Name a FISH field in one sentence, where its card adds the microscope's own description."""
    more = (
        ", with nuclei among them that lie over each other, are cut off or out of focus"
        if asked.distractors
        else ""
    )
    return f"Blue nuclei on black with orange-red HER2 dots and green CEP17 dots in them{more}."


def _amount(share: float, table: tuple[tuple[int, str], ...]) -> str:
    return next(words for most, words in table if share <= most)
