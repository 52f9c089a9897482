"""The ledger of ids: nothing is used twice, nothing is lost, and no line is ever taken out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from her2lessons.quiz import Bank, Item
from her2lessons.quiz.authoring import ledger
from her2lessons.quiz.authoring.ledger import Entry, LedgerError

TODAY = date(2026, 11, 26)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ids.csv"


@pytest.fixture
def banks(ask: Callable[..., Item], gather: Callable[..., Bank]) -> list[Bank]:
    """Two banks with three ids."""
    return [gather(ask("05.1-01"), ask("05.1-02"), name="05_one"), gather(ask("05.1-03"), name="05_two")]


def entries(*ids: str) -> list[Entry]:
    return [Entry(*item_id.split(":")) for item_id in ids]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (("05.1-01", "05.1-02", "05.1-03"), []),
        (("05.1-01", "05.1-02", "05.1-03", "05.1-04:2026-01-01"), []),
        (
            ("05.1-01", "05.1-02"),
            ["05_two, item 05.1-03, id: error: is new: record it with check-banks --record."],
        ),
        (
            ("05.1-01", "05.1-02", "05.1-03", "05.1-04"),
            [
                "ids.csv, item 05.1-04: error: is in no bank; put the question back, or retire its id with "
                "check-banks --record."
            ],
        ),
        (
            ("05.1-01", "05.1-02:2026-01-01", "05.1-03"),
            [
                "05_one, item 05.1-02, id: error: was retired on 2026-01-01, and answers to its old question "
                "are kept under it; give this question a new id."
            ],
        ),
    ],
    ids=["all there", "one retired", "one new", "one lost", "one retired and used"],
)
def test_banks_and_ledger_are_held_against_each_other(
    kept: tuple[str, ...], said: list[str], banks: list[Bank]
) -> None:
    assert [str(finding) for finding in ledger.findings(banks, entries(*kept))] == said


def test_recording_adds_retires_and_keeps_every_line_in_its_order(path: Path, banks: list[Bank]) -> None:
    path.write_text("id,retired\n05.1-09,\n05.1-01,\n05.1-08,2026-01-01\n", encoding="utf-8")
    done = ledger.record(path, banks, TODAY)
    assert str(done) == "Recorded 2 ids: 05.1-02, 05.1-03. Retired 1 id: 05.1-09."
    assert path.read_text(encoding="utf-8") == (
        "id,retired\n05.1-09,2026-11-26\n05.1-01,\n05.1-08,2026-01-01\n05.1-02,\n05.1-03,\n"
    )
    assert list(ledger.findings(banks, ledger.read(path))) == []
    assert [name.name for name in path.parent.iterdir()] == ["ids.csv"]


def test_recording_twice_changes_nothing_the_second_time(path: Path, banks: list[Bank]) -> None:
    ledger.record(path, banks, TODAY)
    before = path.read_bytes(), path.stat().st_mtime_ns
    said = str(ledger.record(path, banks, date(2026, 12, 1)))
    assert said == "Nothing to record: the ledger holds every id of the banks."
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_retired_id_stays_retired_though_a_bank_uses_it_again(path: Path, banks: list[Bank]) -> None:
    path.write_text("id,retired\n05.1-01,2026-01-01\n", encoding="utf-8")
    ledger.record(path, banks, TODAY)
    assert ledger.read(path)[0] == Entry("05.1-01", "2026-01-01")


def test_a_stop_while_writing_leaves_the_old_ledger(
    path: Path, banks: list[Bank], monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text("id,retired\n05.1-01,\n", encoding="utf-8")

    def stop(_: int) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(ledger.os, "fsync", stop)
    with pytest.raises(OSError, match="the disk is full"):
        ledger.record(path, banks, TODAY)
    assert path.read_text(encoding="utf-8") == "id,retired\n05.1-01,\n"
    assert [name.name for name in path.parent.iterdir()] == ["ids.csv"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "ids.csv, line 1: must be id,retired."),
        (b"name\n", "ids.csv, line 1: must be id,retired."),
        (
            b"id,retired\n05.1-01\n",
            "ids.csv, line 2: must be an id, a comma, and the day it was retired or nothing.",
        ),
        (
            b"id,retired\n,\n",
            "ids.csv, line 2: must be an id, a comma, and the day it was retired or nothing.",
        ),
        (
            b"id,retired\na,\nb,\na,2026-01-01\n",
            "ids.csv, line 4: a stands here a second time; keep the first line.",
        ),
        (
            b"id,retired\na,yesterday\n",
            "ids.csv, line 2: 'yesterday' is not a day; write year-month-day, or nothing.",
        ),
        (
            b"id,retired\na,2026-02-30\n",
            "ids.csv, line 2: '2026-02-30' is not a day; write year-month-day, or nothing.",
        ),
        (b"id,retired\n\xff,\n", "ids.csv cannot be read ("),
    ],
)
def test_a_damaged_ledger_is_refused_and_left_as_it_is(
    content: bytes, said: str, path: Path, banks: list[Bank]
) -> None:
    path.write_bytes(content)
    with pytest.raises(LedgerError) as refused:
        ledger.record(path, banks, TODAY)
    assert str(refused.value).startswith(said)
    assert path.read_bytes() == content


def test_a_ledger_saved_on_another_system_is_read(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbfid,retired\r\n05.1-01,\r\n05.1-02,2026-01-01\r\n")
    assert ledger.read(path) == (Entry("05.1-01"), Entry("05.1-02", "2026-01-01"))
