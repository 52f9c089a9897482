"""The files that install the course agree with one another."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
#: conda-forge's name where it is not PyPI's.
CONDA = {"matplotlib": "matplotlib-base", "flit_core": "flit-core"}


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement)[0].lower()


def _locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", text, re.MULTILINE))


def test_environment_yml_names_every_runtime_dependency_with_the_same_bound() -> None:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    conda = [d for d in listed if isinstance(d, str)]
    [pip] = [d["pip"] for d in listed if not isinstance(d, str)]
    wanted = {
        CONDA.get(_name(r), _name(r)) + r[len(_name(r)) :] for r in PROJECT["project"]["dependencies"]
    } | {"python" + PROJECT["project"]["requires-python"], "pip"}
    extras = {d for d in conda if _name(d) in {"nbval", "pytest", "flit-core"}}
    assert pip[-1] == "-e ."
    assert set(conda) - extras | set(pip[:-1]) == wanted
    assert set(conda).isdisjoint(pip)
    grouped = {
        CONDA.get(_name(r), _name(r)) + r[len(_name(r)) :]
        for g in PROJECT["dependency-groups"].values()
        for r in g
    }
    assert extras <= grouped
    assert len(extras) == 3


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_a_lock_holds_names_versions_and_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*(#|--(index|extra|find))", text, re.MULTILINE)
    pinned = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(pinned) > 50
    assert all("--hash=sha256:" in block for block in pinned)


def test_the_locks_agree_and_cover_what_the_project_asks_for() -> None:
    run, dev = _locked("run"), _locked("dev")
    assert {name: dev.get(name) for name in run} == run
    normal = {name.lower().replace("_", "-") for name in run}
    asked = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["install"]]
    assert {_name(r).replace("_", "-") for r in asked} <= normal
    normal = {name.lower().replace("_", "-") for name in dev}
    asked = [*PROJECT["project"]["optional-dependencies"]["teaching"], *PROJECT["dependency-groups"]["test"]]
    assert {_name(r).replace("_", "-") for r in asked} <= normal


def test_a_learner_installs_no_test_tool() -> None:
    assert not {"pytest", "nbgrader", "playwright", "mypy", "hypothesis"} & set(_locked("run"))


HEAVY = {"pandas", "numpy", "matplotlib", "pydantic", "ipywidgets", "yaml", "IPython"}


def test_importing_the_package_loads_no_room_and_nothing_heavy() -> None:
    code = "import sys, her2lessons; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert loaded & HEAVY == set()
    assert {m for m in loaded if m.startswith("her2lessons.")} == {"her2lessons.plain_errors"}


def test_an_unknown_room_is_named_with_those_there_are() -> None:
    import her2lessons

    with pytest.raises(AttributeError, match=r"no 'quizz'; it has .*quiz"):
        _ = her2lessons.quizz


def _tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).is_file()]


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    own = "/" + "(work|farm|home/[a-z]+|Users/[a-z]+|root)" + "/"
    for path in _tracked():
        if path.suffix in {".png", ".lock"}:
            continue
        found = re.search(rf"(?<![\w.:/]){own}", path.read_text(encoding="utf-8"))
        assert found is None, f"{path.relative_to(ROOT)} names {found.group()}"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "benchmarks/README.md"])
def test_every_relative_link_of_a_page_leads_to_a_committed_file(page: str) -> None:
    tracked = {path.relative_to(ROOT).as_posix() for path in _tracked()}
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    assert links or page != "README.md"
    assert {link for link in links if link not in tracked and not (ROOT / link).is_dir()} == set()
