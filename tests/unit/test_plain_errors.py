"""In a notebook, what a learner can mend is one sentence; what a programmer must see keeps its traceback."""

from __future__ import annotations

import nbformat
import pytest
from nbclient import NotebookClient

#: Cells in the order in which they are run, each with what it is for.
CELLS = {
    "before": "today['category']",
    "out of order": "from her2lessons import figures\ntoday['category']",
    "refused": "from her2lessons.guidelines import her2\nher2.interpret(ihc='4+')",
    "own": "int('seven')",
    "other": "1 / 0",
    "fine": "6 * 7",
}


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    """What each cell shows, errors included."""
    cells = [nbformat.v4.new_code_cell(code) for code in CELLS.values()]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=60, kernel_name="python3", allow_errors=True).execute()
    found = {}
    for name, cell in zip(CELLS, notebook.cells, strict=True):
        [output] = cell.outputs
        found[name] = (
            "\n".join(output.traceback) if output.output_type == "error" else output.data["text/plain"]
        )
    return found


def test_a_cell_run_out_of_order_says_which_name_is_missing_and_what_to_run(shown: dict[str, str]) -> None:
    assert shown["out of order"] == (
        "Line 2: there is no 'today' yet. If a cell further up makes it, run that cell first: "
        "Run > Run All Above Selected Cell does all of them. If not, look at the spelling. "
        "Your notebook and your saved answers are safe."
    )


def test_a_value_that_a_rule_refuses_is_one_sentence_without_a_traceback(shown: dict[str, str]) -> None:
    assert shown["refused"].startswith("The IHC score '4+' is not known.")
    assert "Traceback" not in shown["refused"]
    assert shown["refused"].endswith("Your notebook and your saved answers are safe.")


@pytest.mark.parametrize(
    ("cell", "words"),
    [("own", "invalid literal for int"), ("other", "ZeroDivisionError"), ("before", "NameError")],
)
def test_any_other_error_keeps_its_traceback(shown: dict[str, str], cell: str, words: str) -> None:
    assert words in shown[cell]
    assert "Traceback" in shown[cell]


def test_the_notebook_goes_on_after_an_error(shown: dict[str, str]) -> None:
    assert shown["fine"] == "42"
