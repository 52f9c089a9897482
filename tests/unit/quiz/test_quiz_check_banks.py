"""`her2lessons check-banks` as an author runs it."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from her2lessons.cli import app
from her2lessons.quiz import bank_names

SMALL = Path(__file__).with_name("small_bank.yaml")


def test_without_a_name_it_reads_every_bank_of_the_course() -> None:
    done = CliRunner().invoke(app, ["check-banks"])
    assert done.exit_code == 0
    assert [line.split(":")[0] for line in done.output.splitlines()] == list(bank_names())


def test_a_fault_is_named_without_a_traceback_and_the_other_banks_are_still_read(tmp_path: Path) -> None:
    wrong = tmp_path / "05_wrong.yaml"
    wrong.write_text("lesson: 05\nitems: []\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["check-banks", str(wrong), str(tmp_path / "none.yaml"), str(SMALL)])
    assert done.exit_code == 1
    assert "05_wrong.yaml" in done.output
    assert "put quotes around it" in done.output
    assert "none.yaml" in done.output
    assert "Traceback" not in done.output
    assert "no fault found" in done.output
