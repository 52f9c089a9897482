"""From MyST source to a built notebook: the same bytes each time, and clear words when a source is wrong."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from her2lessons.classroom import headings
from her2lessons.classroom.build import BuildError, build, normalise, stale
from her2lessons.cli import app

HEAD = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3 (ipykernel)
  language: python
  name: python3
her2lessons:
  kind: "lesson"
  number: "99"
  title: "A lesson for a test"
  minutes: "5"
  prerequisites: []
  objectives: []
  concepts: []
  reviewed: "2026-11-20"
---

# A lesson for a test

"""
CELL = "```{{code-cell}} ipython3\n{}\n```\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "notebooks" / "source").mkdir(parents=True)
    return tmp_path


def author(root: Path, *cells: str, head: str = HEAD) -> None:
    text = head + "\n".join(CELL.format(cell) for cell in cells)
    (root / "notebooks" / "source" / "99_test.md").write_text(text, encoding="utf-8")


def built(root: Path) -> Path:
    return root / "notebooks" / "99_test.ipynb"


def test_building_twice_changes_no_byte_and_keeps_outputs(root: Path) -> None:
    author(root, "from her2lessons.widgets import quiz\nquiz.recall('05')", "6 * 7")
    [(_, first)] = build(root)
    before = built(root).read_bytes()
    [(_, second)] = build(root)
    assert (first, second) == (True, False)
    assert built(root).read_bytes() == before
    notebook = nbformat.read(built(root), 4)
    nbformat.validate(notebook)
    widget, number = [cell.outputs[0] for cell in notebook.cells if cell.cell_type == "code"]
    assert set(widget.data) == {"text/plain", "text/html"}
    assert number.data["text/plain"] == "42"
    assert number.execution_count == 2
    assert "widgets" not in notebook.metadata
    assert "version" not in notebook.metadata.get("language_info", {})


def test_a_build_starts_from_an_empty_home(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HER2LESSONS_HOME", str(tmp_path / "mine"))
    author(root, "import os\nos.environ['HER2LESSONS_HOME'] == " + repr(str(tmp_path / "mine")))
    build(root)
    assert nbformat.read(built(root), 4).cells[1].outputs[0].data["text/plain"] == "False"


def test_a_source_that_raises_is_named_with_its_cell_and_writes_nothing(root: Path) -> None:
    author(root, "1 / 1")
    build(root)
    before = built(root).read_bytes()
    author(root, "1 / 1", "1 / 0")
    with pytest.raises(
        BuildError, match=r"99_test.md, cell 3 \('1 / 0'\) raised ZeroDivisionError: division by zero"
    ):
        build(root)
    assert built(root).read_bytes() == before
    failed = CliRunner().invoke(app, ["build", "--root", str(root)])
    assert failed.exit_code == 1
    assert "Nothing was written; mend the source and build again." in failed.output
    assert "Traceback" not in failed.output


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("import os\nos._exit(3)", "99_test.md: the kernel died while running it."),
        ("while True: pass", "99_test.md: a cell ran for over 2 seconds."),
        ("print('hello')", "99_test.md, cell 2 writes to stdout: 'hello'."),
        ("import warnings\nwarnings.warn('old')", "99_test.md, cell 2 writes to stderr:"),
    ],
)
def test_a_cell_that_cannot_be_compared_is_one_sentence_and_writes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, cell: str, sentence: str
) -> None:
    monkeypatch.setattr("her2lessons.classroom.build.CELL_SECONDS", 2)
    author(root, cell)
    failed = CliRunner().invoke(app, ["build", "--root", str(root)])
    assert failed.exit_code == 1
    assert sentence in failed.output
    assert "Nothing was written" in failed.output
    assert "Traceback" not in failed.output
    assert not built(root).exists()


@pytest.mark.parametrize("metadata", ["5", '"text"', "[1]"])
def test_metadata_that_is_no_mapping_is_one_sentence(root: Path, metadata: str) -> None:
    author(root, "1", head=HEAD[: HEAD.index("her2lessons:")] + f"her2lessons: {metadata}\n---\n\n# Bare\n\n")
    with pytest.raises(ValueError, match="must hold fields such as kind and title"):
        build(root)


def test_a_folder_in_place_of_the_target_and_a_root_without_sources_are_one_sentence(root: Path) -> None:
    nothing = CliRunner().invoke(app, ["build", "--root", str(root)])
    assert nothing.exit_code == 1
    assert "was found; run this in the clone." in nothing.output
    author(root, "1")
    built(root).mkdir()
    blocked = CliRunner().invoke(app, ["build", "--root", str(root)])
    assert blocked.exit_code == 1
    assert "Is a directory" in blocked.output


def test_a_source_without_the_courses_metadata_is_refused(root: Path) -> None:
    author(root, "1", head="---\nkernelspec:\n  name: python3\n  display_name: Python 3\n---\n\n# Bare\n\n")
    with pytest.raises(ValueError, match=r"99_test\.md has no 'her2lessons' key"):
        build(root)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ('reviewed: "20.11.2026"', "reviewed: Value error, '20.11.2026' is not a date"),
        ('reviewed: "2999-01-01"', "reviewed: Value error, 2999-01-01 lies in the future"),
        ('reviewed: "2026-11-20"\n  mood: "fine"', "mood: Extra inputs are not permitted"),
    ],
)
def test_metadata_that_is_wrong_names_the_field(root: Path, wrong: str, named: str) -> None:
    author(root, "1", head=HEAD.replace('reviewed: "2026-11-20"', wrong))
    with pytest.raises(ValueError, match=named):
        build(root)


def test_staleness_is_seen_without_running_anything(root: Path) -> None:
    author(root, "1 + 1")
    assert stale(root) == ["99_test.ipynb (lesson) was never built"]
    build(root)
    assert stale(root) == []
    author(root, "1 + 2")
    assert stale(root) == ["99_test.ipynb (lesson) is older than 99_test.md"]
    author(root, "1 + 1", head=HEAD.replace('minutes: "5"', 'minutes: "6"'))
    assert stale(root) == ["99_test.ipynb (lesson) is older than 99_test.md"]
    (root / "notebooks" / "98_gone.ipynb").write_bytes(built(root).read_bytes())
    assert "98_gone.ipynb has no source" in stale(root)


def test_a_name_that_no_source_has_is_an_error(root: Path) -> None:
    author(root, "1")
    with pytest.raises(BuildError, match=r"No source below .* has a name that starts with '42'"):
        build(root, "42")


def test_normalising_keeps_outputs_and_drops_only_what_changes_by_itself() -> None:
    view = "application/vnd.jupyter.widget-view+json"
    cell = nbformat.v4.new_code_cell("x", id="random", execution_count=3)
    cell.metadata = {"execution": {"iopub.status.busy": "now"}, "tags": ["keep"]}
    cell.outputs = [
        nbformat.v4.new_output("execute_result", {"text/plain": "x", view: {}}, execution_count=3)
    ]
    notebook = nbformat.v4.new_notebook(cells=[cell])
    notebook.metadata = {"widgets": {}, "jupytext": {}, "language_info": {"name": "python", "version": "3.9"}}
    done = normalise(notebook)
    assert done.metadata == {"language_info": {"name": "python"}}
    assert done.cells[0].id == "cell-00"
    assert done.cells[0].metadata == {"tags": ["keep"]}
    assert done.cells[0].execution_count == 3
    assert dict(done.cells[0].outputs[0].data) == {"text/plain": "x"}


HEADED = """\
# Title

## 1. First part

```{code-cell} ipython3
## a comment, not a heading
from her2lessons.widgets import quiz

quiz(
    "05_x", "one"
)
```

Some text.

### Deeper

```{code-cell} ipython3
quiz("05_x", "two")
quiz("03_y", "of-another-lesson")
```
"""


def test_the_table_of_headings_goes_by_headings_of_the_text_and_calls_in_the_code(tmp_path: Path) -> None:
    (tmp_path / "notebooks" / "source").mkdir(parents=True)
    (tmp_path / "notebooks" / "source" / "05_x.md").write_text(HEADED, encoding="utf-8")
    place, text = headings.table(tmp_path)
    assert text == "lesson,section,heading\n05,one,1. First part\n05,two,Deeper\n"
    assert place == tmp_path / "her2lessons" / "quiz" / "tables" / "headings.csv"


def test_a_missing_or_older_table_of_headings_is_named(tmp_path: Path) -> None:
    (tmp_path / "notebooks" / "source").mkdir(parents=True)
    assert stale(tmp_path) == []
    place, text = headings.table(tmp_path)
    place.parent.mkdir(parents=True)
    assert stale(tmp_path) == ["headings.csv is older than the lessons"]
    place.write_text(text, encoding="utf-8")
    assert stale(tmp_path) == []
