"""One look for every picture, and the same bytes for the same input."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, Any

from her2lessons.figures.palette import FAINT, GROUND, INK, LINE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 680
"""Width of a picture in pixels."""
TEXT = 14
"""Size of the smallest text in pixels, as shown."""
TITLE = 17
"""Size of the title in pixels, as shown."""
MARGIN = 16
"""Empty ground around a picture, in pixels; it is drawn, so it is light in a dark notebook too."""

_PIXELS_PER_INCH = 72
"""Matplotlib writes 72 units of an SVG for an inch; read as pixels, they turn every size here into pixels."""

_POINTS = re.compile(r'(?<=\d)pt(?=")')

_FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"

_RC: dict[str, Any] = {
    # Text is measured in the wide font that comes with matplotlib, and shown in the reader's own: the bytes
    # do not depend on the fonts of a machine, and what fits here fits there.
    "font.family": "DejaVu Sans",
    "font.size": TEXT,
    "svg.fonttype": "none",
    "svg.hashsalt": "her2lessons",
    # A title may hold a dollar sign.
    "text.parse_math": False,
    "text.color": INK,
    "axes.labelsize": TEXT,
    "axes.labelcolor": INK,
    "axes.edgecolor": INK,
    "axes.facecolor": GROUND,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "figure.facecolor": GROUND,
    "figure.dpi": _PIXELS_PER_INCH,
    "grid.color": LINE,
    "hatch.linewidth": 0.8,
    "xtick.labelsize": TEXT,
    "ytick.labelsize": TEXT,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
}


@contextmanager
def applied() -> Iterator[None]:
    """Draw in the course's style, whatever style the notebook has set, and put the notebook's back."""
    from matplotlib import style

    with style.context(["default", _RC]):
        yield


def figure(height: int) -> Figure:
    """Return an empty figure of the usual width; pyplot knows nothing of it, so it is never shown twice.

    Parameters
    ----------
    height : int
        Height in pixels.
    """
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH / _PIXELS_PER_INCH, height / _PIXELS_PER_INCH))


def put_title(canvas: Figure, title: str) -> int:
    """Write the title at the top left, over as many lines as it needs, and return the pixels they take."""
    lines = textwrap.wrap(title, width=66) or [""]
    height = canvas.get_figheight() * _PIXELS_PER_INCH
    canvas.text(
        MARGIN / WIDTH,
        1 - MARGIN / height,
        "\n".join(lines),
        fontsize=TITLE,
        fontweight="bold",
        va="top",
        linespacing=1.25,
    )
    return title_height(title)


def title_height(title: str) -> int:
    """Return the pixels that a title takes."""
    return round(1.3 * TITLE) * len(textwrap.wrap(title, width=66) or [""])


def to_svg(canvas: Figure) -> str:
    """Write a figure as an SVG that holds no date, no version and no random name, sized in pixels."""
    out = StringIO()
    canvas.savefig(out, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    svg = out.getvalue()
    head, rest = svg[svg.index("<svg") :].split(">", 1)
    return f"{_POINTS.sub('', head)}>{rest}".replace("'DejaVu Sans'", _FONTS)
