"""Every step that can come next, and the words in which an option states it."""

from __future__ import annotations

from her2lessons.guidelines.her2 import NextStep

TEXTS: dict[NextStep | None, str] = {
    None: "No further test: the result can be given",
    "ish": "An ISH test",
    "ihc": "IHC on the same tissue",
    "dual-probe ish": "A dual-probe ISH test",
    "recount": "A blinded recount by another observer",
    "adjudicate": "The laboratory settles it by its own rules",
    "repeat": "The test is repeated, because it failed",
}
