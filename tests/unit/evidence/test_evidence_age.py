"""What has aged: which rows are listed, from which tables, and how the command and the weekly job say it."""

import csv
import os
import subprocess
import sys
from datetime import date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from her2lessons import evidence
from her2lessons.cli import app
from her2lessons.evidence.age import Aged, aged
from her2lessons.guidelines import treatment

ROOT = Path(__file__).parents[3]
RULE = ("rules", "first_line", date(2025, 1, 1))


def every_row() -> list[tuple[str, str, date]]:
    """Every dated row, read without the code under test."""
    found = []
    for path in files("her2lessons.evidence").joinpath("tables").iterdir():
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
            found.append((path.name[:-4], next(iter(row.values())), date.fromisoformat(row["checked"])))
    return found


EVERY_ROW = every_row()
NEWEST = max(checked for _, _, checked in EVERY_ROW)
OLDEST = min(checked for _, _, checked in EVERY_ROW)


def test_the_room_gives_the_functions_and_not_the_module():
    module = sys.modules["her2lessons.evidence.age"]
    assert (evidence.aged, evidence.age) == (module.aged, module.age)


def test_every_evidence_table_is_looked_at():
    listed = aged(NEWEST + timedelta(days=366))
    tables = {"references", "facts", "trials", "drugs", "approvals", "claims"}
    assert tables <= {row.table for row in listed}
    assert sorted((row.table, row.id, row.checked) for row in listed) == sorted(EVERY_ROW)


def test_nothing_is_listed_on_the_day_of_the_oldest_check():
    assert aged(OLDEST) == ()


@pytest.mark.parametrize(("days_ago", "listed"), [(364, False), (365, False), (366, True), (367, True)])
def test_a_row_is_listed_from_the_366th_day(days_ago, listed):
    today = RULE[2] + timedelta(days=days_ago)
    assert (Aged(*RULE, days_ago) in aged(today, also=[RULE])) is listed


@pytest.mark.parametrize(("days", "listed"), [(99, True), (100, False), (101, False)])
def test_another_limit_may_be_set(days, listed):
    today = RULE[2] + timedelta(days=100)
    assert (Aged(*RULE, 100) in aged(today, days, also=[RULE])) is listed


@given(st.dates(date(2024, 1, 1), date(2040, 1, 1)), st.integers(1, 4000))
def test_exactly_the_rows_older_than_the_limit_are_listed_oldest_first(today, days):
    listed = aged(today, days, also=[RULE])
    expected = [row for row in (*EVERY_ROW, RULE) if row[2] + timedelta(days=days) < today]
    assert sorted((row.table, row.id, row.checked) for row in listed) == sorted(expected)
    assert all(row.days == (today - row.checked).days for row in listed)
    assert [row.checked for row in listed] == sorted(row.checked for row in listed)


def test_rows_kept_elsewhere_are_sorted_in_with_the_others():
    listed = aged(NEWEST + timedelta(days=366), also=[RULE])
    assert listed[0] == Aged(*RULE, (NEWEST + timedelta(days=366) - RULE[2]).days)
    assert len(listed) == len(EVERY_ROW) + 1


def test_without_a_day_the_computers_own_is_taken():
    far = (date.today() - OLDEST).days
    assert aged(days=max(far, 1)) == ()
    before_every_check = [("rules", "old", date.today() - timedelta(days=5000))]
    assert [row.id for row in aged(days=4999, also=before_every_check)] == ["old"]


def test_the_frame_says_the_same_as_the_rows():
    today = NEWEST + timedelta(days=400)
    frame, listed = evidence.age(today), aged(today)
    assert list(frame.columns) == ["table", "id", "checked", "days"]
    assert [tuple(row) for row in frame.itertuples(index=False)] == [
        (row.table, row.id, row.checked, row.days) for row in listed
    ]
    empty = evidence.age(OLDEST)
    assert list(empty.columns) == list(frame.columns)
    assert len(empty) == 0


def test_a_row_reads_as_a_sentence():
    assert str(Aged(*RULE, 400)) == "rules: first_line was last checked on 2025-01-01, 400 days ago"


@pytest.mark.parametrize(
    "today", ["2026-11-20", 20261120, True, datetime(2026, 11, 20), float("nan")], ids=repr
)
def test_what_is_not_a_date_is_refused(today):
    for call in (aged, evidence.age):
        with pytest.raises(ValueError) as caught:
            call(today)
        assert f"today is {today!r}, which is not a date." in str(caught.value)
        assert "Give datetime.date(2026, 11, 20) or leave it out." in str(caught.value)


@pytest.mark.parametrize("days", [0, -1, 1.5, "365", True, None, float("nan"), float("inf")], ids=repr)
def test_what_is_not_a_number_of_days_is_refused(days):
    with pytest.raises(ValueError) as caught:
        aged(NEWEST, days)
    assert str(caught.value) == f"days is {days!r}; it must be a whole number of at least 1, such as 365."


ROW = (
    "A row is its table, its name there and the day it was last checked, such as "
    "('rules', 'first_line', datetime.date(2026, 11, 20))."
)


@pytest.mark.parametrize(
    "row",
    [
        ("rules", "first_line", "2020-01-01"),
        ("rules", "first_line", datetime(2020, 1, 1)),
        ("rules", "first_line", None),
        ("rules", None, date(2020, 1, 1)),
        (1, "first_line", date(2020, 1, 1)),
        ("rules", date(2020, 1, 1)),
        "abc",
        7,
    ],
    ids=repr,
)
def test_a_row_kept_elsewhere_that_is_none_is_refused(row):
    for call in (aged, evidence.age):
        with pytest.raises(ValueError) as caught:
            call(NEWEST, also=[RULE, row])
        assert str(caught.value) == f"also has the row {row!r}. {ROW}"


@pytest.mark.parametrize("also", [None, 5, "rules", date(2020, 1, 1)], ids=repr)
def test_what_is_no_list_of_rows_is_refused(also):
    with pytest.raises(ValueError) as caught:
        aged(NEWEST, also=also)
    assert str(caught.value) == (
        f"also is {also!r}, which is no list of rows. {ROW} Put it in brackets: [...]."
    )


def test_the_command_lists_one_row_a_line_and_fails_only_when_strict(monkeypatch):
    later = NEWEST + timedelta(days=730)
    monkeypatch.setattr(sys.modules["her2lessons.evidence.age"], "_today", lambda: later)
    kind, strict = (CliRunner().invoke(app, ["evidence-age", *more]) for more in ([], ["--strict"]))
    assert (kind.exit_code, strict.exit_code) == (0, 1)
    lines = kind.stdout.splitlines()
    every = len(EVERY_ROW) + len(treatment.rules())
    assert len(lines) == every
    assert "claims: one_in_five was last checked on" in kind.stdout
    assert "treatment rules: her2_neoadjuvant_first was last checked on" in kind.stdout
    assert f"{every} rows were last checked more than 365 days ago." in kind.stderr


def test_the_command_prints_no_line_when_nothing_has_aged():
    fresh = CliRunner().invoke(app, ["evidence-age", "--strict", "--days", "100000"])
    assert (fresh.exit_code, fresh.stdout) == (0, "")
    assert "0 rows were last checked more than 100000 days ago." in fresh.stderr


def test_the_command_says_what_is_wrong_with_its_days():
    failed = CliRunner().invoke(app, ["evidence-age", "--days", "0"])
    assert failed.exit_code == 1
    assert "her2lessons: days is 0; it must be a whole number of at least 1" in failed.stderr


def run_weekly_job(folder: Path, body: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run the job's own step as the runner does, with a stand-in for our command; give its summary too."""
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    job = workflow["jobs"]["aged"]
    assert job["if"] == "github.event_name == 'schedule'"
    step = job["steps"][-1]
    # What the runner makes of each; without a name there is no pipefail.
    options = {"bash": ["--noprofile", "--norc", "-eo", "pipefail"], None: ["-e"]}[step.get("shell")]
    stand_in = folder / "her2lessons"
    stand_in.write_text(f'#!/bin/sh\n[ "$*" = evidence-age ] || exit 64\n{body}\n', encoding="utf-8")
    stand_in.chmod(0o755)
    (folder / "step.sh").write_text(step["run"], encoding="utf-8")
    summary = folder / "summary.md"
    summary.touch()
    done = subprocess.run(
        ["bash", *options, "step.sh"],
        cwd=folder,
        env={"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "GITHUB_STEP_SUMMARY": str(summary)},
        capture_output=True,
        text=True,
    )
    return done, summary.read_text(encoding="utf-8")


as_the_runner_does = pytest.mark.skipif(sys.platform == "win32", reason="the job runs on Linux")


@as_the_runner_does
def test_the_weekly_job_warns_once_and_puts_the_list_into_the_summary(tmp_path):
    rows = [Aged(table, f"row_{number}", RULE[2], 400) for table in ("facts", "trials") for number in (1, 2)]
    rows.append(Aged(*RULE, 400))
    (tmp_path / "rows.txt").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    done, summary = run_weekly_job(tmp_path, "cat rows.txt; echo '5 rows were last checked' >&2")
    assert done.returncode == 0
    assert done.stdout == (
        "::warning::Last checked more than a year ago: facts 2, rules 1, trials 2. The summary of this run "
        "names them.\n"
    )
    assert summary.splitlines() == ["```text", *map(str, rows), "```"]


@as_the_runner_does
def test_the_weekly_job_says_nothing_when_nothing_has_aged(tmp_path):
    done, summary = run_weekly_job(tmp_path, "echo '0 rows were last checked' >&2")
    assert (done.returncode, done.stdout, summary) == (0, "", "")


@as_the_runner_does
@pytest.mark.parametrize(
    "body", ["exit 1", f"echo '{Aged(*RULE, 400)}'; exit 1", "no-such-command-at-all"], ids=range(3)
)
def test_the_weekly_job_fails_where_the_command_does(tmp_path, body):
    done, summary = run_weekly_job(tmp_path, body)
    assert done.returncode != 0
    assert (done.stdout, summary) == ("", "")
