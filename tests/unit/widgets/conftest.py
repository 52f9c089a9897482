"""A hostile question bank and a learner's own empty folder for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from her2lessons.quiz import Bank, load_bank_file

HOSTILE = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"

BANK = """\
lesson: "05"
items:
  - id: "05.1-90"
    section: "all"
    kind: "single"
    objective: "05.1"
    concepts: []
    difficulty: 1
    prompt: "First? {hostile} [press](javascript:window.hacked=1) ![seen](https://example.org/x.png)"
    options:
      - {{id: "a", text: "RIGHT-TEXT {hostile}", correct: true, because: "SECRET-RIGHT {hostile}"}}
      - {{id: "b", text: "wrong text", correct: false, because: "SECRET-WRONG because it is not so"}}
    explain: "SECRET-EXPLAIN {hostile}"
    sources: ["wolff2018"]
    reviewed: "2026-11-20"
  - id: "05.1-91"
    section: "all"
    kind: "multiple"
    objective: "05.1"
    concepts: []
    difficulty: 1
    prompt: "Which two?"
    options:
      - {{id: "a", text: "one", correct: true, because: "SECRET-ONE is right"}}
      - {{id: "b", text: "two", correct: true, because: "SECRET-TWO is right"}}
      - {{id: "c", text: "three", correct: false, because: "SECRET-THREE is wrong"}}
    explain: "SECRET-EXPLAIN"
    sources: ["wolff2018"]
    reviewed: "2026-11-20"
  - id: "05.1-92"
    section: "all"
    kind: "numeric"
    objective: "05.1"
    concepts: []
    difficulty: 1
    prompt: "How many nuclei?"
    answer: "73.125"
    unit: "nuclei"
    tolerance: "0"
    explain: "SECRET-EXPLAIN"
    sources: ["wolff2018"]
    reviewed: "2026-11-20"
  - id: "05.2-93"
    section: "all"
    kind: "case"
    objective: "05.2"
    concepts: []
    difficulty: 2
    prompt: "A new case each time."
    family: "her2_status"
    seed: "3"
    explain: "SECRET-EXPLAIN"
    sources: ["wolff2018"]
    reviewed: "2026-11-20"
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HER2LESSONS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def bank(tmp_path: Path, home: Path) -> Bank:
    path = tmp_path / "05_hostile.yaml"
    path.write_text(BANK.format(hostile=HOSTILE.replace('"', "'")), encoding="utf-8")
    return load_bank_file(path)
