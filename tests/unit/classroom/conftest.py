"""Exports of every bank are many; here the pictures of simulated fields are a few bytes each."""

from __future__ import annotations

import hashlib

import pytest

from her2lessons.quiz import drawn


@pytest.fixture(autouse=True)
def _fields_are_not_drawn(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the drawing, but where a test asks for `really_drawn`."""
    if "really_drawn" not in request.fixturenames:
        monkeypatch.setattr(
            drawn,
            "_encoded",
            lambda asked: ("image/webp", hashlib.sha256("\n".join(asked).encode()).digest()),
        )


@pytest.fixture
def really_drawn() -> None:
    """Ask for real fields."""
