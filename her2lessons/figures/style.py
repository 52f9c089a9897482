"""One look for every picture, and the same bytes for the same input."""

from __future__ import annotations

import re
import warnings
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING, Any

from her2lessons.figures import given
from her2lessons.figures.palette import FAINT, GROUND, INK, LINE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 680
"""Width of a picture in pixels."""
TEXT = 14
"""Size of the smallest text in pixels, as shown."""
TITLE = 17
"""Size of the title in pixels, as shown."""
MARGIN = 16
"""Empty ground around a picture, in pixels; it is drawn, so it is light in a dark notebook too."""
LEADING = 19
"""Pixels from one line of text to the next."""

_RISE = 5
"""Pixels from the middle of a line of text down to the line its letters stand on."""

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


@contextmanager
def _any_letter() -> Iterator[None]:
    """Keep quiet where the font that measures lacks a sign, such as an emoji; the reader's own shows it."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", r"Glyph \d+ \(.*\) missing from font", UserWarning)
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
    lines = _title_lines(title)
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
    return round(1.3 * TITLE) * len(_title_lines(title))


def _title_lines(title: str) -> tuple[str, ...]:
    return wrap(given.text(title, "title"), WIDTH - 2 * MARGIN, bold=True, size=TITLE) or ("",)


def page(canvas: Figure) -> Axes:
    """Return axes over the whole figure in which one unit is one pixel, counted from the top left corner."""
    axes = canvas.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, canvas.get_figwidth() * _PIXELS_PER_INCH)
    axes.set_ylim(canvas.get_figheight() * _PIXELS_PER_INCH, 0)
    axes.axis("off")
    axes.patch.set_visible(False)
    return axes


def text_width(text: str, bold: bool = False, size: float = TEXT) -> float:
    """Return the pixels that a line of text takes at most: it is measured in the wide font."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal", size=size)
    with _any_letter():
        return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0])


def wrap(text: str, width: float, bold: bool = False, size: float = TEXT) -> tuple[str, ...]:
    """Break a text into lines of at most so many pixels; a word that is longer is broken where it must be.

    A line is never broken at a no-break space; in the lines it is a plain one.

    Raises
    ------
    ValueError
        If the text is too long or holds what cannot be drawn.
    """
    return _wrapped(given.text(text), width, bold, size)


@lru_cache(maxsize=4096)
def _wrapped(text: str, width: float, bold: bool, size: float) -> tuple[str, ...]:
    lines: list[str] = []
    line = ""
    for word in text.replace("\n", " ").split(" "):
        if not word:
            continue
        longer = f"{line} {word}".lstrip()
        if not _too_wide(longer, width, bold, size):
            line = longer
            continue
        if line:
            lines.append(line)
        while len(word) > 1 and (wide := _too_wide(word, width, bold, size)):
            fits = max(1, _fitting(word[:wide], width, bold, size))
            lines.append(word[:fits])
            word = word[fits:]
        line = word
    return tuple(done.replace("\u00a0", " ") for done in [*lines, line] if done)


def _too_wide(word: str, width: float, bold: bool, size: float) -> int:
    """Return how many first letters are wider than a line, 8, 16, 32 or so on; 0 if the whole word fits."""
    letters = 8
    while letters < len(word) and text_width(word[:letters], bold, size) <= width:
        letters *= 2
    # Measuring takes longer than in proportion to the letters, so a long word is not measured whole.
    return min(letters, len(word)) if text_width(word[:letters], bold, size) > width else 0


def _fitting(word: str, width: float, bold: bool, size: float) -> int:
    """Return how many of a word's beginnings, from two letters on, fit; a longer one is never narrower."""
    return bisect_right(range(1, len(word)), width, key=lambda end: text_width(word[: end + 1], bold, size))


def write(axes: Axes, across: float, down: float, lines: str | Sequence[str], **how: Any) -> None:
    """Write lines of text on a page, the middle of the first at the height ``down``.

    Each line is placed by itself, so that centred and right-aligned lines stay so in a narrower font.
    """
    for place, line in enumerate([lines] if isinstance(lines, str) else lines):
        axes.text(across, down + place * LEADING + _RISE, line, va="baseline", **how)


def to_svg(canvas: Figure) -> str:
    """Write a figure as an SVG that holds no date, no version and no random name, sized in pixels.

    Raises
    ------
    ValueError
        If a text in it is too long or holds what cannot be drawn.
    """
    from matplotlib.text import Text

    for written in canvas.findobj(Text):
        given.text(written.get_text())
    out = StringIO()
    with _any_letter():
        canvas.savefig(out, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    svg = out.getvalue()
    head, rest = svg[svg.index("<svg") :].split(">", 1)
    return f"{_POINTS.sub('', head)}>{rest}".replace("'DejaVu Sans'", _FONTS)


def with_shapes(svg: str, shapes: Sequence[str]) -> str:
    """Add SVG elements on top of a drawing; matplotlib would write many small shapes at twice the size."""
    body, end = svg.rsplit("</svg>", 1)
    return "".join([body, *(f" {shape}\n" for shape in shapes), "</svg>", end])
