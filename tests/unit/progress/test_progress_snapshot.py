"""The snapshot: it never changes what the log adds up to, and nothing is lost with it."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from her2lessons.progress import Answer, AnswerLog, Memory, snapshot
from her2lessons.progress.memory import MERGED
from her2lessons.progress.saving import locked

Make = Callable[..., Answer]
START = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write a snapshot for every new line, so that few lines are enough to test with."""
    monkeypatch.setattr(snapshot, "WORTH_WRITING", 1)


def plain(memory: Memory) -> tuple[object, ...]:
    """Give all that a memory holds as values to compare."""
    items = {name: item.to_dict() for name, item in memory.items.items()}
    return memory.answers, items, memory.objectives, memory.days, sorted_ids(memory)


def sorted_ids(memory: Memory) -> bytes:
    return memory.seen.as_bytes()


def lines_read(log: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> int:
    """Count the lines of the log that opening it parses."""
    count = 0
    parse = Answer.from_line

    def counting(line: str | bytes) -> Answer:
        nonlocal count
        count += 1
        return parse(line)

    with monkeypatch.context() as patch:
        patch.setattr(Answer, "from_line", counting)
        log.memory()
    return count


given_answers = st.lists(
    st.tuples(
        st.sampled_from(["05.1-01", "05.1-02", "03.2-01", "mine"]),
        st.sampled_from([0, 0.5, 1]),
        st.integers(-30, 30),
        st.sampled_from([None, "sure", "think so", "guess"]),
        st.sampled_from([None, 1, 2]),
        st.booleans(),
    ),
    max_size=25,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(rows=given_answers, cuts=st.lists(st.integers(0, 25), max_size=4))
def test_a_log_opened_now_and_then_adds_up_to_what_it_does_at_once(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[object, ...]], cuts: list[int]
) -> None:
    log = AnswerLog(tmp_path_factory.mktemp("log") / "answers.jsonl")
    for number, (item, points, hours, confidence, seed, merged) in enumerate(rows):
        at = START + timedelta(hours=float(str(hours)))
        given = {"item": item, "points": points, "confidence": confidence, "seed": seed, "at": at}
        extra = {MERGED: "2026-11-26T10:00:00+00:00"} if merged else {}
        log.append(Answer(response="a", lesson="05", extra=extra, **given))  # type: ignore[arg-type]
        if number in cuts:
            log.memory()
    assert plain(log.memory()) == plain(Memory.of(log.read()))
    assert plain(AnswerLog(log.path).memory()) == plain(Memory.of(log.read()))


@pytest.fixture
def filled(log: AnswerLog, make: Make) -> Iterator[AnswerLog]:
    for number in range(20):
        log.append(make(item=f"05.1-{number % 5:02d}", points=number % 2, at=START + timedelta(hours=number)))
    log.memory()
    assert snapshot.path_of(log.path).is_file()
    yield log
    assert plain(log.memory()) == plain(Memory.of(log.read()))


def test_only_lines_that_came_since_are_read(
    filled: AnswerLog, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert lines_read(filled, monkeypatch) == 0
    filled.append(make())
    filled.append(make())
    assert lines_read(filled, monkeypatch) == 2
    assert lines_read(filled, monkeypatch) == 0


def test_a_few_new_lines_are_not_worth_a_new_snapshot(
    filled: AnswerLog, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "WORTH_WRITING", 64 * 1024)
    before = snapshot.path_of(filled.path).read_bytes()
    filled.append(make())
    assert filled.memory().answers == 21
    assert snapshot.path_of(filled.path).read_bytes() == before


def shorten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-10])


def another_layout(path: Path) -> None:
    _, content, seen = path.read_bytes().split(b"\n", 2)
    text = json.dumps(json.loads(content) | {"basis": "layout 999"}).encode()
    path.write_bytes(b"\n".join((snapshot._check(text, seen).encode(), text, seen)))


SPOILT = {
    "missing": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "cut short": shorten,
    "noise": lambda path: path.write_bytes(b"\xff\x00" * 400),
    "changed by hand": lambda path: path.write_bytes(
        path.read_bytes().replace(b'"answers":20', b'"answers":99')
    ),
    "of another layout": another_layout,
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_snapshot_that_cannot_be_used_is_made_anew(
    filled: AnswerLog, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], object]
) -> None:
    spoil(snapshot.path_of(filled.path))
    assert lines_read(filled, monkeypatch) == 20
    assert lines_read(filled, monkeypatch) == 0
    assert filled.damage is None


def test_a_folder_in_the_place_of_the_snapshot_costs_time_and_nothing_else(
    filled: AnswerLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot.path_of(filled.path).unlink()
    snapshot.path_of(filled.path).mkdir()
    assert lines_read(filled, monkeypatch) == 20
    assert lines_read(filled, monkeypatch) == 20
    assert [path.name for path in filled.path.parent.iterdir() if path.name.startswith(".")] == []


def test_a_log_that_was_edited_is_read_anew(filled: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    text = filled.path.read_text(encoding="utf-8")
    filled.path.write_text(text.replace('"points":0.0', '"points":1.0', 1), encoding="utf-8")
    assert lines_read(filled, monkeypatch) == 20


def test_a_log_that_became_shorter_is_read_anew(filled: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = filled.path.read_bytes().splitlines(keepends=True)
    filled.path.write_bytes(b"".join(lines[:7]))
    assert lines_read(filled, monkeypatch) == 7


def test_of_a_large_log_both_ends_are_compared(
    log: AnswerLog, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_COMPARED", 300)
    for _ in range(20):
        log.append(make())
    log.memory()
    lines = log.path.read_bytes().splitlines(keepends=True)
    for place in (0, 19):
        changed = list(lines)
        changed[place] = changed[place].replace(b'"points":1.0', b'"points":0.0')
        log.path.write_bytes(b"".join(changed))
        assert lines_read(log, monkeypatch) == 20, place
        log.path.write_bytes(b"".join(lines))
        log.memory()


def test_damage_is_told_each_time_and_copied_once_with_a_snapshot_or_without(
    filled: AnswerLog, make: Make
) -> None:
    with filled.path.open("ab") as file:
        file.write(b"noise\n")
    filled.append(make())
    for _ in range(3):
        assert filled.memory().answers == 21
        assert filled.damage is not None
        assert "1 line of" in filled.damage
    by_reading = AnswerLog(filled.path)
    by_reading.read()
    assert by_reading.damage == filled.damage
    assert len(list(filled.path.parent.glob("*damaged*"))) == 1


def test_an_unfinished_last_line_is_told_and_does_not_enter_the_snapshot(
    filled: AnswerLog, make: Make
) -> None:
    line = make(item="05.1-77").to_line().encode()
    with filled.path.open("ab") as file:
        file.write(line[:-20])
    assert filled.memory().answers == 20
    assert "The last line of" in str(filled.damage)
    with filled.path.open("ab") as file:
        file.write(line[-20:] + b"\n")
    assert filled.memory().last_answer("05.1-77") is not None
    assert filled.damage is None


def test_a_whole_answer_without_its_line_end_counts_once(filled: AnswerLog, make: Make) -> None:
    with filled.path.open("ab") as file:
        file.write(make(item="05.1-77").to_line().encode())
    assert filled.memory().answers == 21
    assert filled.memory().answers == 21
    filled.append(make())
    assert filled.memory().answers == 22


def test_while_another_program_is_writing_an_unfinished_line_is_passed_over_without_a_word(
    filled: AnswerLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("her2lessons.progress.saving.LOCK_SECONDS", 0.1)
    whole = filled.path.read_bytes()
    with filled.path.open("ab") as file:
        file.write(b'{"version":1,"id')
    with locked(filled.path):
        assert filled.memory().answers == 20
        assert filled.damage is None
    filled.path.write_bytes(whole)


def test_a_disk_that_takes_no_snapshot_is_read_all_the_same(
    filled: AnswerLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot.path_of(filled.path).unlink()

    def refuse(path: Path, content: bytes) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(snapshot, "write_private", refuse)
        assert filled.memory().answers == 20
    assert not snapshot.path_of(filled.path).exists()


def test_a_log_of_zero_bytes_or_none_at_all_adds_up_to_nothing(log: AnswerLog) -> None:
    assert plain(log.memory()) == plain(Memory())
    log.path.parent.mkdir()
    log.path.touch()
    assert plain(log.memory()) == plain(Memory())
    assert log.damage is None


def test_a_log_that_is_a_folder_is_told(log: AnswerLog) -> None:
    log.path.mkdir(parents=True)
    assert log.memory().answers == 0
    assert "is not an ordinary file" in str(log.damage)


def test_lines_of_a_later_version_add_up_with_the_others(log: AnswerLog, make: Make) -> None:
    later = make(points=0).to_dict() | {"version": 7, "mood": "calm", "seed": {"new": "form"}}
    log.append(make())
    with log.path.open("a") as file:
        file.write(json.dumps(later) + "\n")
    assert log.memory().answers == 2
    kept = AnswerLog(log.path).memory().last_answer("05.1-01")
    assert kept is not None
    assert kept.to_dict() == later


def test_a_log_that_was_written_to_while_it_was_read_gets_no_snapshot_that_does_not_fit(
    filled: AnswerLog, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading and writing another program takes its line back and writes one of the same length."""
    whole = filled.path.read_bytes()
    filled.append(make(points=0.0, id="first-0"))
    fold = AnswerLog._save

    def meddle(log: AnswerLog, kept: snapshot.Snapshot, before: snapshot.Stamp) -> None:
        filled.path.write_bytes(whole)
        filled.append(make(points=1.0, id="other-0"))
        fold(log, kept, before)

    with monkeypatch.context() as patch:
        patch.setattr(AnswerLog, "_save", meddle)
        filled.memory()
    last = filled.memory().last_answer("05.1-01")
    assert last is not None
    assert (last.id, last.points) == ("other-0", 1.0)


def test_a_snapshot_made_with_other_objectives_is_not_used(
    filled: AnswerLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "basis", lambda: "layout 2, another course")
    assert lines_read(filled, monkeypatch) == 20


def test_the_basis_names_the_course_and_its_scheduler() -> None:
    assert "her2lessons 0." in snapshot.basis()
    assert "fsrs " in snapshot.basis()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_nobody_else_may_read_the_snapshot_or_a_copy_of_a_damaged_log(filled: AnswerLog) -> None:
    with filled.path.open("ab") as file:
        file.write(b"noise\n")
    filled.memory()
    [copy] = filled.path.parent.glob("*damaged*")
    for path in (filled.path, snapshot.path_of(filled.path), copy):
        assert path.stat().st_mode & 0o077 == 0, path.name
