"""Serve a learner's folder in JupyterLab, quietly: no news, no extension prompts, nothing fetched."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

#: Read by Jupyter beside its own configuration: the pre-save hook and what not to ask a learner.
CONFIGURATION = Path(__file__).parent / "jupyter"
FIRST_PAGE = "/lab/tree/notebooks/00_start_here.ipynb"


def lab_command(folder: Path, flags: Sequence[str] = ()) -> list[str]:
    """Give the command that serves ``folder``; ``flags`` come last and so win."""
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder.resolve()}",
        f"--LabApp.default_url={FIRST_PAGE}",
        *flags,
    ]


def lab_environment() -> dict[str, str]:
    """Give this process's environment with the course's Jupyter configuration added."""
    path = os.environ.get("JUPYTER_CONFIG_PATH")
    joined = os.pathsep.join([str(CONFIGURATION), path] if path else [str(CONFIGURATION)])
    return {**os.environ, "JUPYTER_CONFIG_PATH": joined}


def serve(folder: Path, flags: Sequence[str] = ()) -> int:
    """Run JupyterLab on ``folder`` until it is stopped; does not come back where the system can exec."""
    command = lab_command(folder, flags)
    if os.name == "posix":
        sys.stdout.flush()
        os.execve(command[0], command, lab_environment())  # noqa: S606 - no shell is wanted
    return subprocess.run(command, env=lab_environment(), check=False).returncode
