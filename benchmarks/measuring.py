"""Run two things in turn and give the ratio, pair by pair."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median


def spread(values: list[float], unit: str = "", scale: float = 1.0) -> str:
    """Give a median with its range."""
    shown = [value * scale for value in (median(values), min(values), max(values))]
    return "{:.3g}{u} (from {:.3g} to {:.3g})".format(*shown, u=unit)


def compare(
    ours: Callable[[], float], theirs: Callable[[], float], runs: int
) -> tuple[list[float], list[float]]:
    """Measure both in turn after one warm-up each; each call gives its own seconds."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(runs)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def report(name: str, ours: list[float], theirs: list[float], aim: str) -> None:
    """Print both and their ratio."""
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    print(f"{name}: {spread(ours, ' ms', 1e3)}")
    print(f"  against: {spread(theirs, ' ms', 1e3)}")
    print(
        f"  ratio of the medians {median(ours) / median(theirs):.3g}, "
        f"pair by pair {spread(ratios)}; aim {aim}"
    )
