"""Make the student copy and the answer copy of an exercise from its one source."""

from __future__ import annotations

import copy
from typing import Any

from nbformat import NotebookNode
from nbgrader.nbgraderformat import SchemaTooNewError, SchemaTooOldError, ValidationError
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)
from traitlets.config import Config

CODE_STUB = "# Write your answer here, in place of this line."
"""What stands where a solution was. A comment, so that an unsolved copy runs to its end."""

TEXT_STUB = "*Write your answer here, in place of this line.*"
"""What stands where a written answer was."""

_BEGIN, _END = "BEGIN SOLUTION", "END SOLUTION"

# The steps of nbgrader's own generate_assignment, in its order, but for the ones that would do nothing to our
# sources (headers, generated tests) and the one that writes to a class's grade book.
_STEPS = (
    LockCells,
    ClearSolutions,
    ClearOutput,
    CheckCellMetadata,
    ComputeChecksums,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
)


def settings() -> Config:
    """Give the nbgrader settings that our sources are written for.

    A class that runs nbgrader itself merges them into its ``nbgrader_config.py``, and gets the same student
    copy as ours.
    """
    config = Config()
    config.ClearSolutions.code_stub = {"python": CODE_STUB}
    config.ClearSolutions.text_stub = TEXT_STUB
    config.ClearSolutions.begin_solution_delimeter = _BEGIN
    config.ClearSolutions.end_solution_delimeter = _END
    return config


def student_copy(notebook: NotebookNode) -> NotebookNode:
    """Give what a student works in: no solutions, check cells locked, checksums set.

    Parameters
    ----------
    notebook : NotebookNode
        A source as jupytext reads it; it stays as it is.

    Raises
    ------
    ValueError
        If nbgrader cannot make sense of the source: a solution without an end, an id used twice.
    """
    _check_markers(notebook)
    made = copy.deepcopy(notebook)
    resources: dict[str, Any] = {}
    config = settings()
    for step in _STEPS:
        try:
            made, resources = step(config=config).preprocess(made, resources)
        except (RuntimeError, ValidationError, SchemaTooOldError, SchemaTooNewError) as error:
            raise ValueError(
                f"nbgrader cannot make a student copy of {_title(notebook)}: {error} "
                "Compare its cells' nbgrader metadata with exercises/source/05_her2_status.md."
            ) from error
    return made


def solution_copy(notebook: NotebookNode) -> NotebookNode:
    """Give a copy with the answers in it, for reading and for tests.

    It says that it is a solution, and no cell of it carries nbgrader's metadata: handed in by mistake, or on
    purpose, it holds nothing that could be graded.

    Parameters
    ----------
    notebook : NotebookNode
        A source as jupytext reads it; it stays as it is.

    Raises
    ------
    ValueError
        If a solution has no end.
    """
    _check_markers(notebook)
    made = copy.deepcopy(notebook)
    made.metadata["her2lessons"] = {**made.metadata.get("her2lessons", {}), "kind": "solution"}
    for cell in made.cells:
        cell.metadata.pop("nbgrader", None)
        lines = cell.source.split("\n")
        cell.source = "\n".join(line for line in lines if _BEGIN not in line and _END not in line)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return made


def _check_markers(notebook: NotebookNode) -> None:
    """Look for solutions that begin or end twice or not at all, before one could slip into a student's copy.

    nbgrader lets an end without a beginning pass.
    """
    for number, cell in enumerate(notebook.cells, start=1):
        inside = False
        for line in cell.source.split("\n"):
            if _BEGIN not in line and _END not in line:
                continue
            if (_BEGIN in line) == inside:
                raise _unpaired(notebook, number)
            inside = not inside
        if inside:
            raise _unpaired(notebook, number)


def _unpaired(notebook: NotebookNode, number: int) -> ValueError:
    return ValueError(
        f"In {_title(notebook)}, cell {number}, the lines that mark a solution do not pair up. "
        f'Write "### {_BEGIN}" above each solution and "### {_END}" below it.'
    )


def _title(notebook: NotebookNode) -> str:
    title = notebook.metadata.get("her2lessons", {}).get("title")
    return f'the exercise "{title}"' if title else "this notebook"
