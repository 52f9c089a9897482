"""The source of exercise 05, and the copies made from it and from sources with faults."""

import copy
from pathlib import Path

import jupytext
import nbformat.v4
import pytest

from her2lessons.classroom.assignment import solution_copy, student_copy
from her2lessons.classroom.metadata import read_metadata
from her2lessons.exercises import handout, task, tasks
from her2lessons.exercises.ex05 import report
from her2lessons.guidelines import her2

SOURCE = Path(__file__).parents[2] / "exercises" / "source" / "05_her2_status.md"


@pytest.fixture(scope="module")
def source():
    return jupytext.read(SOURCE)


def text_of(notebook):
    return "\n".join(cell.source for cell in notebook.cells)


def small(*cells):
    """A notebook of cells, each a source with the nbgrader id of its answer, or None."""
    notebook = nbformat.v4.new_notebook(metadata={"her2lessons": {"kind": "exercise", "title": "Small"}})
    for text, grade_id in cells:
        cell = nbformat.v4.new_code_cell(text)
        if grade_id is not None:
            cell.metadata["nbgrader"] = nbformat.from_dict(
                {"schema_version": 3, "grade": False, "grade_id": grade_id, "locked": False, "solution": True}
            )
        notebook.cells.append(cell)
    return notebook


@pytest.mark.parametrize("make", [student_copy, solution_copy])
def test_making_a_copy_leaves_the_source_as_it_is(source, make):
    before = copy.deepcopy(source)
    make(source)
    assert source == before


@pytest.mark.parametrize("make", [student_copy, solution_copy])
@pytest.mark.parametrize(
    "text",
    [
        "### BEGIN SOLUTION\nanswer = 1",
        "answer = 1\n### END SOLUTION",
        "### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION",
        "### END SOLUTION\n### BEGIN SOLUTION",
    ],
)
def test_solution_marks_that_do_not_pair_up_are_named(make, text):
    with pytest.raises(ValueError) as caught:
        make(small(("import this", None), (text, "answer")))
    assert str(caught.value) == (
        'In the exercise "Small", cell 2, the lines that mark a solution do not pair up. '
        'Write "### BEGIN SOLUTION" above each solution and "### END SOLUTION" below it.'
    )


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ([("### BEGIN SOLUTION\n### END SOLUTION", None)], "Solution region detected in a non-solution cell"),
        ([("a = 1", "answer"), ("b = 1", "answer")], "metadata may be corrupted"),
    ],
)
def test_a_source_that_nbgrader_cannot_read_is_named_with_what_to_do(cells, said):
    with pytest.raises(ValueError) as caught:
        student_copy(small(*cells))
    sentence = str(caught.value)
    assert sentence.startswith('nbgrader cannot make a student copy of the exercise "Small": ')
    assert said in sentence
    assert sentence.endswith("Compare its cells' nbgrader metadata with exercises/source/05_her2_status.md.")


def test_a_notebook_without_a_title_can_be_named_too():
    notebook = small(("### BEGIN SOLUTION", "answer"))
    del notebook.metadata["her2lessons"]
    with pytest.raises(ValueError, match=r"^In this notebook, cell 1, the lines"):
        solution_copy(notebook)


def test_the_source_says_what_it_is(source):
    metadata = read_metadata(source.metadata, SOURCE.name)
    assert (metadata.kind, metadata.number) == ("exercise", "05")
    assert metadata.objectives == ("05.1", "05.2", "05.3", "05.4")


@pytest.mark.parametrize("asked", tasks("05"), ids=lambda asked: asked.id)
def test_the_notebook_and_the_task_agree(source, asked):
    dashed = asked.id.replace(".", "-")
    by_id = {c.metadata.nbgrader.grade_id: c for c in source.cells if "nbgrader" in c.metadata}
    check, answer = by_id[f"check-{dashed}"], by_id[f"answer-{dashed}"]
    assert check.metadata.nbgrader.points == asked.max_points
    assert (check.metadata.nbgrader.grade, check.metadata.nbgrader.locked) == (True, True)
    assert (answer.metadata.nbgrader.grade, answer.metadata.nbgrader.solution) == (False, True)
    name = asked.kind.name
    # The import stands in the cell itself, so that a check can be run first after a break.
    assert check.source == f'from her2lessons.widgets import check\n\ncheck("{asked.id}", {name})'
    assert answer.source.startswith(f"{name} = None\n")
    assert f"## Task {asked.id} · {asked.title} ({asked.max_points:g} points)" in text_of(source)
    assert f"*Objective {asked.objective}: " in text_of(source)
    assert source.cells.index(answer) < source.cells.index(check)


def test_the_words_that_the_first_task_offers_are_those_of_the_rule(source):
    (offered,) = (cell.source for cell in source.cells if cell.source.startswith("Write a dictionary"))
    for word in (*her2.STATUSES, *her2.CATEGORIES, *her2.NEXT_STEPS):
        assert f'`"{word}"`' in offered


def test_the_last_cell_of_code_reads_the_report_of_the_first_task(source):
    (last,) = (cell.source for cell in source.cells if cell.source.startswith("first = "))
    given = ", ".join(f"{name}={count}" for name, count in report.COUNTS._asdict().items())
    assert f"first = ish.DualProbe.from_counts({given})" in last
    assert f'her2.interpret(ihc="{report.IHC}", ish=first, recount=second)' in last


def test_every_handout_of_the_tasks_is_handed_out(source):
    for asked in tasks("05"):
        assert (f'handout("{asked.id}")' in text_of(source)) == (asked.handout is not None)
    assert str(handout("05.a")) != ""
    assert task("05.d").handout is not None


def test_the_learner_is_told_to_type_no_real_report(source):
    assert "Invented cases only. Your own report needs your team." in text_of(source)
