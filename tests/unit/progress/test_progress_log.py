"""The log gives back every answer that can be read, keeps what cannot, and says so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from her2lessons.progress import Answer, AnswerLog

Make = Callable[..., Answer]


def copies(log: AnswerLog) -> list[Path]:
    return sorted(log.path.parent.glob("*damaged*"))


@pytest.fixture
def filled(log: AnswerLog, make: Make) -> AnswerLog:
    """Give a log of three answers to two questions."""
    for item, points in (("05.1-01", 0), ("05.1-02", 1), ("05.1-01", 1)):
        log.append(make(item=item, points=points))
    return log


def test_answers_come_back_in_the_order_they_were_saved(log: AnswerLog, make: Make) -> None:
    answers = [make(response=["ü", "\u2028", "a\nb"], seed=n) for n in range(5)]
    for answer in answers:
        log.append(answer)
    assert log.read() == answers
    assert AnswerLog(log.path).read() == answers
    assert log.damage is None
    assert len(log.path.read_bytes().splitlines()) == 5


def test_only_an_answer_can_be_appended(log: AnswerLog) -> None:
    with pytest.raises(ValueError, match="Only an Answer can be saved; this is a dict"):
        log.append({"item": "05.1-01"})  # type: ignore[arg-type]
    assert not log.path.parent.exists()


def test_a_log_that_is_not_there_or_is_empty_holds_no_answers(log: AnswerLog) -> None:
    assert log.read() == []
    log.path.parent.mkdir()
    log.path.touch()
    assert log.read() == []
    log.path.write_bytes(b"\n  \r\n\n")
    assert log.read() == []
    assert log.damage is None
    assert copies(log) == []


UNREADABLE = {
    "not JSON": b"hello",
    "no object": b"[1, 2]",
    "a missing field": b'{"version": 1, "id": "x"}',
    "NUL bytes": b"\x00" * 512,
    "no UTF-8": b'{"id": "\xff\xfe"}',
    "a megabyte of noise": b"x" * 1_000_000,
    "half of an answer": b'{"version":1,"id":"0123","at":"2026-11-2',
}


@pytest.mark.parametrize("noise", UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_line_is_skipped_kept_in_a_copy_and_told(filled: AnswerLog, noise: bytes) -> None:
    first, second, third = filled.path.read_bytes().splitlines(keepends=True)
    damaged = first + noise + b"\n" + second + third
    filled.path.write_bytes(damaged)
    assert [answer.item for answer in filled.read()] == ["05.1-01", "05.1-02", "05.1-01"]
    assert filled.path.read_bytes() == damaged
    (copy,) = copies(filled)
    assert copy.read_bytes() == damaged
    assert copy.name.startswith("answers.damaged-")
    assert copy.suffix == ".jsonl"
    assert filled.damage == (
        f"1 line of {filled.path} could not be read as an answer and was skipped. All other answers were "
        f"read and are safe. A copy of the file as it was found is kept in {copy}."
    )


def test_several_unreadable_lines_are_counted(filled: AnswerLog) -> None:
    filled.path.write_bytes(b"one\ntwo\n" + filled.path.read_bytes())
    assert len(filled.read()) == 3
    assert filled.damage is not None
    assert f"2 lines of {filled.path} could not be read as answers and were skipped." in filled.damage


def test_the_same_damage_is_copied_once_and_new_damage_again(filled: AnswerLog, make: Make) -> None:
    filled.path.write_bytes(b"noise\n" + filled.path.read_bytes())
    filled.read()
    (copy,) = copies(filled)
    written = copy.stat().st_mtime_ns
    filled.append(make())
    assert len(AnswerLog(filled.path).read()) == 4
    assert copies(filled) == [copy]
    assert copy.stat().st_mtime_ns == written
    filled.path.write_bytes(b"other noise\n" + filled.path.read_bytes())
    filled.read()
    assert len(copies(filled)) == 2


def test_damage_is_forgotten_once_the_file_is_whole_again(filled: AnswerLog) -> None:
    whole = filled.path.read_bytes()
    filled.path.write_bytes(b"noise\n" + whole)
    filled.read()
    assert filled.damage
    filled.path.write_bytes(whole)
    filled.read()
    assert filled.damage is None


def test_a_copy_that_cannot_be_made_does_not_keep_answers_from_being_read(
    filled: AnswerLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.path.write_bytes(b"noise\n" + filled.path.read_bytes())

    def refuse(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", refuse)
    assert len(filled.read()) == 3
    assert filled.damage is not None
    assert "A copy for safety could not be made (No space left on device); the file itself" in filled.damage
    assert [path.name for path in filled.path.parent.iterdir() if "damaged" in path.name] == []


def test_a_last_line_without_its_end_counts_if_it_is_whole(filled: AnswerLog) -> None:
    filled.path.write_bytes(filled.path.read_bytes().rstrip(b"\n"))
    assert len(filled.read()) == 3
    assert filled.damage is None


def test_a_last_line_that_is_cut_is_skipped_kept_in_a_copy_and_told(filled: AnswerLog) -> None:
    filled.path.write_bytes(filled.path.read_bytes()[:-20])
    assert len(filled.read()) == 2
    assert filled.damage is not None
    assert filled.damage.startswith(
        f"The last line of {filled.path} is cut off: a program was stopped while it was saving an answer, "
        "and that one answer is lost. All other answers were read and are safe."
    )
    assert len(copies(filled)) == 1


def test_an_append_after_a_cut_line_ends_it_and_loses_nothing(filled: AnswerLog, make: Make) -> None:
    filled.path.write_bytes(filled.path.read_bytes()[:-20])
    filled.read()
    added = make(item="05.1-09")
    filled.append(added)
    assert [answer.item for answer in filled.read()] == ["05.1-01", "05.1-02", "05.1-09"]
    assert filled.read()[-1] == added
    assert len(copies(filled)) == 1
    assert filled.damage is not None
    assert "1 line of" in filled.damage


def test_a_cut_line_is_passed_over_in_silence_while_another_program_writes(
    filled: AnswerLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.path.write_bytes(filled.path.read_bytes()[:-20])
    monkeypatch.setattr("her2lessons.progress.saving.LOCK_SECONDS", 0.02)
    with FileLock(f"{filled.path}.lock"):
        answers = filled.read()
    assert len(answers) == 2
    assert filled.damage is None
    assert copies(filled) == []


def test_a_line_that_is_finished_while_the_lock_is_awaited_is_read(
    filled: AnswerLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = filled.path.read_bytes()
    filled.path.write_bytes(whole[:-20])
    acquire = FileLock.acquire

    def finish_first(lock: FileLock, *args: float, **kwargs: float) -> object:
        filled.path.write_bytes(whole)
        return acquire(lock, *args, **kwargs)

    monkeypatch.setattr(FileLock, "acquire", finish_first)
    assert len(filled.read()) == 3
    assert filled.damage is None


def test_an_answer_that_stands_twice_is_read_once(filled: AnswerLog) -> None:
    filled.path.write_bytes(filled.path.read_bytes() * 2)
    assert len(filled.read()) == 3
    assert filled.damage is None


def test_lines_of_a_later_version_are_read_and_kept(filled: AnswerLog) -> None:
    text = filled.path.read_text(encoding="utf-8").replace('"version":1', '"mood":"good","version":2')
    filled.path.write_text(text, encoding="utf-8")
    answers = filled.read()
    assert [(answer.version, answer.extra) for answer in answers] == [(2, {"mood": "good"})] * 3
    assert filled.damage is None


def test_line_ends_and_marks_that_other_editors_leave_do_no_harm(filled: AnswerLog) -> None:
    text = filled.path.read_bytes().replace(b"\n", b"\r\n")
    filled.path.write_bytes(b"\xef\xbb\xbf" + text)
    assert len(filled.read()) == 3
    assert filled.damage is None


def test_a_folder_in_place_of_the_log_is_told(log: AnswerLog) -> None:
    log.path.mkdir(parents=True)
    assert log.read() == []
    assert log.damage == (
        f"Your earlier answers could not be read: {log.path} is not an ordinary file. "
        "Nothing was changed; new answers may not be saved either."
    )


def test_a_path_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("mine", encoding="utf-8")
    log = AnswerLog(tmp_path / "note" / "answers.jsonl")
    assert log.read() == []
    assert log.damage is not None
    assert f"a part of the path {log.path} is a file where a folder is needed" in log.damage


def test_a_device_in_place_of_the_log_is_not_read_without_end() -> None:
    log = AnswerLog("/dev/full")
    if not log.path.exists():
        pytest.skip("this system has no /dev/full")
    assert log.read() == []
    assert log.damage is not None
    assert "/dev/full is not an ordinary file" in log.damage


def test_a_log_that_may_not_be_opened_is_told(filled: AnswerLog, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert filled.read() == []
    assert filled.damage is not None
    assert f"opening {filled.path} failed (Permission denied)" in filled.damage
