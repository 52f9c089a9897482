"""A learner's copy: made once, brought up to date later, and never written over."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from her2lessons.classroom import start as room
from her2lessons.classroom.start import RECORD, StartError, start
from her2lessons.cli import app

LESSON = "notebooks/05_her2_status.ipynb"
EXERCISE = "exercises/05_her2_status.ipynb"


def write(path: Path, *sources: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [nbformat.v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)


def edit(path: Path, source: str) -> None:
    notebook = nbformat.read(path, 4)
    notebook.cells.append(nbformat.v4.new_code_cell(source))
    nbformat.write(notebook, path)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    root = tmp_path / "clone"
    write(root / "notebooks" / "00_start_here.ipynb", "'welcome'")
    write(root / LESSON, "'lesson'")
    write(root / EXERCISE, "'exercise'")
    write(root / "exercises" / "solutions" / "05_her2_status.ipynb", "'the answers'")
    return root


@pytest.fixture
def folder(tmp_path: Path, course: Path) -> Path:
    start(tmp_path / "my-course", course)
    return tmp_path / "my-course"


def test_a_new_copy_holds_lessons_and_exercises_and_no_solutions(folder: Path) -> None:
    found = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.ipynb"))
    assert found == [EXERCISE, "notebooks/00_start_here.ipynb", LESSON]


def test_starting_again_changes_nothing(folder: Path, course: Path) -> None:
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert start(folder, course).sentences() == []
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_notebook_that_was_never_edited_is_brought_up_to_date(folder: Path, course: Path) -> None:
    write(course / LESSON, "'corrected lesson'")
    delivery = start(folder, course)
    assert delivery.updated == [LESSON]
    assert "corrected" in (folder / LESSON).read_text()


def test_running_a_notebook_is_not_an_edit(folder: Path, course: Path) -> None:
    notebook = nbformat.read(folder / LESSON, 4)
    notebook.cells[0].outputs = [
        nbformat.v4.new_output("execute_result", {"text/plain": "1"}, execution_count=1)
    ]
    nbformat.write(notebook, folder / LESSON)
    write(course / LESSON, "'corrected lesson'")
    assert start(folder, course).updated == [LESSON]


def test_an_edited_notebook_is_left_alone_and_the_newer_version_arrives_beside_it(
    folder: Path, course: Path
) -> None:
    edit(folder / LESSON, "my = 'work'")
    mine = (folder / LESSON).read_bytes()
    write(course / LESSON, "'corrected lesson'")
    delivery = start(folder, course)
    beside = "notebooks/05_her2_status-newer.ipynb"
    assert delivery.beside == [(LESSON, beside)]
    assert (folder / LESSON).read_bytes() == mine
    assert "corrected" in (folder / beside).read_text()
    assert "was left alone" in delivery.sentences()[0]
    assert start(folder, course).sentences() == [], "the same version must not arrive twice"


def test_an_edited_newer_version_is_left_alone_too(folder: Path, course: Path) -> None:
    edit(folder / LESSON, "my = 'work'")
    write(course / LESSON, "'second'")
    start(folder, course)
    edit(folder / "notebooks/05_her2_status-newer.ipynb", "more = 'work'")
    write(course / LESSON, "'third'")
    start(folder, course)
    assert "more = 'work'" in (folder / "notebooks/05_her2_status-newer.ipynb").read_text()
    assert "third" in (folder / "notebooks/05_her2_status-newer-2.ipynb").read_text()


def test_a_notebook_that_is_not_json_any_more_is_somebodys_work(folder: Path, course: Path) -> None:
    (folder / LESSON).write_text("my notes")
    write(course / LESSON, "'corrected lesson'")
    start(folder, course)
    assert (folder / LESSON).read_text() == "my notes"


def test_a_deleted_notebook_comes_back_fresh(folder: Path, course: Path) -> None:
    (folder / LESSON).unlink()
    assert start(folder, course).new == [LESSON]


def test_a_damaged_record_means_that_everything_is_the_learners(folder: Path, course: Path) -> None:
    (folder / RECORD).write_text("{")
    write(course / LESSON, "'corrected lesson'")
    delivery = start(folder, course)
    assert "could not be read, so every notebook here is treated as changed by you" in delivery.sentences()[0]
    assert "corrected" not in (folder / LESSON).read_text()
    assert json.loads((folder / RECORD).read_text()), "the record is whole again"


def test_a_folder_with_other_work_is_refused_by_name_and_untouched(tmp_path: Path, course: Path) -> None:
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "chapter1.txt").write_text("words")
    with pytest.raises(StartError, match=r"already holds other work \(chapter1.txt\). Nothing was changed"):
        start(other, course)
    assert [p.name for p in other.iterdir()] == ["chapter1.txt"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, course: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StartError, match="is a file, not a folder"):
        start(tmp_path / "file", course)


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, course: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StartError, match="cannot be written"):
        start(tmp_path / "file" / "below", course)


def test_a_disk_that_fills_up_leaves_no_half_notebook(
    tmp_path: Path, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room, "write_whole", full)
    with pytest.raises(StartError, match=r"cannot be written \(No space left on device\)"):
        start(tmp_path / "new", course)
    assert list(tmp_path.glob("new/**/*.ipynb*")) == []


def test_a_first_copy_that_was_cut_short_is_finished_by_starting_again(
    tmp_path: Path, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, written = room.write_whole, []

    def fills_up(path: Path, text: str) -> None:
        written.append(path)
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        real(path, text)

    monkeypatch.setattr(room, "write_whole", fills_up)
    with pytest.raises(StartError, match="No space left on device"):
        start(tmp_path / "new", course)
    monkeypatch.undo()
    start(tmp_path / "new", course)
    assert len(list((tmp_path / "new").rglob("*.ipynb"))) == 3


def test_a_correction_of_an_output_alone_arrives_too(folder: Path, course: Path) -> None:
    notebook = nbformat.read(course / LESSON, 4)
    notebook.cells[0].outputs = [
        nbformat.v4.new_output("execute_result", {"text/plain": "1,100"}, execution_count=1)
    ]
    nbformat.write(notebook, course / LESSON)
    assert start(folder, course).updated == [LESSON]
    assert "1,100" in (folder / LESSON).read_text()


def test_a_newer_version_that_was_not_touched_gives_way_to_the_next(folder: Path, course: Path) -> None:
    edit(folder / LESSON, "my = 'work'")
    for version in ("'second'", "'third'"):
        write(course / LESSON, version)
        start(folder, course)
    assert "third" in (folder / "notebooks/05_her2_status-newer.ipynb").read_text()
    assert not (folder / "notebooks/05_her2_status-newer-2.ipynb").exists()


def test_a_newer_version_that_the_learner_deleted_does_not_come_back(folder: Path, course: Path) -> None:
    edit(folder / LESSON, "my = 'work'")
    write(course / LESSON, "'second'")
    start(folder, course)
    (folder / "notebooks/05_her2_status-newer.ipynb").unlink()
    assert start(folder, course).sentences() == []


def test_a_notebook_nested_beyond_reading_is_somebodys_work(folder: Path, course: Path) -> None:
    (folder / LESSON).write_text("[" * 100_000)
    write(course / LESSON, "'corrected lesson'")
    start(folder, course)
    assert (folder / LESSON).read_text() == "[" * 100_000


def test_a_record_of_another_shape_means_that_everything_is_the_learners(folder: Path, course: Path) -> None:
    (folder / RECORD).write_text('{"notebooks/05_her2_status.ipynb": "hash"}')
    assert "could not be read" in start(folder, course).sentences()[0]


@pytest.mark.parametrize(
    ("typed", "folder", "flags"),
    [
        ([], "my-course", []),
        (["--no-browser"], "my-course", ["--no-browser"]),
        (["--port", "8889"], "my-course", ["--port", "8889"]),
        (["there", "--no-browser"], "there", ["--no-browser"]),
    ],
)
def test_a_flag_of_jupyterlab_is_not_taken_for_the_folder(
    monkeypatch: pytest.MonkeyPatch, typed: list[str], folder: str, flags: list[str]
) -> None:
    seen = []
    monkeypatch.setattr("her2lessons.classroom.start.start", lambda path: room.Delivery())
    monkeypatch.setattr(
        "her2lessons.classroom.lab.serve", lambda path, given: seen.append((str(path), given)) or 0
    )
    assert CliRunner().invoke(app, ["lab", *typed]).exit_code == 0
    assert seen == [(folder, flags)]


def test_the_command_says_what_it_did_and_refuses_in_one_line(tmp_path: Path) -> None:
    runner = CliRunner()
    done = runner.invoke(app, ["start", str(tmp_path / "course")])
    assert done.exit_code == 0
    assert "Copied " in done.output
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("x")
    refused = runner.invoke(app, ["start", str(tmp_path / "mine")])
    assert refused.exit_code == 1
    assert refused.output.count("\n") == 1
    assert "already holds other work" in refused.output
