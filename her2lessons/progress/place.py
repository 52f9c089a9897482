"""Where a learner's answers are kept, and whether that place will still be there tomorrow."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

HOME = "HER2LESSONS_HOME"
FILE_NAME = "answers.jsonl"


def home() -> Path:
    """Give the folder for a learner's own files; it may not exist yet.

    It is ``HER2LESSONS_HOME`` where that is set and not blank, else this account's folder for program data.
    """
    chosen = os.environ.get(HOME, "").strip()
    if chosen:
        try:
            return Path(chosen).expanduser().absolute()
        except RuntimeError:
            # "~" of nobody on this machine: taken as it stands, so that saving says where it failed.
            return Path(chosen).absolute()
    # Imported here: it is not needed where the folder is chosen, and opening a lesson should not wait for it.
    from platformdirs import user_data_dir

    return Path(user_data_dir("her2lessons", appauthor=False))


def default_path() -> Path:
    """Give the path of the answer log."""
    return home() / FILE_NAME


def durability(environment: Mapping[str, str] | None = None) -> Literal["disk", "session"]:
    """Say whether what is saved outlives the session.

    Parameters
    ----------
    environment
        Variables to look at; by default those of this process.

    Returns
    -------
    str
        ``"session"`` on hosts that throw their disk away when they close (Binder, Colab, Python in a
        browser page), else ``"disk"``.
    """
    names = os.environ if environment is None else environment
    passing = any(name.startswith(("BINDER_", "COLAB_")) for name in names)
    return "session" if passing or sys.platform == "emscripten" else "disk"
