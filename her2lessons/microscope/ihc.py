"""An IHC field: tissue that a seed fixes, membranes that a score asks for, and the truth about both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np
import pandas as pd

from her2lessons.guidelines import given, ihc
from her2lessons.microscope import artefacts, flaws, patterns
from her2lessons.microscope.controls import STATES, draw_controls
from her2lessons.microscope.counterstain import counterstain
from her2lessons.microscope.describe import described
from her2lessons.microscope.field import CELL_COLUMNS, Field, Pixels, checked_seed, checked_size, whole
from her2lessons.microscope.membranes import membranes
from her2lessons.microscope.patterns import PATTERNS, Counts, Staining
from her2lessons.microscope.stain import pixels
from her2lessons.microscope.territory import outlines, territory
from her2lessons.microscope.texture import smooth, stream
from her2lessons.microscope.tissue import MICROMETRES_PER_PIXEL, SPACINGS, TISSUES, Tissue, lay_out

Magnification = Literal[20, 40]


@dataclass(frozen=True, eq=False)
class Plan:
    """All that is known of an IHC field before it is drawn."""

    tissue: Tissue
    staining: Staining
    counts: Counts
    """How many scored cells show each of the `patterns.PATTERNS`."""
    truth: ihc.Reading
    """What the scored cells add up to."""
    seed: int
    magnification: int
    flaw: str | None
    controls: str
    """The state of the control strip, one of `controls.STATES`."""


def ihc_field(
    score: ihc.Score | None = None,
    percents: Mapping[str, float] | ihc.Percents | None = None,
    seed: int = 0,
    size: int = 512,
    *,
    magnification: int = 20,
    heterogeneous: bool = False,
    flaw: str | None = None,
) -> Field:
    """Draw a field of a breast cancer stained for HER2 by IHC.

    Parameters
    ----------
    score : str, optional
        The score that the field must earn: "0 absent", "0+", "1+", "2+" or "3+"; "2+" where neither score
        nor percentages are given.
    percents : mapping or ihc.Percents, optional
        In place of a score, the percentages of `guidelines.ihc.Percents` that the scored cells must show.
        They are met exactly where whole cells allow it, and else as nearly as leaves their score as it is.
    seed : int
        0 or more. It fixes the tissue; the score changes only the membranes.
    size : int, pixels
        Each side of the square, 256 to 2048.
    magnification : int
        20, or 40 for fewer and larger cells.
    heterogeneous : bool
        Whether the strongest cells form one clone in a corner instead of lying scattered.
    flaw : str, optional
        Why the field must be rejected, a key of ``FLAWS["ihc"]``: its truth is then None.

    Returns
    -------
    Field
        At 512 pixels, 200 cells are scored at 20x and 100 at 40x, so every whole percentage can be met; a
        larger field scores a larger multiple of 100, one with less room 50, 20 or 10 cells. ``cells`` says
        exactly what is met.

    Raises
    ------
    ValueError
        If an argument is none of the above, if both a score and percentages are given, or if a clone is asked
        for where all cells are alike.

    Notes
    -----
    Scored are whole invasive tumour cells. In-situ cancer, normal ducts, and cells that the edge of the field
    or the control strip cuts are drawn and not scored. The scoring is `guidelines.ihc.score` (wolff2018); the
    look is this course's drawing.
    """
    plan = ihc_plan(
        score, percents, seed, size, magnification=magnification, heterogeneous=heterogeneous, flaw=flaw
    )
    scale = MICROMETRES_PER_PIXEL[plan.magnification]
    return Field(
        kind="ihc",
        image=_drawn(plan),
        size=plan.tissue.size,
        seed=plan.seed,
        micrometres_per_pixel=scale,
        truth=plan.truth if plan.flaw is None else None,
        description=described(
            plan.tissue, plan.magnification, scale * plan.tissue.size, plan.controls, plan.flaw
        ),
        flaw=plan.flaw,
        cells=cell_table(plan),
    )


def ihc_plan(
    score: ihc.Score | None = None,
    percents: Mapping[str, float] | ihc.Percents | None = None,
    seed: int = 0,
    size: int = 512,
    *,
    magnification: int = 20,
    heterogeneous: bool = False,
    flaw: str | None = None,
) -> Plan:
    """Decide what every cell of a field shows, undrawn; takes and refuses what `ihc_field` does."""
    seed, size = checked_seed(seed), checked_size(size)
    magnification = _checked_magnification(magnification)
    if not isinstance(heterogeneous, (bool, np.bool_)):
        raise ValueError(
            f"heterogeneous must be True or False, not {given.named(heterogeneous)}: give True for a clone "
            f"of stronger cells in one corner."
        )
    flaw = flaws.flaw(flaw, "ihc")
    tissue = lay_out(seed, size, magnification)
    cells = int(tissue.scored.sum())
    draws = stream("patterns", seed, size, magnification)
    counts = _counts(score, percents, cells, bool(heterogeneous), draws)
    staining = patterns.stained(
        tissue, counts, bool(heterogeneous), flaw == "ducts stain", stream("cells", seed, size)
    )
    failed = tuple(STATES)[1 + int(stream("failed controls", seed).integers(len(STATES) - 1))]
    state = failed if flaw == "controls" else next(iter(STATES))
    return Plan(tissue, staining, counts, patterns.reading(counts), seed, magnification, flaw, state)


def _counts(
    score: object, percents: object, cells: int, heterogeneous: bool, draws: np.random.Generator
) -> Counts:
    if score is not None and percents is not None:
        raise ValueError(
            "A field is drawn from a score or from percents, and both were given: leave one of them out."
        )
    if percents is not None:
        counts = patterns.nearest(patterns.checked_percents(percents), cells)
    else:
        counts = patterns.typical(
            _checked_score("2+" if score is None else score), cells, heterogeneous, draws
        )
    if heterogeneous and max(counts) == cells:
        raise ValueError(
            "A heterogeneous field needs cells that differ, and all of these would be alike: ask for another "
            "score or other percents, or leave heterogeneous out."
        )
    return counts


def _checked_score(value: object) -> ihc.Score:
    if isinstance(value, str) and value in ihc.SCORES:
        return cast(ihc.Score, str(value))
    words = ", ".join(f'"{known}"' for known in ihc.SCORES)
    raise ValueError(
        f"score must be one of {words}, not {given.named(value)}: write it with its sign, as text."
    )


def _checked_magnification(value: object) -> int:
    advice = "give 20 for an overview or 40 for fewer and larger cells"
    chosen = whole(value, "magnification", min(SPACINGS), max(SPACINGS), advice)
    if chosen not in SPACINGS:
        raise ValueError(f"magnification must be 20 or 40, not {chosen}: {advice}.")
    return chosen


def cell_table(plan: Plan) -> pd.DataFrame:
    """Return the truth about every cell whose centre is in the field, as `Field.cells` has it."""
    tissue, staining = plan.tissue, plan.staining
    seen = np.flatnonzero(
        (np.minimum(tissue.x, tissue.y) >= 0) & (np.maximum(tissue.x, tissue.y) < tissue.size)
    )
    corners = np.round(outlines(tissue)[seen], 1).tolist()
    table = pd.DataFrame(
        {
            "x": np.round(tissue.x[seen], 1),
            "y": np.round(tissue.y[seen], 1),
            "radius": np.round(tissue.radius[seen], 1),
            "tissue": [TISSUES[kind] for kind in tissue.kind[seen]],
            "pattern": [PATTERNS[kind] for kind in staining.pattern[seen]],
            "completeness": staining.completeness[seen],
            "intensity": staining.intensity[seen],
            "scored": tissue.scored[seen],
            "outline": [tuple((x, y) for x, y in cell) for cell in corners],
        }
    )
    return table[list(CELL_COLUMNS)]


def _drawn(plan: Plan) -> Pixels:
    tissue, seed = plan.tissue, plan.seed
    land = territory(seed, tissue)
    blue, brown = counterstain(seed, tissue, land), membranes(seed, tissue, plan.staining, land)
    blue, brown = artefacts.cut_edge(tissue, artefacts.crush_spot(tissue, blue), brown)
    if plan.flaw == "artefact":
        blue, brown = artefacts.ruin(seed, tissue, blue, brown)
    draws = stream("camera", seed, tissue.size)
    light = 1 + np.float32(0.018) * smooth(draws, tissue.size, 1.2 * tissue.size)
    image = pixels(blue, brown, draws, 0.5 * tissue.spacing / 25, light)
    draw_controls(image, seed, plan.controls)
    return image
