"""The notebooks in the repository are what their sources say, and nbval has something to compare in each."""

from __future__ import annotations

import builtins
import re
import symtable
import tempfile
from pathlib import Path

import nbformat
import pytest

from her2lessons.classroom.build import Product, products, stale
from her2lessons.classroom.metadata import read_metadata

ROOT = Path(__file__).resolve().parents[2]
PRODUCTS = list(products(ROOT))
VIEW = "application/vnd.jupyter.widget-view+json"

each = pytest.mark.parametrize("product", PRODUCTS, ids=lambda p: f"{p.kind}-{p.source.stem}")


def code_cells(product: Product) -> list[nbformat.NotebookNode]:
    return [cell for cell in nbformat.read(product.target, 4).cells if cell.cell_type == "code"]


def test_there_are_lessons_exercises_and_solutions() -> None:
    assert {product.kind for product in PRODUCTS} == {"lesson", "exercise", "solution"}


def test_every_built_notebook_is_as_new_as_its_source() -> None:
    assert stale(ROOT) == []


@each
def test_nbval_compares_at_least_one_output_in_it(product: Product) -> None:
    cells = code_cells(product)
    assert all(cell.execution_count for cell in cells if cell.source.strip())
    compared = [cell for cell in cells if cell.outputs]
    assert compared, f"{product.target.name} has no output that nbval could compare"
    skipped = [cell for cell in cells if re.search(r"NBVAL_(SKIP|IGNORE)", cell.source)]
    assert skipped == []


@each
def test_its_outputs_are_clean_and_the_same_on_every_machine(product: Product) -> None:
    for cell in code_cells(product):
        for output in cell.outputs:
            assert output.output_type in {"execute_result", "display_data"}, cell.source
            assert VIEW not in output.data
            text = "".join(str(value) for value in output.data.values())
            assert not re.search(r" at 0x[0-9a-f]{6,}", text), cell.source
            assert not [
                place for place in (str(Path.home()), tempfile.gettempdir(), str(ROOT)) if place in text
            ]


@each
def test_its_metadata_says_what_it_is(product: Product) -> None:
    found = read_metadata(nbformat.read(product.target, 4).metadata, product.target.name)
    assert found.kind == product.kind
    assert product.target.name.startswith(f"{found.number}_")


@each
def test_its_code_cells_are_short_and_plain(product: Product) -> None:
    for cell in code_cells(product):
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert not re.search(r"^\s*[%!]", cell.source, re.MULTILINE), "no magics"
        assert not cell.source.rstrip().endswith(";")
        if product.kind == "lesson":
            assert len(lines) <= 5, cell.source


@each
def test_links_to_other_notebooks_lead_somewhere(product: Product) -> None:
    markdown = [cell for cell in nbformat.read(product.target, 4).cells if cell.cell_type == "markdown"]
    for link in re.findall(r"\]\(([^)#]+\.ipynb)", "\n".join(cell.source for cell in markdown)):
        assert (product.target.parent / link).resolve().exists(), f"{product.target.name} links to {link}"


#: Names that one cell of a lesson takes from another, because the lesson builds something up.
SHARED = {("05_her2_status", "today")}


@pytest.mark.parametrize("product", [p for p in PRODUCTS if p.kind == "lesson"], ids=lambda p: p.source.stem)
def test_a_cell_of_a_lesson_can_be_run_on_its_own(product: Product) -> None:
    """Tomorrow's page says "Run this cell to continue", and one cell must be enough."""
    for cell in code_cells(product):
        table = symtable.symtable(cell.source, "cell", "exec")
        needed = {s.get_name() for s in table.get_symbols() if s.is_referenced() and not s.is_assigned()}
        imported = {s.get_name() for s in table.get_symbols() if s.is_imported()}
        missing = needed - imported - set(dir(builtins))
        assert {(product.source.stem, name) for name in missing} <= SHARED, cell.source
        assert "her2lessons" in cell.source, "so that a missing name is told in a sentence"
