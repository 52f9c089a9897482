"""`her2lessons export`: what it says when it works, and one sentence when it does not."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from export_bank import ITEMS, write_bank
from typer.testing import CliRunner

from her2lessons.classroom.export import FORMS, ExportError, export, find_bank
from her2lessons.cli import app
from her2lessons.quiz import BankError, bank_names


def run(*words: object) -> Any:
    return CliRunner().invoke(app, ["export", *map(str, words)])


def refused(*words: object) -> str:
    """Give the one line that a refusal prints."""
    done = run(*words)
    assert done.exit_code == 1
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


@pytest.mark.parametrize("form", FORMS)
def test_a_bank_of_the_course_is_written_and_what_changed_is_said(form, tmp_path):
    out = tmp_path / "out.file"
    done = run("05_her2_status", "--to", form, "--out", out, "--cases", 2)
    assert done.exit_code == 0, done.stderr
    first, *notes = done.stdout.splitlines()
    assert first.startswith(f"{out}: ")
    assert first.endswith(f" questions of 05_her2_status for {form}.")
    assert all(note.startswith("- ") for note in notes)
    assert "How sure a learner is" in notes[0]
    assert "it became 2 fixed ones (seeds 1 to 2)." in done.stdout
    assert out.stat().st_size > 1000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.file"]


def test_a_teachers_file_is_exported_and_its_changes_are_named(tmp_path):
    bank = write_bank(tmp_path)
    done = run(tmp_path / f"{bank.name}.yaml", "--to", "moodle", "--out", tmp_path / "out.xml")
    assert "- 05: the tolerance of 5 % became 6." in done.stdout.splitlines()
    for word in ("takes the number alone", "share of pairs found", "Orders became matching"):
        assert word in done.stdout
    more = run(
        tmp_path / f"{bank.name}.yaml",
        *("--to", "moodle", "--out", tmp_path / "out.xml", "--replace", "--ordering", "ordering"),
    )
    assert "Orders need Moodle 4.4" in more.stdout
    assert 'type="ordering"' in (tmp_path / "out.xml").read_text(encoding="utf-8")


def test_an_existing_file_is_left_alone_unless_asked_for(tmp_path):
    out = tmp_path / "mine.xml"
    out.write_text("mine")
    said = refused("05_her2_status", "--to", "moodle", "--out", out)
    assert said == (
        f"her2lessons: {out} exists already and was left as it is; add --replace, or choose another name."
    )
    assert out.read_text() == "mine"
    assert run("05_her2_status", "--to", "moodle", "--out", out, "--replace").exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["05_her2_statu", "--to", "qti", "--out", "x"], "Did you mean '05_her2_status'?"),
        (["absent.yaml", "--to", "qti", "--out", "x"], "absent.yaml: cannot be read"),
        (
            ["05_her2_status", "--to", "anky", "--out", "x"],
            "choose one of moodle, qti, anki. Did you mean 'anki'?",
        ),
        (["05_her2_status", "--to", "qti", "--out", "no/x"], "There is no folder no; make it first"),
        (["05_her2_status", "--to", "qti", "--out", "."], ". is a folder; add a file name."),
        (["05_her2_status", "--to", "qti", "--out", "x", "--cases", "0"], "from 1 to 200; this is 0."),
        (["05_her2_status", "--to", "qti", "--out", "x", "--cases", "201"], "this is 201."),
        (["05_her2_status", "--to", "moodle", "--out", "x", "--ordering", "y"], "There is no ordering 'y'"),
        (
            ["05_her2_status", "--to", "qti", "--out", "x" * 300],
            "its name is too long; choose a shorter one.",
        ),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert said in refused(*words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_ordinary_file_is_never_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    said = refused("05_her2_status", "--to", "moodle", "--out", pipe, "--replace")
    assert said == f"her2lessons: {pipe} is no ordinary file and was left alone; choose another name."
    assert not pipe.is_file()


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "the disk is full; free some space."),
        (errno.EROFS, "the disk is read-only; choose another folder."),
        (errno.EACCES, "you may not write there; choose another folder."),
        (errno.EIO, f"the system says: {os.strerror(errno.EIO)}."),
    ],
)
def test_a_disk_that_refuses_leaves_the_old_file_and_no_trace(number, said, tmp_path, monkeypatch):
    out = tmp_path / "out.xml"
    out.write_text("old")

    def refuse(_file: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    line = refused("05_her2_status", "--to", "moodle", "--out", out, "--replace")
    assert line == f"her2lessons: {out} was not written: {said}"
    assert out.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out.xml"]


def test_without_genanki_the_other_forms_work_and_anki_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "genanki", None)
    monkeypatch.delitem(sys.modules, "her2lessons.classroom.export.anki", raising=False)
    monkeypatch.delattr("her2lessons.classroom.export.anki", raising=False)
    said = refused("05_her2_status", "--to", "anki", "--out", tmp_path / "x")
    assert said == (
        "her2lessons: An Anki deck needs genanki, which is not installed. "
        "Run 'make test' once, or install 'her2lessons[teaching]'."
    )
    assert run("05_her2_status", "--to", "qti", "--out", tmp_path / "x").exit_code == 0


def test_nothing_but_anki_loads_genanki():
    code = "import sys; from her2lessons.classroom.export import qti, moodle; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"genanki", "pandas", "numpy"} & set(done.stdout.split())


def test_a_faulty_bank_is_refused_with_its_faults(tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text('lesson: "05"\nitems: []\n')
    assert "items must be a list of at least one question" in refused(
        path, "--to", "qti", "--out", tmp_path / "x"
    )


def test_a_bank_is_found_by_name_or_by_path(tmp_path):
    write_bank(tmp_path, ITEMS[:1], "mine")
    assert find_bank(str(tmp_path / "mine.yaml")).name == "mine"
    assert find_bank(bank_names()[0]).name == bank_names()[0]
    with pytest.raises(BankError, match="give the path of a YAML file"):
        find_bank("mine")


@pytest.mark.parametrize("cases", [True, "5", 2.5, None])
def test_a_number_of_cases_is_a_whole_number(cases, tmp_path):
    bank = write_bank(tmp_path, ITEMS[:1])
    with pytest.raises(ExportError, match="whole number"):
        export(bank, "qti", Path(tmp_path) / "x", cases=cases)
