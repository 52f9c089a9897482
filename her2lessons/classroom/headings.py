"""Find out under which heading each lesson asks each section of its bank, for pointers back to the lesson."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

_TABLE = Path("her2lessons/quiz/tables/headings.csv")
_HEADING = re.compile(r"^##+ +(.+?) *$", re.MULTILINE)
_FENCE = re.compile(r"^```.*$", re.MULTILINE)
_CALL = re.compile(r"""\bquiz\(\s*["']([0-9]{2})_[a-z0-9_]+["']\s*,\s*["']([A-Za-z0-9._-]+)["']\s*\)""")


def table(root: Path) -> tuple[Path, str]:
    """Give the place of the table and what the lessons below ``root`` make of it, as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["lesson", "section", "heading"])
    for source in sorted((root / "notebooks" / "source").glob("*.md")):
        writer.writerows(_asked(source))
    return root / _TABLE, text.getvalue()


def _asked(source: Path) -> Iterator[tuple[str, str, str]]:
    """Give each section that a lesson asks from its own bank, with the last heading before it."""
    heading = ""
    # Split at its fences, a source is text and code in turn; what looks like a heading in code is a comment.
    for number, part in enumerate(_FENCE.split(source.read_text(encoding="utf-8"))):
        if number % 2 == 0:
            heading = (_HEADING.findall(part) or [heading])[-1]
            continue
        for lesson, section in _CALL.findall(part):
            if heading and source.stem.startswith(f"{lesson}_"):
                yield lesson, section, heading
