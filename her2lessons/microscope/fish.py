"""FISH fields: nuclei with HER2 and CEP17 signals to count, drawn so that the true counts are known."""

from __future__ import annotations

from types import MappingProxyType

from her2lessons.guidelines import ish
from her2lessons.microscope import fish_counts
from her2lessons.microscope.field import Field
from her2lessons.microscope.fish_nuclei import nuclei as laid_out
from her2lessons.microscope.fish_request import check
from her2lessons.microscope.fish_signals import signals
from her2lessons.microscope.fish_words import description
from her2lessons.microscope.fluorescence import planes
from her2lessons.microscope.palettes import compose

NUCLEUS_MICROMETRES = 5.5
"""Half the width of a usual tumour nucleus, in micrometres; it sets the scale of a field. Illustrative."""


def fish_field(
    ratio: float,
    her2_copies: float,
    nuclei: int = ish.MIN_NUCLEI,
    seed: int = 0,
    size: int = 512,
    distractors: bool = False,
    *,
    palette: str = "orange-green",
    flaw: str | None = None,
) -> Field:
    """Draw a FISH field whose signals are known.

    Parameters
    ----------
    ratio : float
        HER2 signals for each CEP17 signal; above 0, and such that there are 1 to 8 CEP17 signals per nucleus.
    her2_copies : float
        HER2 signals per nucleus, 1 to 30.
    nuclei : int
        How many countable nuclei, 1 to 60; fewer than 20 are practice, not a count to report.
    seed : int
        What the field is drawn from; 0 or more. The same arguments give the same bytes.
    size : int
        Pixels along each side, 256 to 2048. Nuclei are drawn smaller where there are many.
    distractors : bool
        Add nuclei that must not be counted, each with the reason in the table, spots on the background, and
        working control cells in a frame in the lower right corner.
    palette : {"orange-green", "magenta-cyan"}
        Colours of HER2 and CEP17; they change nothing else.
    flaw : str or None
        A key of ``FLAWS["fish"]``: draw a field that must be rejected for this reason.

    Returns
    -------
    Field
        With ``truth`` from the countable nuclei (None where there is a flaw; the tables then say what was
        drawn, and nothing of it may be reported), ``nuclei``, ``signals`` and the ``channels`` "dapi", "her2"
        and "cep17".

    Raises
    ------
    ValueError
        If an argument is not what it may be, if no nuclei can have these figures, or if they do not fit.

    Notes
    -----
    Totals are the whole numbers nearest to the request, in the group that was asked for. Single signals can
    be told apart at full size. A nucleus with many HER2 signals has most of them in clusters, which show as
    merged bright patches: as in life, a reader estimates their number, and the true one stands only in the
    table. The second dot of a split signal is listed with ``split`` and does not count. Fields are drawings
    by rules, with illustrative figures throughout; the groups are the guideline's (wolff2018).
    """
    request = check(ratio, her2_copies, nuclei, seed, size, distractors, palette, flaw)
    counts = fish_counts.plan(request.ratio, request.her2_copies, request.nuclei, request.seed)
    shapes = laid_out(request)
    dots = signals(request, shapes, counts)
    channels = planes(request, shapes, dots)
    scale = NUCLEUS_MICROMETRES / request.radius
    return Field(
        kind="fish",
        image=compose(channels, request.palette),
        size=request.size,
        seed=request.seed,
        micrometres_per_pixel=scale,
        truth=counts.truth if request.flaw is None else None,
        description=description(request, scale * request.size),
        flaw=request.flaw,
        nuclei=shapes.table(*(dots.counted(probe, len(shapes)) for probe in ("her2", "cep17"))),
        signals=dots.table(),
        palette=request.palette,
        channels=MappingProxyType(channels),
    )
