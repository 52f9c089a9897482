"""What JupyterLab is told when it serves a learner's folder."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from her2lessons.classroom.lab import CONFIGURATION, lab_command, lab_environment
from her2lessons.classroom.saving import drop_widget_views

VIEW = "application/vnd.jupyter.widget-view+json"


def notebook(*bundles: dict[str, object]) -> dict[str, object]:
    cells = [
        {"cell_type": "code", "outputs": [{"data": dict(bundle)}, {"output_type": "stream"}]}
        for bundle in bundles
    ]
    return {
        "type": "notebook",
        "content": {"cells": [{"cell_type": "markdown"}, *cells], "metadata": {"widgets": {}}},
    }


def test_saving_drops_a_view_that_has_a_fallback_and_keeps_one_that_has_none() -> None:
    model = notebook({VIEW: {}, "text/html": "Run this cell"}, {VIEW: {}, "text/plain": "IntSlider()"})
    drop_widget_views(model, path="x.ipynb")
    bundles = [cell["outputs"][0]["data"] for cell in model["content"]["cells"][1:]]
    assert bundles == [{"text/html": "Run this cell"}, {VIEW: {}, "text/plain": "IntSlider()"}]
    assert model["content"]["metadata"] == {"widgets": {}}, "a view that stays needs its state"
    model = notebook({VIEW: {}, "text/html": "Run this cell"})
    drop_widget_views(model)
    assert model["content"]["metadata"] == {}


@pytest.mark.parametrize(
    "model", [{"type": "file", "content": "text"}, {"type": "notebook", "content": None}, {}]
)
def test_saving_anything_else_leaves_it_alone(model: dict[str, object]) -> None:
    before = json.dumps(model)
    drop_widget_views(model)
    assert json.dumps(model) == before


def test_a_learners_own_flags_come_last_and_so_win() -> None:
    command = lab_command(Path("my-course"), ["--port=9999"])
    assert command[-1] == "--port=9999"
    assert f"--ServerApp.root_dir={Path('my-course').resolve()}" in command
    assert "--LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb" in command


def test_a_configuration_path_of_the_learners_own_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "theirs")
    assert lab_environment()["JUPYTER_CONFIG_PATH"].endswith("theirs")
    monkeypatch.delenv("JUPYTER_CONFIG_PATH")
    assert lab_environment()["JUPYTER_CONFIG_PATH"] == str(CONFIGURATION)


def test_jupyter_reads_the_hook_and_fetches_no_news(tmp_path: Path) -> None:
    code = (
        "from jupyterlab.labapp import LabApp\n"
        "from jupyterlab_server.config import get_page_config\n"
        "from jupyter_core.paths import jupyter_config_path\n"
        "LabApp.launch_instance\n"
        "app = LabApp.initialize_server(argv=['--no-browser', '--port=0'])\n"
        "print(app.contents_manager.pre_save_hook.__name__, app.allow_root)\n"
        "print(app.config.LabApp.check_for_updates_class, app.config.LabApp.extension_manager)\n"
        "print(sorted(get_page_config(jupyter_config_path())['disabledExtensions']))\n"
    )
    environment = {**lab_environment(), "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.splitlines() == [
        "drop_widget_views True",
        "jupyterlab.handlers.announcements.NeverCheckForUpdate readonly",
        "['@jupyterlab/apputils-extension:announcements', '@jupyterlab/extensionmanager-extension:plugin']",
    ], done.stderr
