"""Answers from another machine come in once, whole, and without touching what was there."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from her2lessons.progress import Answer, AnswerLog, Merged, MergeError, SaveError, merge

Make = Callable[..., Answer]


@pytest.fixture
def other(tmp_path: Path, make: Make, moment: datetime) -> AnswerLog:
    """Give the log of another machine: three answers of an earlier week."""
    log = AnswerLog(tmp_path / "laptop.jsonl")
    for day in range(3):
        log.append(make(item=f"03.1-0{day}", at=moment - timedelta(days=9 - day), id=f"laptop-{day}"))
    return log


@pytest.fixture
def mine(log: AnswerLog, make: Make, moment: datetime) -> AnswerLog:
    log.append(make(at=moment, id="mine-0"))
    return log


def test_new_answers_are_appended_and_a_second_time_nothing_is(mine: AnswerLog, other: AnswerLog) -> None:
    before, theirs = mine.path.read_bytes(), other.path.read_bytes()
    assert merge(mine, other.path) == Merged(added=3, known=0, unreadable=0)
    assert mine.path.read_bytes().startswith(before)
    assert [answer.id for answer in mine.read()] == ["mine-0", "laptop-0", "laptop-1", "laptop-2"]
    after = mine.path.read_bytes()
    assert merge(mine, other.path) == Merged(added=0, known=3, unreadable=0)
    assert mine.path.read_bytes() == after
    assert other.path.read_bytes() == theirs


def test_two_machines_that_take_from_each_other_hold_the_same_answers(
    mine: AnswerLog, other: AnswerLog
) -> None:
    merge(mine, other.path)
    assert merge(other, mine.path) == Merged(added=1, known=3, unreadable=0)
    assert {answer.id for answer in mine.read()} == {answer.id for answer in other.read()}


def test_every_field_comes_along_and_the_line_is_marked(
    mine: AnswerLog, other: AnswerLog, make: Make
) -> None:
    later = make(id="new", seed=4, confidence="sure", item_hash="abc").to_dict() | {
        "version": 9,
        "mood": "calm",
    }
    with other.path.open("a") as file:
        file.write(json.dumps(later) + "\n")
    merge(mine, other.path)
    kept = mine.read()[-1].to_dict()
    assert datetime.fromisoformat(kept.pop("merged")).utcoffset() == timedelta(0)
    assert kept == later


def test_a_log_that_does_not_exist_yet_is_made(log: AnswerLog, other: AnswerLog) -> None:
    assert merge(log, other.path).added == 3
    assert len(log.read()) == 3


def test_unreadable_lines_are_left_out_and_counted(mine: AnswerLog, other: AnswerLog) -> None:
    with other.path.open("ab") as file:
        file.write(b'noise\n\x00\xff\n{"id": 1')
    done = merge(mine, other.path)
    assert done == Merged(added=3, known=0, unreadable=3)
    assert str(done) == (
        "3 answers added, 0 already here. 3 lines of the file could not be read as answers and were left out."
    )
    assert sorted(path.name for path in other.path.parent.iterdir() if "damaged" in path.name) == []


def test_an_empty_file_adds_nothing(mine: AnswerLog, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    assert str(merge(mine, tmp_path / "empty.jsonl")) == "0 answers added, 0 already here."


def noise(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n" * 50)


WRONG = {
    "missing": (lambda path: None, "cannot be read (No such file or directory), so nothing was changed."),
    "a folder": (Path.mkdir, "is not an ordinary file, so nothing was changed."),
    "a picture": (noise, "No line of"),
}


@pytest.mark.parametrize(("make_file", "sentence"), WRONG.values(), ids=WRONG)
def test_a_file_that_is_no_log_changes_nothing_and_says_so(
    mine: AnswerLog, tmp_path: Path, make_file: Callable[[Path], object], sentence: str
) -> None:
    before = mine.path.read_bytes()
    make_file(tmp_path / "wrong")
    with pytest.raises(MergeError) as told:
        merge(mine, tmp_path / "wrong")
    assert sentence in str(told.value)
    assert "nothing was changed" in str(told.value)
    assert mine.path.read_bytes() == before


def test_the_log_itself_is_refused(mine: AnswerLog) -> None:
    with pytest.raises(MergeError, match="is this computer's own log; give the file from the other machine"):
        merge(mine, mine.path)


def test_where_the_log_is_locked_nothing_comes_in(
    mine: AnswerLog, other: AnswerLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("her2lessons.progress.saving.LOCK_SECONDS", 0.1)
    before = mine.path.read_bytes()
    with FileLock(f"{mine.path}.lock"), pytest.raises(SaveError) as told:
        merge(mine, other.path)
    assert str(told.value).startswith("The answers could not be brought in: another program")
    assert str(told.value).endswith("then merge again.")
    assert mine.path.read_bytes() == before
