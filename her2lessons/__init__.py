"""How HER2 decides the treatment of breast cancer: rules that run, checked cases, real patient counts.

Importing this package loads nothing; each room loads when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from her2lessons import plain_errors

__version__ = "0.1.0"

_ROOMS = (
    "classroom",
    "cohorts",
    "evidence",
    "exercises",
    "figures",
    "guidelines",
    "microscope",
    "models",
    "progress",
    "quiz",
    "widgets",
)


def __getattr__(name: str) -> ModuleType:
    if name in _ROOMS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"her2lessons has no {name!r}; it has {', '.join(_ROOMS)}.")


def __dir__() -> list[str]:
    return ["__version__", *_ROOMS]


plain_errors.install()
