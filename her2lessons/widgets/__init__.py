"""What a lesson shows: ``quiz``, ``review``, ``progress``, ``explore``, ``microscope`` and ``check``."""

from __future__ import annotations

from importlib import import_module
from typing import Any

# Loaded on first use: an exercise that only checks answers needs no widgets.
_FACE = {
    "quiz": "_quiz",
    "review": "_quiz",
    "progress": "_progress",
    "microscope": "_microscope",
    "check": "_check",
    "explore": "explore",
}

__all__ = ["check", "explore", "microscope", "progress", "quiz", "review"]


def __getattr__(name: str) -> Any:
    if name not in _FACE:
        raise AttributeError(f"her2lessons.widgets has no {name!r}; it has {', '.join(__all__)}.")
    module = import_module(f"{__name__}.{_FACE[name]}")
    return module if name == _FACE[name] else getattr(module, name)


def __dir__() -> list[str]:
    return list(__all__)
