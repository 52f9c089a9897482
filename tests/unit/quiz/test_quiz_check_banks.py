"""`her2lessons check-banks` as an author runs it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from her2lessons.cli import app
from her2lessons.quiz import bank_names
from her2lessons.quiz.authoring import report

REASON = "This is a reason that says enough, and says it in short words."

Write = Callable[..., Path]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["check-banks", *map(str, arguments)])


def question(item_id: str, **fields: Any) -> dict[str, Any]:
    """Give a question that no rule objects to, but for what ``fields`` change."""
    return {
        "id": item_id,
        "section": "part",
        "kind": "single",
        "objective": item_id[:4],
        "concepts": [],
        "difficulty": 1,
        "prompt": f"Question {item_id}: which test comes next?",
        "options": [
            {"id": "a", "text": "IHC", "correct": True, "because": REASON},
            {"id": "b", "text": "ISH", "correct": False, "because": REASON},
        ],
        "explain": REASON,
        "sources": ["wolff2018"],
        "reviewed": "2026-11-26",
        **fields,
    }


def written(path: Path, *questions: dict[str, Any], **top: Any) -> Path:
    """Write a bank; JSON is YAML with every text in quotes."""
    path.write_text(
        json.dumps({"lesson": "00", **top, "items": list(questions)}, ensure_ascii=False), encoding="utf-8"
    )
    return path


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course of its own with two banks and their ledger, in the place of the real one."""
    folder = tmp_path / "course"
    folder.mkdir()
    written(folder / "00_one.yaml", question("05.1-01"), question("05.1-02"))
    written(folder / "14_two.yaml", question("05.2-01"), lesson="14")
    (folder / "ids.csv").write_text("id,retired\n05.1-01,\n05.1-02,\n05.2-01,\n", encoding="utf-8")
    monkeypatch.setattr(report, "COURSE", folder)
    # Two lessons with a bank are enough here; which lessons have none is asked elsewhere.
    monkeypatch.setattr(report.coverage, "without_bank", lambda banks: ())
    return folder


def test_without_a_name_it_reads_every_bank_of_the_course_and_finds_no_error() -> None:
    done = run()
    assert done.exit_code == 0
    assert done.stderr == ""
    summaries = [
        line for line in done.stdout.splitlines() if re.search(r": \d+ questions?, \d* ?[a-z]", line)
    ]
    assert [line.split(":")[0] for line in summaries] == list(bank_names())
    assert "05_her2_status: 30 questions, no fault found" in summaries


def test_a_course_without_faults_is_a_line_a_bank(course: Path) -> None:
    done = run("--strict")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "00_one: 2 questions, no fault found\n14_two: 1 question, no fault found\n"


def test_an_error_goes_to_stderr_a_warning_to_stdout_and_the_line_counts_them(course: Path) -> None:
    written(
        course / "00_one.yaml",
        question("05.1-01", explain="Too short."),
        question("05.1-02", prompt="Which test is not needed?"),
    )
    done = run()
    assert done.exit_code == 1
    assert done.stderr == (
        "00_one, item 05.1-01, explain: error: has 10 characters; say in at least 40 why, for who chose "
        "otherwise.\n"
    )
    assert done.stdout == (
        '00_one, item 05.1-02, prompt: warning: asks with "not", which a reader in a hurry overlooks; ask '
        "for what is so: rephrase.\n"
        "00_one: 2 questions, 1 error, 1 warning\n"
        "14_two: 1 question, no fault found\n"
    )


@pytest.mark.parametrize(("flags", "code"), [([], 0), (["--strict"], 1)])
def test_warnings_alone_stop_only_a_strict_check(flags: Sequence[str], code: int, course: Path) -> None:
    written(course / "14_two.yaml", question("05.2-01", prompt="Which is **not** next?"), lesson="14")
    done = run(*flags)
    assert (done.exit_code, done.stderr) == (code, "")
    assert "14_two: 1 question, 1 warning" in done.stdout


def test_recording_adds_new_ids_retires_lost_ones_and_then_checks(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(course / "14_two.yaml", question("05.2-02"), lesson="14")
    before = run()
    assert before.exit_code == 1
    assert before.stderr == (
        "14_two, item 05.2-02, id: error: is new: record it with check-banks --record.\n"
        "ids.csv, item 05.2-01: error: is in no bank; put the question back, or retire its id with "
        "check-banks --record.\n"
    )
    done = run("--record")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "Recorded 1 id: 05.2-02. Retired 1 id: 05.2-01.\n"
        "00_one: 2 questions, no fault found\n"
        "14_two: 1 question, no fault found\n"
    )
    today = date.today().isoformat()
    assert (course / "ids.csv").read_text(encoding="utf-8") == (
        f"id,retired\n05.1-01,\n05.1-02,\n05.2-01,{today}\n05.2-02,\n"
    )
    assert run("--record").stdout.startswith("Nothing to record: the ledger holds every id of the banks.\n")
    written(course / "14_two.yaml", question("05.2-01"), question("05.2-02"), lesson="14")
    again = run("--record")
    assert again.exit_code == 1
    assert again.stderr == (
        f"14_two, item 05.2-01, id: error: was retired on {today}, and answers to its old question are kept "
        "under it; give this question a new id.\n"
    )


def test_recording_works_on_a_copy_of_the_real_banks_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(report.COURSE, tmp_path / "banks")
    kept = (copy / "ids.csv").read_text(encoding="utf-8").splitlines()
    (copy / "ids.csv").unlink()
    monkeypatch.setattr(report, "COURSE", copy)
    done = run("--record")
    assert (done.exit_code, done.stderr) == (0, "")
    recorded = (copy / "ids.csv").read_text(encoding="utf-8").splitlines()
    assert set(recorded) == {line for line in kept if line == "id,retired" or line.endswith(",")}


def test_nothing_is_recorded_while_a_bank_cannot_be_read(course: Path) -> None:
    before = (course / "ids.csv").read_bytes()
    (course / "14_two.yaml").write_text("lesson: 14\n", encoding="utf-8")
    done = run("--record")
    assert done.exit_code == 1
    assert done.stderr == (
        "her2lessons: Nothing was recorded, because a bank cannot be read: 14_two. Mend it first.\n"
    )
    assert (course / "ids.csv").read_bytes() == before
    checked = run()
    assert checked.exit_code == 1
    # Its ids are not known, so none of them is called lost.
    assert "05.2-01" not in checked.output


def test_a_damaged_ledger_is_an_error_and_is_left_as_it_is(course: Path) -> None:
    (course / "ids.csv").write_text("ids\n", encoding="utf-8")
    done = run()
    assert (done.exit_code, done.stderr) == (1, "ids.csv: error: ids.csv, line 1: must be id,retired.\n")
    assert run("--record").stderr == "her2lessons: ids.csv, line 1: must be id,retired.\n"
    assert (course / "ids.csv").read_text(encoding="utf-8") == "ids\n"


def test_recording_takes_no_files(course: Path, tmp_path: Path) -> None:
    done = run(written(tmp_path / "mine.yaml", question("05.1-mine-01")), "--record")
    assert done.exit_code == 1
    assert done.stderr == "her2lessons: --record is for the course's own banks; leave the files out.\n"


def test_a_teachers_file_is_held_to_the_rules_for_a_bank_but_not_to_the_ledger(
    course: Path, tmp_path: Path
) -> None:
    mine = written(tmp_path / "mine.yaml", question("05.1-mine-01"))
    done = run(mine, "--strict")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == f"{mine}: 1 question, no fault found\n"
    written(
        mine,
        question("05.1-mine-01", explain="Too short."),
        question("05.2-01"),
        question("05-x", objective="05.1"),
    )
    done = run(mine)
    assert done.exit_code == 1
    assert done.stderr == (
        "mine, item 05.1-mine-01, explain: error: has 10 characters; say in at least 40 why, for who chose "
        "otherwise.\n"
        "mine, item 05-x, id: error: must begin with its objective and a hyphen, such as 05.1-01; progress "
        "reads the objective from it.\n"
        "mine, item 05.2-01, id: error: belongs to the course (14_two); answers are kept under it, so give "
        "yours another ending, such as 05.2-mine-01.\n"
    )


def test_a_retired_id_of_the_course_is_not_free_for_a_teacher_either(course: Path, tmp_path: Path) -> None:
    with (course / "ids.csv").open("a", encoding="utf-8") as ledger:
        ledger.write("05.3-01,2026-01-01\n")
    done = run(written(tmp_path / "mine.yaml", question("05.3-01")))
    assert "mine, item 05.3-01, id: error: belongs to the course (ids.csv)" in done.stderr


def test_two_files_of_a_teacher_may_not_share_an_id(course: Path, tmp_path: Path) -> None:
    first = written(tmp_path / "first.yaml", question("05.1-mine-01"))
    second = written(tmp_path / "second.yaml", question("05.1-mine-01", prompt="Something else?"))
    done = run(first, second)
    assert done.stderr == (
        "second, item 05.1-mine-01, id: error: is used in first too; answers are kept under it, so give one "
        "of the two a new id.\n"
    )
    assert done.stdout == f"{first}: 1 question, no fault found\n{second}: 1 question, 1 error\n"


def test_a_bank_of_the_course_named_as_a_file_is_held_to_the_ledger_too(course: Path) -> None:
    written(course / "14_two.yaml", question("05.2-01"), question("05.2-05"), lesson="14")
    done = run(course / "14_two.yaml")
    assert done.exit_code == 1
    assert done.stderr == "14_two, item 05.2-05, id: error: is new: record it with check-banks --record.\n"
    assert done.stdout == "14_two: 2 questions, 1 error\n"


def test_a_bank_that_lacks_questions_may_say_that_it_is_a_starter(course: Path, tmp_path: Path) -> None:
    mine = written(tmp_path / "mine.yaml", question("05.1-mine-01"), lesson="05")
    assert 'write stage: "starter" at its top' in run(mine).stderr
    written(mine, question("05.1-mine-01"), lesson="05", stage="starter")
    done = run(mine)
    assert (done.exit_code, done.stderr) == (0, "")
    assert (
        "mine: warning: has 1 question besides cases; a bank of a lesson needs at least 12.\n" in done.stdout
    )


def test_a_fault_of_the_schema_is_named_without_a_traceback_and_the_other_banks_are_still_read(
    course: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "05_wrong.yaml"
    wrong.write_text("lesson: 05\nitems: []\n", encoding="utf-8")
    good = written(tmp_path / "good.yaml", question("05.1-mine-01"))
    done = run(wrong, tmp_path / "none.yaml", good)
    assert done.exit_code == 1
    assert done.stderr == (
        '05_wrong.yaml, line 1: lesson must be text; put quotes around it: "05".\n'
        "05_wrong.yaml, line 2: items must be a list of at least one question.\n"
        "none.yaml: cannot be read (No such file or directory); give the path of a YAML file.\n"
    )
    assert done.stdout == f"{good}: 1 question, no fault found\n"


def test_an_empty_bank_is_an_error(course: Path) -> None:
    (course / "14_two.yaml").write_text("", encoding="utf-8")
    done = run()
    assert (done.exit_code, done.stderr) == (
        1,
        "14_two.yaml: is empty; a bank has a lesson and items.\n",
    )


def test_hostile_text_is_taken_as_text_and_said_to_be_shown_so(course: Path, tmp_path: Path) -> None:
    hostile = question(
        "05.1-mine-01",
        prompt="<script>alert('x')</script> שלום 🔬 Which test comes next?",
        explain=f"{REASON} $\\frac{{1}}{{2}}$ {{{{ 7 * 7 }}}}",
    )
    done = run(written(tmp_path / "mine.yaml", hostile))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:2] == [
        "mine, item 05.1-mine-01, prompt: warning: holds <script>, and HTML is shown as text; write Markdown "
        "instead.",
        "mine, item 05.1-mine-01, explain: warning: holds $\\frac{1}{2}$, and LaTeX is shown as text; write "
        "the formula in words.",
    ]
