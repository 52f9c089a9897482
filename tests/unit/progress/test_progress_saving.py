"""What was appended is on disk; what could not be is taken back and explained."""

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from her2lessons.progress import Answer, AnswerLog, SaveError
from her2lessons.progress.saving import append_line

Make = Callable[..., Answer]


@pytest.fixture
def filled(log: AnswerLog, make: Make) -> AnswerLog:
    log.append(make())
    return log


def test_the_file_and_its_folders_are_made_when_first_needed(tmp_path: Path, make: Make) -> None:
    log = AnswerLog(tmp_path / "a" / "b" / "answers.jsonl")
    log.append(make())
    assert log.path.read_bytes().endswith(b"\n")
    assert len(log.read()) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such permissions")
def test_only_the_learner_may_read_the_log(filled: AnswerLog) -> None:
    assert filled.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot flush a folder")
def test_file_and_new_folders_are_flushed_before_an_append_returns(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[str] = []
    fsync = os.fsync

    def note(descriptor: int) -> None:
        flushed.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        fsync(descriptor)

    if not Path("/proc/self/fd").exists():
        pytest.skip("this system does not show open files")
    monkeypatch.setattr(os, "fsync", note)
    log = AnswerLog(tmp_path / "new" / "answers.jsonl")
    log.append(make())
    assert flushed == [tmp_path.name, "answers.jsonl", "new"]
    flushed.clear()
    log.append(make())
    assert flushed == ["answers.jsonl"]


def test_writes_that_take_only_a_few_bytes_are_continued(
    filled: AnswerLog, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(data)[:7]))
    answer = make(response="long " * 20)
    filled.append(answer)
    assert filled.read()[-1] == answer


@pytest.mark.parametrize("failing", ["write", "fsync"])
@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk that holds {folder} is full"),
        (errno.EROFS, "{folder} is on a read-only disk"),
        (errno.EACCES, "this account may not write in {folder}"),
        (errno.EIO, "writing to {path} failed (Input/output error)"),
    ],
)
def test_a_failed_write_is_taken_back_and_explained(
    filled: AnswerLog, make: Make, monkeypatch: pytest.MonkeyPatch, failing: str, number: int, said: str
) -> None:
    before = filled.path.read_bytes()
    write, calls = os.write, []

    def fail_halfway(descriptor: int, data: memoryview) -> int:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(number, os.strerror(number))
        return write(descriptor, bytes(data)[:9])

    def fail_once(_descriptor: int) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, failing, fail_halfway if failing == "write" else fail_once)
    with pytest.raises(SaveError) as error:
        filled.append(make())
    monkeypatch.undo()
    message = str(error.value)
    folder = os.path.realpath(filled.path.parent)
    assert said.format(folder=folder, path=os.path.realpath(filled.path)) in message
    assert message.startswith("Your answer could not be saved: ")
    assert "Your earlier answers are untouched." in message
    assert filled.path.read_bytes() == before
    filled.append(make(item="05.1-02"))
    assert [answer.item for answer in filled.read()] == ["05.1-01", "05.1-02"]


def test_a_write_that_cannot_even_be_taken_back_leaves_a_log_that_still_works(
    filled: AnswerLog, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, calls = os.write, []

    def fail_halfway(descriptor: int, data: memoryview) -> int:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(descriptor, bytes(data)[:9])

    def refuse(_descriptor: int, _length: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "write", fail_halfway)
    monkeypatch.setattr(os, "ftruncate", refuse)
    with pytest.raises(SaveError, match="is full"):
        filled.append(make())
    monkeypatch.undo()
    filled.append(make(item="05.1-02"))
    assert [answer.item for answer in filled.read()] == ["05.1-01", "05.1-02"]


def test_an_interrupt_while_writing_leaves_no_torn_line(
    filled: AnswerLog, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.path.read_bytes()

    def interrupt(_descriptor: int) -> None:
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        filled.append(make())
    assert filled.path.read_bytes() == before


def test_an_unfinished_last_line_is_ended_first(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_bytes(b"whole\nunfinished")
    append_line(path, b"new")
    append_line(path, b"newer")
    assert path.read_bytes() == b"whole\nunfinished\nnew\nnewer\n"


def test_a_lock_held_by_another_program_is_told_and_writes_nothing(
    filled: AnswerLog, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("her2lessons.progress.saving.LOCK_SECONDS", 0.02)
    before = filled.path.read_bytes()
    with FileLock(f"{filled.path}.lock"), pytest.raises(SaveError) as error:
        filled.append(make())
    assert str(error.value) == (
        "Your answer could not be saved: another program has been writing to "
        f"{os.path.realpath(filled.path)} for over 0.02 seconds. Your earlier answers are untouched. "
        "Close other notebooks that use this course, then check the answer again."
    )
    assert filled.path.read_bytes() == before
    filled.append(make())
    assert len(filled.read()) == 2


def test_the_lock_is_waited_for_two_seconds() -> None:
    from her2lessons.progress import saving

    assert saving.LOCK_SECONDS == 2


def test_two_names_of_one_file_share_one_lock(filled: AnswerLog, make: Make, tmp_path: Path) -> None:
    link = tmp_path / "link.jsonl"
    try:
        link.symlink_to(filled.path)
    except OSError:
        pytest.skip("this account may not make links")
    AnswerLog(link).append(make())
    assert len(filled.read()) == 2
    assert not Path(f"{link}.lock").exists()


def test_a_path_below_a_file_is_explained(tmp_path: Path, make: Make) -> None:
    note = tmp_path / "note"
    note.write_text("mine", encoding="utf-8")
    with pytest.raises(SaveError) as error:
        AnswerLog(note / "deep" / "answers.jsonl").append(make())
    assert f"{os.path.realpath(note)} is a file where a folder is needed" in str(error.value)
    assert "set HER2LESSONS_HOME to a folder you may write in" in str(error.value)
    assert note.read_text(encoding="utf-8") == "mine"


def test_a_folder_in_place_of_the_log_is_explained(log: AnswerLog, make: Make) -> None:
    log.path.mkdir(parents=True)
    with pytest.raises(
        SaveError, match=r"is a folder\. Nothing was changed\. Move it away, or set HER2LESSONS_HOME"
    ):
        log.append(make())
    assert list(log.path.parent.iterdir()) == [log.path]


def test_a_device_is_never_written_to_nor_locked(make: Make) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(SaveError, match=r"/dev/full is a device, not an ordinary file\. Nothing was changed"):
        AnswerLog("/dev/full").append(make())
    assert not Path("/dev/full.lock").exists()


def test_a_folder_that_refuses_the_lock_is_explained(
    filled: AnswerLog, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    with pytest.raises(
        SaveError, match=r"this account may not write in .* Your earlier answers are untouched"
    ):
        filled.append(make())


def test_a_save_error_is_an_operating_system_error() -> None:
    assert issubclass(SaveError, OSError)


def test_threads_of_one_program_do_not_mix_their_lines(log: AnswerLog, make: Make) -> None:
    answers = [make(item=f"05.1-{n}", response="x" * 500) for n in range(24)]
    threads = [
        threading.Thread(target=lambda part: [log.append(one) for one in part], args=(answers[start::4],))
        for start in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(log.read(), key=lambda answer: answer.item) == sorted(
        answers, key=lambda answer: answer.item
    )
    assert log.damage is None
