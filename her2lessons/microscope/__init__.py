"""Two simulated instruments: IHC and FISH fields, drawn by rules, that know the truth about every cell.

A field is a drawing to practise on, not a photograph of a patient's tissue. Importing this room loads
nothing; numpy, pandas and Pillow load when a field is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from her2lessons.microscope.field import Field
    from her2lessons.microscope.fish import fish_field
    from her2lessons.microscope.flaws import FLAWS
    from her2lessons.microscope.ihc import ihc_field

__all__ = ["FLAWS", "Field", "fish_field", "ihc_field"]

_HOME = {"FLAWS": "flaws", "Field": "field", "fish_field": "fish", "ihc_field": "ihc"}


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"her2lessons.microscope has no {name!r}; it has {', '.join(__all__)}.")


def __dir__() -> list[str]:
    return list(__all__)
