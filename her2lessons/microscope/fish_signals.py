"""Where the signals of a FISH field lie: single, split in two, in clusters, or outside every nucleus.

Signals of one probe are kept far enough apart to be told from each other at full size. A nucleus with many
HER2 signals has most of them in clusters, as in amplified tumours: there they merge into bright patches, and
their true number stands only in the table.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from her2lessons.microscope.field import SIGNAL_COLUMNS
from her2lessons.microscope.fish_counts import Counts
from her2lessons.microscope.fish_nuclei import CONTROL, Nuclei
from her2lessons.microscope.fish_request import Request

_STREAM = 103

CLUSTERS_FROM = 9
"""From how many HER2 signals in a nucleus most of them lie in clusters. Illustrative."""

_SINGLE_APART, _PROBES_APART, _SPLIT_APART = 6.2, 4.6, 3.0
"""Distances between middles, in standard deviations of a dot's brightness: two signals of a probe, signals of
different probes, and the two dots of a split signal, which are no farther apart than a dot is wide."""

_CLUSTER_STEP = 1.05
"""Radius of a cluster for the square root of its signals, in the same unit: too near to tell them apart."""

_SPLIT, _DIMMEST = 0.07, 0.68
"""How often a signal is split, and how bright the weakest is beside the strongest."""

_DEEPEST = 0.80
"""How near to the edge of a nucleus, as a part of the way from its middle, a signal may lie."""

_TRIES = 24


@dataclass
class Dots:
    """Dots while they are placed, an entry each."""

    x: list[float] = field(default_factory=list)
    y: list[float] = field(default_factory=list)
    probe: list[str] = field(default_factory=list)
    nucleus: list[int] = field(default_factory=list)
    cluster: list[int] = field(default_factory=list)
    split: list[bool] = field(default_factory=list)
    bright: list[float] = field(default_factory=list)
    """How bright the middle of a dot is, 0 to 1."""
    blur: list[float] = field(default_factory=list)
    """Standard deviation of its brightness, in pixels."""

    def add(
        self,
        place: tuple[float, float],
        probe: str,
        nucleus: int,
        look: tuple[float, float],
        cluster: int = -1,
        split: bool = False,
    ) -> None:
        """Add a dot with its brightness and blur."""
        self.x.append(round(place[0], 2))
        self.y.append(round(place[1], 2))
        self.probe.append(probe)
        self.nucleus.append(nucleus)
        self.cluster.append(cluster)
        self.split.append(split)
        self.bright.append(look[0])
        self.blur.append(look[1])

    def table(self) -> pd.DataFrame:
        """Return a row a dot."""
        columns = (self.x, self.y, self.probe, self.nucleus, self.cluster, self.split)
        return pd.DataFrame(dict(zip(SIGNAL_COLUMNS, columns, strict=True)))

    def counted(self, probe: str, nuclei: int) -> list[int]:
        """Return the signals of a probe in each nucleus; the second dot of a split signal is none."""
        number = [0] * nuclei
        for found, nucleus, split in zip(self.probe, self.nucleus, self.split, strict=True):
            if found == probe and nucleus >= 0 and not split:
                number[nucleus] += 1
        return number


def dot_blur(radius: float) -> float:
    """Return the usual blur of a dot, in pixels, in nuclei of this radius: about a fifth of a micrometre."""
    return max(1.2, 0.043 * radius)


def signals(request: Request, nuclei: Nuclei, counts: Counts) -> Dots:
    """Place all signals of a field."""
    draws = np.random.Generator(np.random.PCG64(np.random.SeedSequence([request.seed, _STREAM])))
    placing = _Placing(request, nuclei, dot_blur(request.radius), draws)
    for nucleus in range(len(nuclei)):
        her2, cep17 = _number(request, nuclei, counts, nucleus, draws)
        placing.fill(nucleus, her2, cep17)
    if request.distractors:
        placing.outside(max(3, round(0.3 * request.nuclei)), far=True)
    if request.flaw == "over cytoplasm":
        placing.outside(round(0.5 * len(placing.dots.x)), far=False)
    if request.flaw == "cannot be scored":
        placing.spoil()
    return placing.dots


def _number(
    request: Request, nuclei: Nuclei, counts: Counts, nucleus: int, draws: np.random.Generator
) -> tuple[int, int]:
    """Return the signals of a nucleus: as planned where it may be counted, and as is usual elsewhere."""
    why = nuclei.why[nucleus]
    if why == "":
        return counts.her2[nucleus], counts.cep17[nucleus]
    if why == "no signals" or (nuclei.cell[nucleus] == CONTROL and request.flaw == "controls"):
        return 0, 0
    if nuclei.cell[nucleus] == CONTROL:
        return 2, 2
    if why == "not a tumour cell":
        return 2, int(draws.integers(1, 3))
    other = int(draws.integers(0, len(counts.her2)))
    return counts.her2[other], counts.cep17[other]


class _Placing:
    """Dots of a field while they are placed one after the other."""

    def __init__(self, request: Request, nuclei: Nuclei, blur: float, draws: np.random.Generator) -> None:
        self.request, self.nuclei, self.blur, self.draws = request, nuclei, blur, draws
        self.dots = Dots()
        self._clusters = 0

    def fill(self, nucleus: int, her2: int, cep17: int) -> None:
        """Place the signals of one nucleus: clusters first, as they need most room."""
        # Middle, reach and probe of what already lies in this nucleus.
        taken: list[tuple[float, float, float, str]] = []
        alone, clusters = self._arranged(her2)
        for number in clusters:
            reach = _CLUSTER_STEP * self.blur * np.sqrt(number)
            middle = self._free(nucleus, "her2", reach, taken)
            taken.append((*middle, reach, "her2"))
            self._cluster(nucleus, middle, reach, number)
        for probe, number in (("cep17", cep17), ("her2", alone)):
            for _ in range(number):
                place = self._free(nucleus, probe, 0.0, taken)
                taken.append((*place, 0.0, probe))
                self._single(nucleus, place, probe)

    def outside(self, number: int, *, far: bool) -> None:
        """Place dots outside every nucleus: on bare background, or over the cytoplasm around nuclei."""
        for n in range(number):
            place = self._bare(*((1.35, 2.2) if far else (1.12, 1.4)))
            if place is not None:
                # Background spots are a little smaller and dimmer than signals.
                look = self._look() if not far else (0.75 * self._look()[0], 0.8 * self.blur)
                self.dots.add(place, ("her2", "cep17")[n % 2], -1, look)

    def spoil(self) -> None:
        """Make nearly half of the dots so weak and blurred that nobody can score them."""
        dots = len(self.dots.x)
        # An exact part, so that also few dots are spoiled to well over the guideline's 25 %.
        for n in self.draws.permutation(dots)[: int(np.ceil(0.45 * dots))].tolist():
            self.dots.bright[n] *= 0.30
            self.dots.blur[n] *= 2.3

    def _arranged(self, her2: int) -> tuple[int, list[int]]:
        """Return how many HER2 signals lie alone and how many in each cluster."""
        if her2 < CLUSTERS_FROM:
            return her2, []
        alone = int(self.draws.integers(2, 5))
        rest = her2 - alone
        parts = 1 if rest < 11 else int(self.draws.integers(1, 4))
        first = [rest // parts] * parts
        first[0] += rest - sum(first)
        return alone, first

    def _look(self, nucleus: int = -1) -> tuple[float, float]:
        bright, blur = self.draws.uniform(_DIMMEST, 1.0), self.blur * self.draws.uniform(0.9, 1.12)
        if nucleus >= 0 and self.nuclei.why[nucleus] == "out of focus":
            return 0.32 * bright, 2.4 * blur
        return bright, blur

    def _single(self, nucleus: int, place: tuple[float, float], probe: str) -> None:
        bright, blur = self._look(nucleus)
        self._add(place, probe, nucleus, (bright, blur))
        if self.draws.random() < _SPLIT:
            turn, apart = self.draws.uniform(0, 2 * np.pi), _SPLIT_APART * self.blur
            second = place[0] + apart * np.cos(turn), place[1] + apart * np.sin(turn)
            self._add(second, probe, nucleus, (0.9 * bright, blur), split=True)

    def _cluster(self, nucleus: int, middle: tuple[float, float], reach: float, number: int) -> None:
        # Turned by the golden angle, points fill a disc evenly; a little disorder makes it a clump.
        steps = np.arange(number)
        way = reach * np.sqrt((steps + 0.5) / number)
        turn = steps * 2.399963 + self.draws.uniform(0, 2 * np.pi)
        disorder = self.draws.normal(0, 0.3 * self.blur, (2, number))
        x, y = middle[0] + way * np.cos(turn) + disorder[0], middle[1] + way * np.sin(turn) + disorder[1]
        for place in zip(x.tolist(), y.tolist(), strict=True):
            bright, blur = self._look(nucleus)
            self._add(place, "her2", nucleus, (0.7 * bright, blur), cluster=self._clusters)
        self._clusters += 1

    def _add(
        self,
        place: tuple[float, float],
        probe: str,
        nucleus: int,
        look: tuple[float, float],
        cluster: int = -1,
        split: bool = False,
    ) -> None:
        # What the edge of the field cuts off is not drawn and not in the table.
        if all(0 <= along <= self.request.size - 1 for along in place):
            self.dots.add(place, probe, nucleus, look, cluster, split)

    def _free(
        self, nucleus: int, probe: str, reach: float, taken: list[tuple[float, float, float, str]]
    ) -> tuple[float, float]:
        """Return the first tried place that is far enough from what is there, or else the farthest tried."""
        turns, parts = self.draws.random((2, _TRIES))
        smallest = min(self.nuclei.radius_x[nucleus], self.nuclei.radius_y[nucleus])
        deepest = max(_DEEPEST - reach / smallest, 0.1)
        x, y = self.nuclei.points(nucleus, turns * 2 * np.pi, deepest * np.sqrt(parts))
        if not taken:
            return float(x[0]), float(y[0])
        others = np.array([one[:3] for one in taken])
        apart = np.array([_SINGLE_APART if one[3] == probe else _PROBES_APART for one in taken]) * self.blur
        room = np.hypot(x[:, None] - others[:, 0], y[:, None] - others[:, 1]) - others[:, 2] - reach - apart
        worst = room.min(axis=1)
        chosen = int(np.argmax(worst >= 0)) if (worst >= 0).any() else int(np.argmax(worst))
        return float(x[chosen]), float(y[chosen])

    def _bare(self, near: float, far: float) -> tuple[float, float] | None:
        """Return a place outside every nucleus, at such a part of the way beyond an edge, or None."""
        drawn = self.nuclei
        for _ in range(_TRIES):
            nucleus = int(self.draws.integers(0, self.request.nuclei))
            turn, part = self.draws.uniform(0, 2 * np.pi, 1), self.draws.uniform(near, far, 1)
            x, y = drawn.points(nucleus, turn, part)
            inside = self.blur * 3 < min(x[0], y[0]) and max(x[0], y[0]) < self.request.size - self.blur * 3
            framed = drawn.frame is not None and x[0] > drawn.frame.left - 8 and y[0] > drawn.frame.top - 8
            apart = np.hypot(drawn.x - x, drawn.y - y)
            beside = np.flatnonzero(apart < 1.4 * np.maximum(drawn.radius_x, drawn.radius_y))
            clear = all(drawn.depth(int(n), x, y)[0] >= min(near, 1.2) for n in beside)
            if inside and clear and not framed:
                return float(x[0]), float(y[0])
        return None
