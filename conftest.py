"""For every test, nbval's kernels included: answers go to an empty folder, never to a person's own."""

from __future__ import annotations

import os
import shutil
import tempfile

import pytest

_home = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_home] = tempfile.mkdtemp(prefix="her2lessons-test-")
    os.environ["HER2LESSONS_HOME"] = config.stash[_home]


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(config.stash[_home], ignore_errors=True)
