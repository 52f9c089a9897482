"""Named mistakes: which group each makes of a count, and why that is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from her2lessons.guidelines.ish import COPIES_HIGH, COPIES_LOW, RATIO_POSITIVE, DualProbe, group
from her2lessons.quiz.making import Mistake

_LESS = 0.01
"""Enough to bring a figure that lies exactly on a line below it."""


def misread(probe: DualProbe) -> tuple[list[Mistake], list[Mistake]]:
    """Give the mistakes about edges that this count sets out to invite, and those that many counts allow."""
    edges = [*_exactly_on_a_line(probe), *_rounded(probe, places=1)]
    others = [
        *_rounded(probe, places=0),
        *_one_figure_alone(probe),
        *_one_line_of_copies(probe),
        *_figures_exchanged(probe),
        *_definitions_exchanged(probe),
    ]
    return edges, others


def _mistake(name: str, ratio: float, copies: float, why: str) -> Mistake:
    return Mistake(f"Group {group(ratio, copies)}", why, name)


def _exactly_on_a_line(probe: DualProbe) -> Iterator[Mistake]:
    """Give what comes of taking a figure that lies exactly on a line for one below it."""
    name = "exactly on a line counts as below it"
    if probe.ratio == RATIO_POSITIVE:
        why = f"Exactly {RATIO_POSITIVE} is a ratio on the line, and the line belongs to the side above it."
        yield _mistake(name, probe.ratio - _LESS, probe.her2_copies, why)
    for line in (COPIES_LOW, COPIES_HIGH):
        if probe.her2_copies == line:
            why = f"Exactly {line} copies are on the line, and the line belongs to the side above it."
            yield _mistake(name, probe.ratio, probe.her2_copies - _LESS, why)


def _rounded(probe: DualProbe, places: int) -> Iterator[Mistake]:
    """Give what comes of rounding a figure up to a line before comparing it."""
    name = "figures are rounded before they are compared"
    ratio, copies = round(probe.ratio, places), round(probe.her2_copies, places)
    if probe.ratio < RATIO_POSITIVE <= ratio:
        why = f"{probe.ratio} is below {RATIO_POSITIVE}: the ratio is compared as it stands, not rounded."
        yield _mistake(name, ratio, probe.her2_copies, why)
    for line in (COPIES_LOW, COPIES_HIGH):
        if probe.her2_copies < line <= copies:
            why = f"{probe.her2_copies} copies are below {line}: they are compared unrounded, as they stand."
            yield _mistake(name, probe.ratio, copies, why)


def _one_figure_alone(probe: DualProbe) -> Iterator[Mistake]:
    ratio, copies = probe.ratio, probe.her2_copies
    high = ratio >= RATIO_POSITIVE
    side = "at or above" if high else "below"
    why = f"That looks at the ratio alone. The copies count as well: {_band(copies)}."
    yield Mistake("Group 1" if high else "Group 5", why, "the ratio decides alone")
    why = f"That looks at the copies alone. The ratio counts as well: {ratio} is {side} {RATIO_POSITIVE}."
    many = 3 if high else 1
    fewer = 4 if copies >= COPIES_LOW else 5
    by_copies = many if copies >= COPIES_HIGH else fewer
    yield Mistake(f"Group {by_copies}", why, "the HER2 copies decide alone")


def _one_line_of_copies(probe: DualProbe) -> Iterator[Mistake]:
    """Give what comes of knowing one of the two lines for copies only."""
    ratio, copies = probe.ratio, probe.her2_copies
    if COPIES_LOW <= copies < COPIES_HIGH:
        if ratio >= RATIO_POSITIVE:
            why = f"With a ratio of {ratio} the line for copies is {COPIES_LOW}; {copies} is not below it."
            yield Mistake("Group 2", why, f"only {COPIES_HIGH} copies or more are many")
        else:
            why = f"Group 3 asks for {COPIES_HIGH} copies or more, and here there are {copies}."
            yield Mistake("Group 3", why, f"{COPIES_LOW} copies or more are already many")
            why = f"Group 5 has fewer than {COPIES_LOW} copies, and here there are {copies}."
            yield Mistake("Group 5", why, f"only {COPIES_HIGH} copies or more are many")
    elif copies >= COPIES_HIGH and ratio < RATIO_POSITIVE:
        why = f"Group 4 ends below {COPIES_HIGH} copies, and here there are {copies}."
        yield Mistake("Group 4", why, f"{COPIES_LOW} copies is the only line")


def _figures_exchanged(probe: DualProbe) -> Iterator[Mistake]:
    why = (
        f"That takes the copies ({probe.her2_copies}) for the ratio and the ratio ({probe.ratio}) for the "
        "copies. Each figure has lines of its own."
    )
    yield _mistake("ratio and copies are taken for each other", probe.her2_copies, probe.ratio, why)


def _definitions_exchanged(probe: DualProbe) -> Iterator[Mistake]:
    """Give the groups between 1 and 5, each taken for this one, with the figure that rules it out."""
    ratio, copies = probe.ratio, probe.her2_copies
    high = ratio >= RATIO_POSITIVE
    name = "the groups between 1 and 5 are taken for each other"
    asks_high = f"Group 2 asks for a ratio of {RATIO_POSITIVE} or more, and here it is {ratio}."
    asks_few = f"Group 2 asks for fewer than {COPIES_LOW} copies, and here there are {copies}."
    yield Mistake("Group 2", asks_few if high else asks_high, name)
    for number, copies_asked in (
        (3, f"{COPIES_HIGH} copies or more"),
        (4, f"at least {COPIES_LOW} and fewer than {COPIES_HIGH} copies"),
    ):
        asks_low = f"Group {number} asks for a ratio below {RATIO_POSITIVE}, and here it is {ratio}."
        asks_many = f"Group {number} asks for {copies_asked}, and here there are {copies}."
        yield Mistake(f"Group {number}", asks_low if high else asks_many, name)


def _band(copies: float) -> str:
    if copies >= COPIES_HIGH:
        return f"{copies} is {COPIES_HIGH} or more"
    if copies >= COPIES_LOW:
        return f"{copies} lies from {COPIES_LOW} to below {COPIES_HIGH}"
    return f"{copies} is below {COPIES_LOW}"
