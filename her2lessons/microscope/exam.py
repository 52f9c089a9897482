"""An examination set: the same fields for a whole class, derived from a secret that the teacher knows."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from numbers import Integral
from typing import TYPE_CHECKING
from unicodedata import normalize

from her2lessons.guidelines import given, ihc
from her2lessons.microscope.exam_files import Exported, check_folder, write_set
from her2lessons.microscope.exam_sheet import read_sheet

if TYPE_CHECKING:
    import os

    from her2lessons.microscope.field import Field

__all__ = ["Exported", "Marked", "Request", "export", "fields", "mark", "name", "seeds"]

SHORTEST_SECRET = 8
"""Characters that a secret must have. Source: course."""

USUAL_SIZE, SMALLEST_SIZE, LARGEST_SIZE = 20, 10, 100
"""How many fields a set has, and how few and how many it can have. Source: course."""

_SEEDS = 10**9
"""Seeds lie below this, so that a bank or a sheet can hold them too."""

_WITHOUT_LOSS = 100
"""Quality of the pictures. Smaller files fade thin brown lines, and 0+ hangs on the faintest of them."""

_LETTERS = "abcdfghjkmnpqrst"
"""Sixteen letters for the name of a set: no digits, which a spreadsheet would take for a number."""


@dataclass(frozen=True)
class Request:
    """One field of a set: what to ask the microscope for, which is also the truth about it."""

    number: int
    """Its place in the set, from 1; students know the field by it."""
    seed: int
    """Of the tissue, 0 to 999,999,999."""
    score: ihc.Score
    """The score that the field earns."""

    def field(self) -> Field:
        """Draw the field."""
        # Imported here: a sheet is marked without drawing anything.
        from her2lessons.microscope.ihc import ihc_field

        return ihc_field(self.score, seed=self.seed)


@dataclass(frozen=True)
class Marked:
    """What a student wrote for one field, beside what it is."""

    number: int
    """The field's number on the sheet."""
    given: ihc.Score
    """What the student wrote."""
    true: ihc.Score
    """What was drawn."""
    seed: int
    """Of the tissue."""


def fields(secret: str, size: int = USUAL_SIZE) -> tuple[Request, ...]:
    """Give the fields of a set, in the order of their numbers; nothing is drawn.

    Parameters
    ----------
    secret : str
        At least 8 characters, known to the teacher alone; spaces around it do not count. The same secret and
        size always give the same set.
    size : int
        How many fields, 10 to 100, a multiple of five: each of the five scores comes equally often.

    Returns
    -------
    tuple of Request
        In an order that only the secret tells.

    Raises
    ------
    ValueError
        If the secret is no text or too short, or if the size is none of the above.

    Notes
    -----
    Seeds and order are HMAC-SHA256 digests under the secret. Whoever guesses the secret knows the key, so
    take one that nobody guesses.
    """
    key, count = _key(secret), _checked_size(size)
    ladder = [score for score in ihc.SCORES for _ in range(count // len(ihc.SCORES))]
    # Sorted by digests that only the secret tells, the scores come in an order that nobody can foresee.
    order = sorted(range(count), key=lambda place: _digest(key, f"order {count} {place}"))
    scores = [ladder[place] for place in order]
    return tuple(
        Request(number, seed, score)
        for number, (seed, score) in enumerate(zip(_seeds(key, count), scores, strict=True), start=1)
    )


def seeds(secret: str, size: int = USUAL_SIZE) -> tuple[int, ...]:
    """Give the seeds of a set's tissues in the order of its numbers; takes and refuses what `fields` does."""
    return tuple(request.seed for request in fields(secret, size))


def name(secret: str, size: int = USUAL_SIZE) -> str:
    """Give a set's name, four letters that stand on its sheets, so that no other secret marks them.

    It tells nothing about the answers, and too little of the secret to find it.
    """
    digest = _digest(_key(secret), f"name {_checked_size(size)}")
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:4])


def export(
    secret: str, folder: str | os.PathLike[str], size: int = USUAL_SIZE, *, replace: bool = False
) -> Exported:
    """Write a set as files: what students get into ``folder/students``, and the key beside that folder.

    Students get the pictures ``01.webp``, ``02.webp`` ... and ``answer-sheet.csv`` with the columns number,
    score (to be filled in) and set. The teacher keeps ``answer-key.csv`` with the columns number, score and
    the four percentages of `guidelines.ihc.Percents`. The secret is written nowhere.

    Parameters
    ----------
    secret, size
        As for `fields`.
    folder : path
        Where to write; it is made where it is missing.
    replace : bool
        Whether files of an earlier export may be written over.

    Returns
    -------
    Exported
        Where the files are.

    Raises
    ------
    ValueError
        If the secret or the size is refused, if the folder is a file or holds files that may not be replaced,
        or if the disk refuses. Each file is written whole or not at all.
    """
    requests, label = fields(secret, size), name(secret, size)
    if not isinstance(replace, bool):
        raise ValueError(f"replace must be True or False, not {given.named(replace)}: give one of them.")
    place = check_folder(folder, len(requests), replace)
    drawn = ((request.number, request.score, *_picture(request)) for request in requests)
    return write_set(place, label, drawn, replace)


def mark(secret: str, sheet: str | os.PathLike[str], size: int = USUAL_SIZE) -> tuple[Marked, ...]:
    """Read a filled answer sheet and put the truth beside each answer; nothing is drawn.

    `her2lessons.progress.reader_report.report` makes the reader's report of what comes back.

    Parameters
    ----------
    secret, size
        As the set was made from.
    sheet : path
        The CSV file with the columns number and score; commas, semicolons or tabs may part them. Where the
        column set is kept, it is compared with the secret.

    Returns
    -------
    tuple of Marked
        In the order of the numbers.

    Raises
    ------
    ValueError
        If the secret or the size is refused, or if the sheet cannot be read, belongs to another set, or
        lacks, repeats or misnames a number or a score; the sentence says which.
    """
    requests = fields(secret, size)
    said = read_sheet(sheet, len(requests), name(secret, size))
    return tuple(Marked(one.number, said[one.number], one.score, one.seed) for one in requests)


def _picture(request: Request) -> tuple[ihc.Percents, str, bytes]:
    """Give a field's true percentages, and its picture with the ending of its file."""
    from her2lessons.microscope import patterns

    field = request.field()
    scored = field.cells.loc[field.cells["scored"], "pattern"]
    shares = scored.value_counts(normalize=True)
    kinds = (patterns.INTENSE, patterns.WEAK, patterns.INCOMPLETE, patterns.FAINT)
    percents = ihc.Percents(*(100 * float(shares.get(patterns.PATTERNS[kind], 0)) for kind in kinds))
    media_type, data = field.encoded(_WITHOUT_LOSS)
    return percents, media_type.rpartition("/")[2], data


def _seeds(key: bytes, count: int) -> list[int]:
    """Derive as many different seeds; a digest that gives one again is passed over."""
    found: dict[int, None] = {}
    turn = 0
    while len(found) < count:
        found[int.from_bytes(_digest(key, f"seed {count} {turn}")[:16], "big") % _SEEDS] = None
        turn += 1
    return list(found)


def _digest(key: bytes, topic: str) -> bytes:
    return hmac.digest(key, topic.encode(), sha256)


def _key(secret: object) -> bytes:
    """Return the secret as bytes; no error repeats it, because errors end up in saved notebooks."""
    if not isinstance(secret, str):
        raise ValueError(
            f"The secret must be text in quotes, not a {type(secret).__name__}: choose at least "
            f"{SHORTEST_SECRET} characters that nobody guesses."
        )
    # One letter with an accent has two spellings, and which of them is typed depends on the computer.
    text = normalize("NFC", secret.strip())
    if len(text) < SHORTEST_SECRET:
        raise ValueError(
            f"The secret has {len(text)} characters, spaces around it left out, and must have at least "
            f"{SHORTEST_SECRET}: choose a longer one that nobody guesses."
        )
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(
            "The secret holds half of a character, which is no text: type it again in ordinary letters."
        ) from None


def _checked_size(size: object) -> int:
    kinds = len(ihc.SCORES)
    if isinstance(size, Integral) and not isinstance(size, bool):
        count = int(size)
        if SMALLEST_SIZE <= count <= LARGEST_SIZE and count % kinds == 0:
            return count
    raise ValueError(
        f"size must be a multiple of {kinds} from {SMALLEST_SIZE} to {LARGEST_SIZE}, not "
        f"{given.named(size)}: each of the {kinds} scores comes equally often, so give such a number."
    )
