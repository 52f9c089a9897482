"""Exercise 05 through nbgrader's own release, grading and validation, in a course of its own."""

import os
import re
import sys
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.validator import Validator
from traitlets.config import Config

from her2lessons.classroom.assignment import CODE_STUB, TEXT_STUB, settings, solution_copy, student_copy
from her2lessons.exercises import tasks

# nbgrader's own, on how it uses its database.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")

NAME = "05_her2_status"
SOURCE = Path(__file__).parents[2] / "exercises" / "source" / f"{NAME}.md"

HALF = {
    "answer-05-a": 'reading = {"status": "pending", "category": "undetermined", "next_step": "adjudicate"}',
    "answer-05-b": (
        "def group(ratio, her2_copies):\n"
        "    if ratio >= 2.0:\n"
        "        return 1 if her2_copies >= 4.0 else 2\n"
        "    return 5"
    ),
    "answer-05-c": (
        "def ratio_and_copies(her2_signals, cep17_signals, nuclei):\n"
        "    print('a print to find a mistake with')\n"
        "    return her2_signals / cep17_signals, her2_signals / nuclei"
    ),
    "answer-05-e": 'causes = ["A", "C"]',
}
HALF_POINTS = {"05.a": 2.0, "05.b": 2.0, "05.c": 2.0, "05.d": 0.0, "05.e": 2.0}


def source():
    return jupytext.read(SOURCE)


def filled(notebook, answers):
    """Write each answer in the place of the stub, as a student would."""
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        if grade_id in answers:
            assert CODE_STUB in cell.source or TEXT_STUB in cell.source
            cell.source = cell.source.replace(CODE_STUB, answers[grade_id]).replace(
                TEXT_STUB, answers[grade_id]
            )
    return notebook


def solutions():
    """Give the model answers by the id of their cell."""
    between = re.compile(r"### BEGIN SOLUTION\n(.*)\n### END SOLUTION", re.DOTALL)
    return {
        cell.metadata.nbgrader.grade_id: between.search(cell.source)[1]
        for cell in source().cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course in which exercise 05 is released and three students have handed it in."""
    root = tmp_path_factory.mktemp("course")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HER2LESSONS_HOME", str(root / "home"))
        environment.setenv("IPYTHONDIR", str(root / "ipython"))
        environment.setenv("JUPYTER_CONFIG_DIR", str(root / "jupyter"))
        # nbgrader calls alembic by its bare name, which is on no path when pytest is called by its full one.
        environment.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        config = Config(settings())
        config.CourseDirectory.root = str(root)
        config.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}"
        (root / "source" / "05").mkdir(parents=True)
        nbformat.write(source(), root / "source" / "05" / f"{NAME}.ipynb")
        api = NbGraderAPI(config=config)
        done = api.generate_assignment("05")
        assert done["success"], done["log"]
        released = root / "release" / "05" / f"{NAME}.ipynb"
        for student, answers in {"untouched": {}, "solved": solutions(), "half": HALF}.items():
            handed_in = root / "submitted" / student / "05" / released.name
            handed_in.parent.mkdir(parents=True)
            nbformat.write(filled(nbformat.read(released, as_version=4), answers), handed_in)
            done = api.autograde("05", student)
            assert done["success"], done["log"]
        yield root


@pytest.fixture
def grades(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        yield lambda student: {
            grade.name: grade for grade in book.find_submission("05", student).notebooks[0].grades
        }


def graded(course, student):
    return nbformat.read(course / "autograded" / student / "05" / f"{NAME}.ipynb", as_version=4)


def checks(notebook):
    return [cell for cell in notebook.cells if "\ncheck(" in cell.source]


def test_our_student_copy_is_the_one_that_nbgrader_makes(course):
    theirs = nbformat.read(course / "release" / "05" / f"{NAME}.ipynb", as_version=4)
    ours = student_copy(source())
    assert [(c.cell_type, c.source) for c in ours.cells] == [(c.cell_type, c.source) for c in theirs.cells]
    assert [c.metadata for c in ours.cells] == [c.metadata for c in theirs.cells]
    assert ours.metadata == theirs.metadata
    assert ours.metadata.her2lessons.kind == "exercise"
    assert sum("checksum" in c.metadata.get("nbgrader", {}) for c in ours.cells) == 15


def test_the_student_copy_holds_no_answer():
    kept = {line.strip() for cell in student_copy(source()).cells for line in cell.source.split("\n")}
    answers = {line.strip() for answer in solutions().values() for line in answer.split("\n")}
    assert len(answers) > 10
    assert kept & answers == {""}
    assert not any("SOLUTION" in line for line in kept)


@pytest.mark.parametrize(
    ("student", "points"),
    [
        ("untouched", dict.fromkeys(HALF_POINTS, 0.0)),
        ("half", HALF_POINTS),
        ("solved", {task.id: task.max_points for task in tasks("05")}),
    ],
)
def test_autograde_gives_each_task_its_points(grades, student, points):
    given = grades(student)
    assert {task: given[f"check-{task.replace('.', '-')}"].auto_score for task in points} == points


@pytest.mark.parametrize(("student", "total"), [("untouched", 0.0), ("half", 8.0), ("solved", 20.0)])
def test_autograde_gives_the_whole_exercise_its_points(course, student, total):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as book:
        submission = book.find_submission("05", student)
        assert (submission.score, submission.max_score) == (total, 20.0)


def test_the_optional_answer_waits_for_a_person_only_if_somebody_wrote_one(grades):
    assert grades("solved")["explain-05-f"].needs_manual_grade
    assert not grades("untouched")["explain-05-f"].needs_manual_grade
    assert not grades("half")["explain-05-f"].needs_manual_grade


@pytest.mark.parametrize("student", ["untouched", "half", "solved"])
def test_every_check_shows_its_points_as_a_number_and_writes_nothing_else(course, student):
    for cell in checks(graded(course, student)):
        (output,) = cell.outputs
        assert output.output_type == "execute_result"
        assert set(output.data) == {"text/plain", "text/html"}
        assert re.fullmatch(r"\d\.\d{1,2}", output.data["text/plain"])
    assert len(checks(graded(course, student))) == 5


def test_validate_names_every_check_of_an_untouched_copy(course):
    results = Validator().validate(str(course / "release" / "05" / f"{NAME}.ipynb"))
    assert [failed["source"].partition(",")[0] for failed in results["failed"]] == [
        f'from her2lessons.widgets import check\n\ncheck("{task.id}"' for task in tasks("05")
    ]


def test_validate_has_nothing_to_say_of_a_solved_copy(course):
    assert Validator().validate(str(course / "submitted" / "solved" / "05" / f"{NAME}.ipynb")) == {}


def test_the_student_copy_runs_unsolved_from_top_to_bottom(course, tmp_path):
    notebook = student_copy(source())
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute(cwd=str(tmp_path))
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert {output.output_type for output in shown} == {"execute_result"}
    assert ["Not tried yet" in cell.outputs[0].data["text/html"] for cell in checks(notebook)] == [True] * 5


def test_the_answer_copy_runs_and_earns_every_point_without_being_a_submission(course, tmp_path):
    notebook = solution_copy(source())
    assert notebook.metadata.her2lessons.kind == "solution"
    assert not any("nbgrader" in cell.metadata for cell in notebook.cells)
    assert "SOLUTION" not in nbformat.writes(notebook)
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute(cwd=str(tmp_path))
    points = [cell.outputs[0].data["text/plain"] for cell in checks(notebook)]
    assert points == [repr(task.max_points) for task in tasks("05")]
