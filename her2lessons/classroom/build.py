"""Build the notebooks that learners get from the MyST sources that authors edit."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from her2lessons.classroom import headings
from her2lessons.classroom.assignment import solution_copy, student_copy
from her2lessons.classroom.metadata import read_metadata
from her2lessons.classroom.writing import write_whole

#: Longest that one cell may run, in seconds; no cell of the course needs more than three.
CELL_SECONDS = 60

_MEND = "Nothing was written; mend the source and build again."
_WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class BuildError(ValueError):
    """A source that could not be built; the notebook built before is left as it was."""


@dataclass(frozen=True)
class Product:
    """One notebook to build: where it comes from and where it goes."""

    source: Path
    target: Path
    kind: str

    def unexecuted(self) -> NotebookNode:
        """Give the notebook as its source says it, before it is run."""
        try:
            notebook = jupytext.read(self.source)
        except Exception as error:
            raise BuildError(f"{self.source.name} could not be read as MyST Markdown: {error}") from error
        read_metadata(notebook.metadata, self.source.name)
        if self.kind == "exercise":
            notebook = student_copy(notebook)
        elif self.kind == "solution":
            notebook = solution_copy(notebook)
        return normalise(notebook)


def products(root: Path) -> Iterator[Product]:
    """Give every notebook of the course below ``root``, lessons first."""
    for source in sorted((root / "notebooks" / "source").glob("*.md")):
        yield Product(source, root / "notebooks" / f"{source.stem}.ipynb", "lesson")
    for source in sorted((root / "exercises" / "source").glob("*.md")):
        yield Product(source, root / "exercises" / f"{source.stem}.ipynb", "exercise")
        yield Product(source, root / "exercises" / "solutions" / f"{source.stem}.ipynb", "solution")


def normalise(notebook: NotebookNode) -> NotebookNode:
    """Drop from a notebook what changes from run to run and machine to machine.

    Execution counts and outputs stay: nbval compares them.
    """
    notebook.metadata.pop("jupytext", None)
    notebook.metadata.pop("widgets", None)
    notebook.metadata.get("language_info", {}).pop("version", None)
    for position, cell in enumerate(notebook.cells):
        cell.id = f"cell-{position:02d}"
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(_WIDGET_VIEW, None)
            output.get("metadata", {}).pop(_WIDGET_VIEW, None)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def execute(notebook: NotebookNode, folder: Path, name: str) -> NotebookNode:
    """Run a notebook from top to bottom with an empty home for its answers.

    Raises
    ------
    BuildError
        If a cell raises, naming the notebook, the cell and the error.
    """
    with tempfile.TemporaryDirectory() as home:
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            resources={"metadata": {"path": str(folder)}},
        )
        try:
            client.execute(env={**os.environ, "HER2LESSONS_HOME": home})
        except CellExecutionError as error:
            number = next(
                (
                    i
                    for i, c in enumerate(notebook.cells)
                    if any(o.output_type == "error" for o in c.get("outputs", []))
                ),
                0,
            )
            first_line = notebook.cells[number].source.strip().splitlines()[:1]
            raise BuildError(
                f"{name}, cell {number + 1} ({''.join(first_line)!r}) raised "
                f"{error.ename}: {error.evalue} {_MEND}"
            ) from None
        except CellTimeoutError:
            raise BuildError(f"{name}: a cell ran for over {CELL_SECONDS} seconds. {_MEND}") from None
        except DeadKernelError:
            raise BuildError(f"{name}: the kernel died while running it. {_MEND}") from None
    _refuse_streams(notebook, name)
    return notebook


def _refuse_streams(notebook: NotebookNode, name: str) -> None:
    """Refuse printed text and warnings, which differ from machine to machine and so cannot be compared."""
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                raise BuildError(
                    f"{name}, cell {number} writes to {output.name}: {output.text.strip()[:200]!r}. "
                    f"Show a value as the cell's last line instead. {_MEND}"
                )


def make(product: Product) -> str:
    """Give the whole text of a built notebook: prepared, executed, normalised."""
    notebook = product.unexecuted()
    # A lesson is run in the folder where learners open it, so that relative paths mean the same.
    product.target.parent.mkdir(parents=True, exist_ok=True)
    normalise(execute(notebook, product.target.parent, product.source.name))
    return str(nbformat.writes(notebook)) + "\n"


def build(root: Path, only: str | None = None) -> list[tuple[Product, bool]]:
    """Build all notebooks below ``root``, or those whose names start with ``only``.

    The table of headings that questions point to is made along with them.

    Returns
    -------
    list of (Product, bool)
        Each product, and whether its file changed. A second build changes none.

    Raises
    ------
    BuildError
        At the first source that cannot be built; files already built stay as they were.
    """
    chosen = [p for p in products(root) if only is None or p.source.stem.startswith(only)]
    if not chosen:
        which = "" if only is None else f" has a name that starts with {only!r}"
        raise BuildError(f"No source below {root.resolve()}{which or ' was found; run this in the clone'}.")
    done = []
    for product in chosen:
        text = make(product)
        changed = not product.target.exists() or product.target.read_text(encoding="utf-8") != text
        if changed:
            write_whole(product.target, text)
        done.append((product, changed))
    place, text = headings.table(root)
    if place.parent.is_dir() and (not place.exists() or place.read_text(encoding="utf-8") != text):
        write_whole(place, text)
    return done


def _inputs(notebook: NotebookNode) -> list[Any]:
    metadata = {k: v for k, v in notebook.metadata.items() if k in {"her2lessons", "kernelspec"}}
    return [metadata, *((c.cell_type, c.id, c.source, dict(c.metadata)) for c in notebook.cells)]


def stale(root: Path) -> list[str]:
    """Name each built notebook whose inputs or metadata are not what its source says, without running any."""
    found = []
    expected = set()
    for product in products(root):
        expected.add(product.target)
        if not product.target.exists():
            found.append(f"{product.target.name} ({product.kind}) was never built")
            continue
        built = nbformat.read(product.target, as_version=4)
        if _inputs(built) != _inputs(product.unexecuted()):
            found.append(f"{product.target.name} ({product.kind}) is older than {product.source.name}")
    folders = ("notebooks", "exercises", "exercises/solutions")
    orphans = {path for folder in folders for path in (root / folder).glob("*.ipynb")} - expected
    place, text = headings.table(root)
    if place.parent.is_dir() and (not place.exists() or place.read_text(encoding="utf-8") != text):
        found.append(f"{place.name} is older than the lessons")
    return found + [f"{path.name} has no source" for path in sorted(orphans)]
