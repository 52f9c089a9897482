"""Family ``kappa``: two readers, one table of four counts, and how far they agree beyond chance.

The answers are those of `models.agreement.kappa`. Easy questions give the agreement by chance, harder ones
the table alone; in the hardest nearly all readings agree and kappa is low, because one answer is rare.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from her2lessons.models import agreement
from her2lessons.quiz import making
from her2lessons.quiz.item import Item
from her2lessons.quiz.making import Made, Slip, Sum

_ANSWERS = (
    ("IHC 3+", "not 3+"),
    ("HER2-low", "HER2-null"),
    ("IHC 2+ or 3+", "IHC 0 or 1+"),
    ("ISH amplified", "not amplified"),
    ("some staining", "no staining"),
)
_READERS = (
    ("a pathologist", "a second pathologist"),
    ("a laboratory", "a reference laboratory"),
    ("a pathologist", "a computer program"),
    ("a pathologist today", "the same pathologist a month later"),
)


class Table(NamedTuple):
    """Four counts: both the first answer, only the first reader, only the second, neither."""

    both: int
    only_first: int
    only_second: int
    neither: int

    @property
    def agreement(self) -> agreement.Agreement:
        """Ask the model."""
        return agreement.kappa([[self.both, self.only_first], [self.only_second, self.neither]])

    @property
    def alike(self) -> int:
        """How many they read alike."""
        return self.both + self.neither


def make(seed: int) -> Item:
    """Make the question of ``seed``.

    Parameters
    ----------
    seed
        A whole number from 0; the same seed gives the same question, word for word.

    Returns
    -------
    Item
        A question of the kind ``numeric``, without a unit.

    Raises
    ------
    ValueError
        If the seed is not a whole number from 0.

    Notes
    -----
    Sources: cohen1960; for high agreement with a low kappa cicchetti1990.
    """
    chance = making.chance("kappa", seed)
    drawn = making.clear_sum(chance.choice(_VARIANTS), chance)
    made = Made(
        family="kappa",
        seed=seed,
        objective="06.1",
        concepts=[],
        difficulty=drawn.difficulty,
        prompt=drawn.prompt,
        explain=drawn.explanation,
        sources=["cohen1960", "cicchetti1990"] if drawn.difficulty == 3 else ["cohen1960"],
        reviewed="2026-11-26",
    )
    return making.numeric(made, drawn.answer, unit=drawn.unit, tolerance=drawn.tolerance)


def with_chance_given(chance: Random) -> Sum:
    """The share of agreement by chance is stated, so that only the last step is left."""
    table = _split(chance, chance.choice([50, 80, 100, 120]), (0.35, 0.65), (0.70, 0.95))
    found = table.agreement
    return _sum(
        1,
        table,
        chance,
        f"With these habits, chance alone would make them agree on a share of **{found.expected:.3f}**.",
    )


def from_the_table(chance: Random) -> Sum:
    """The table alone."""
    table = _split(chance, chance.choice([60, 80, 100, 150, 200]), (0.20, 0.60), (0.70, 0.95))
    return _sum(2, table, chance, "")


def with_a_rare_answer(chance: Random) -> Sum:
    """Nearly all readings agree, and kappa is low, because one answer is rare."""
    n = chance.choice([100, 150, 200, 250])
    apart = chance.randint(n // 20, n // 8)
    only_first = chance.randint(apart // 3, apart - apart // 3)
    both = chance.randint(1, max(2, n // 40))
    pair = (both, n - both - apart)
    # Which of the two answers is the rare one is left to chance too.
    first, last = pair if chance.randrange(2) else pair[::-1]
    return _sum(3, Table(first, only_first, apart - only_first, last), chance, "")


_VARIANTS = (with_chance_given, from_the_table, with_a_rare_answer)


def _split(chance: Random, n: int, common: tuple[float, float], alike: tuple[float, float]) -> Table:
    """Draw a table of ``n`` cases, from ranges of the share of the first answer and of agreement."""
    apart = n - round(n * chance.uniform(*alike))
    only_first = chance.randint(apart // 3, apart - apart // 3)
    both = round((n - apart) * chance.uniform(*common))
    return Table(both, only_first, apart - only_first, n - apart - both)


def _sum(difficulty: int, table: Table, chance: Random, given: str) -> Sum:
    yes, no = chance.choice(_ANSWERS)
    first, second = chance.choice(_READERS)
    n, found = sum(table), table.agreement
    return Sum(
        difficulty=difficulty,
        prompt="\n".join(
            [
                f"In invented data, {first} (rows) and {second} (columns) read the same {n} samples.",
                "",
                f"| | {yes} | {no} |",
                "|---|---:|---:|",
                f"| **{yes}** | {table.both} | {table.only_first} |",
                f"| **{no}** | {table.only_second} | {table.neither} |",
                "",
                f"{given} How large is Cohen's kappa? Keep three decimals on the way, and give two.".strip(),
            ]
        ),
        answer=f"{found.kappa:.2f}",
        unit="",
        tolerance="0.02",
        working=_working(table),
        slips=_slips(table),
    )


def _working(table: Table) -> list[str]:
    n, found = sum(table), table.agreement
    first, second = table.both + table.only_first, table.both + table.only_second
    steps = [
        f"They agree on {table.both} + {table.neither} = {table.alike} of {n}: {found.observed:.3f}.",
        f"By chance they would agree on {first}/{n} × {second}/{n} + {n - first}/{n} × {n - second}/{n} = "
        f"{found.expected:.3f}.",
        f"Kappa = ({found.observed:.3f} − {found.expected:.3f}) / (1 − {found.expected:.3f}) = "
        f"{found.kappa:.2f}.",
    ]
    if found.observed >= 0.85 and found.kappa < 0.5:
        rare = min(table.both, table.neither)
        steps.append(
            f"They agree on {100 * found.observed:.0f} in 100, and yet kappa is low: one answer is so rare "
            f"that chance alone would agree on {100 * found.expected:.0f} in 100. Both gave the rare "
            f"answer only {rare} {'time' if rare == 1 else 'times'}. Read the agreement on each answer too."
        )
    return steps


def _slips(table: Table) -> list[Slip]:
    found = table.agreement
    slips = [
        Slip(
            "Giving the share of agreement for kappa",
            f"{found.observed:.2f}",
            f"Chance alone would bring {found.expected:.2f} of it, and kappa takes that off.",
        ),
        Slip(
            "Subtracting chance and stopping there",
            f"{found.observed - found.expected:.2f}",
            f"The rest is measured against what chance leaves open, 1 − {found.expected:.2f}.",
        ),
    ]
    # Where kappa and the agreement by chance happen to be alike, nobody could see which of them was given.
    if abs(found.expected - found.kappa) > 0.05:
        slips.append(
            Slip(
                "Giving the agreement by chance",
                f"{found.expected:.2f}",
                "That is what kappa takes off, and not kappa.",
            )
        )
    return slips
