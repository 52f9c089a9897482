"""Where answers are kept, and whether that place lasts."""

import subprocess
import sys
from pathlib import Path

import pytest

from her2lessons.progress import Answer, AnswerLog, default_path, durability


def test_the_home_of_the_course_can_be_chosen(home: Path) -> None:
    assert default_path() == home / "answers.jsonl"
    assert AnswerLog().path == home / "answers.jsonl"
    AnswerLog().append(Answer(item="05.1-01", response="a", points=1, lesson="05"))
    assert len(AnswerLog().read()) == 1


def test_a_relative_home_and_a_tilde_lead_to_one_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HER2LESSONS_HOME", "mine")
    assert default_path() == tmp_path / "mine" / "answers.jsonl"
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("HER2LESSONS_HOME", "~/answers")
    assert default_path() == tmp_path / "answers" / "answers.jsonl"


@pytest.mark.parametrize("value", [None, "", "   "])
def test_without_a_choice_answers_go_to_the_folder_for_program_data(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str | None
) -> None:
    if value is None:
        monkeypatch.delenv("HER2LESSONS_HOME")
    else:
        monkeypatch.setenv("HER2LESSONS_HOME", value)
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name, **_: str(tmp_path / "data" / name))
    assert default_path() == tmp_path / "data" / "her2lessons" / "answers.jsonl"


@pytest.mark.parametrize(
    ("environment", "lasting"),
    [
        ({}, "disk"),
        ({"PATH": "/bin", "JUPYTERHUB_USER": "k"}, "disk"),
        ({"BINDER_SERVICE_HOST": "10.0.0.1"}, "session"),
        ({"BINDER_LAUNCH_HOST": "here"}, "session"),
        ({"COLAB_RELEASE_TAG": "x"}, "session"),
    ],
)
def test_hosts_whose_disk_vanishes_are_known(environment: dict[str, str], lasting: str) -> None:
    assert durability(environment) == lasting


def test_python_in_a_browser_page_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert durability({}) == "session"


def test_the_variables_of_this_process_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BINDER_REPO_URL", "somewhere")
    assert durability() == "session"


def test_importing_progress_loads_nothing_heavy() -> None:
    code = (
        "import sys; import her2lessons.progress;"
        "heavy = {'pandas', 'numpy', 'ipywidgets', 'pydantic', 'filelock'};"
        "sys.exit(','.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
