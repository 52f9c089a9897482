"""`her2lessons exam`: a set is written, a sheet marked, and a refusal is one sentence without the secret."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest
from typer.testing import CliRunner

from her2lessons import evidence
from her2lessons.cli import app
from her2lessons.guidelines import ihc
from her2lessons.microscope import exam
from her2lessons.progress.reader_report import CSV_COLUMNS, NOT_THE_SAME

SECRET = "a class in spring"


def run(*words: object, typed: str | None = None) -> Any:
    return CliRunner().invoke(app, ["exam", *map(str, words)], input=typed)


def filled(folder, wrong=()):
    """Fill in a sheet with the truth, and with one step more for the numbers in ``wrong``."""
    path = folder / "filled.csv"
    ladder = [*ihc.SCORES, "2+"]
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "score"])
        for request in exam.fields(SECRET):
            place = ihc.SCORES.index(request.score) + (request.number in wrong)
            writer.writerow([request.number, ladder[place]])
    return path


@pytest.fixture
def quick(monkeypatch):
    """Draw nothing."""
    monkeypatch.setattr(exam, "_picture", lambda request: (ihc.Percents(0, 0, 0, 0), "webp", b"picture"))


@pytest.mark.usefixtures("quick")
def test_a_set_is_written_and_the_key_is_said_to_be_the_teachers(tmp_path):
    done = run(SECRET, "--out", tmp_path / "set", "--size", 10)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"{tmp_path / 'set' / 'students'}: 10 pictures and answer-sheet.csv, for students.",
        f"{tmp_path / 'set' / 'answer-key.csv'}: the answers, for you alone.",
    ]
    again = run(SECRET, "--out", tmp_path / "set", "--size", 10)
    assert again.exit_code == 1
    assert "exists already" in again.stderr
    assert run(SECRET, "--out", tmp_path / "set", "--size", 10, "--replace").exit_code == 0


def test_a_sheet_is_marked_with_the_readers_report_and_the_numbers_that_were_misread(tmp_path):
    wrong = [request.number for request in exam.fields(SECRET) if request.score == "0+"][:2]
    done = run(SECRET, "--mark", filled(tmp_path, wrong))
    assert done.exit_code == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("20 fields were read, 18 of them as drawn: 90 %")
    assert "0+: 2 of 4 too high, on average 0.5 steps too high." in lines
    assert NOT_THE_SAME in lines
    assert evidence.fact("readers_all_agree_4_classes").statement in done.stdout
    assert lines[-2:] == [f"- Number {number} is 0+ and was read as 1+." for number in sorted(wrong)]


def test_marks_go_out_as_json_and_as_csv(tmp_path):
    path = filled(tmp_path, [exam.fields(SECRET)[0].number])
    values = json.loads(run(SECRET, "--mark", path, "--json").stdout)
    assert values["exact"]["count"] == 19
    assert [one["number"] for one in values["misread"]] == [1]
    assert run(SECRET, "--mark", path, "--csv").stdout.splitlines()[0] == ",".join(CSV_COLUMNS)


def test_a_secret_can_be_typed_unseen(tmp_path):
    done = run("-", "--mark", filled(tmp_path), typed=f"{SECRET}\n")
    assert done.exit_code == 0, done.stderr
    assert "20 fields were read, 20 of them as drawn" in done.stdout
    assert SECRET not in done.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([SECRET], "say either --out DIR to write a set or --mark SHEET to mark one."),
        ([SECRET, "--out", "x", "--mark", "y"], "say either --out DIR"),
        ([SECRET, "--out", "x", "--json"], "--json and --csv are for --mark"),
        ([SECRET, "--mark", "x", "--json", "--csv"], "only one of them at a time"),
        (["hunter2", "--out", "x"], "The secret has 7 characters"),
        ([SECRET, "--out", "x", "--size", "12"], "size must be a multiple of 5"),
        ([SECRET, "--mark", "absent.csv"], "absent.csv cannot be read"),
    ],
)
def test_a_refusal_is_one_sentence(words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*words)
    assert done.exit_code == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("her2lessons: ")
    assert said in line
    assert words[0] not in line
    assert not list(tmp_path.iterdir())
