"""Logs in a temporary folder, and answers to put into them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from her2lessons.progress import Answer, AnswerLog


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test away from the home of whoever runs it."""
    home = tmp_path / "home"
    monkeypatch.setenv("HER2LESSONS_HOME", str(home))
    return home


@pytest.fixture
def log(tmp_path: Path) -> AnswerLog:
    return AnswerLog(tmp_path / "log" / "answers.jsonl")


@pytest.fixture
def make() -> Callable[..., Answer]:
    """Make an answer; whatever is not given does not matter to the test."""

    def build(**given: Any) -> Answer:
        usual = {"item": "05.1-01", "response": "a", "points": 1.0, "lesson": "05"}
        return Answer(**(usual | given))

    return build


@pytest.fixture
def moment() -> datetime:
    return datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
