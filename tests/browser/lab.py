"""Start a real JupyterLab on loopback and speak to the page it serves."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Page

from her2lessons.classroom.start import start

#: Screenshots, kept whether a test passes or not.
ARTEFACTS = Path(__file__).resolve().parents[2] / "test-artefacts"
TOKEN = "browser-test"  # of a server that only this machine can reach and that lives for seconds


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Lab:
    """A JupyterLab server on a learner's folder, started with the course's own command."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder, self.home = folder, home
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers."""
        flags = [
            "--no-browser",
            "--ip=127.0.0.1",
            f"--port={self.port}",
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={TOKEN}",
            "--LabApp.expose_app_in_browser=True",
        ]
        # A home of its own: no person's Jupyter settings, saved workspaces or runtime files.
        environment = {**os.environ, "HER2LESSONS_HOME": str(self.home / "answers"), "HOME": str(self.home)}
        environment.pop("JUPYTER_CONFIG_PATH", None)
        self.home.mkdir(parents=True, exist_ok=True)
        self.log = (self.home / "lab.log").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "her2lessons.cli", "lab", str(self.folder), *flags],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
        )
        limit = time.monotonic() + 90
        while time.monotonic() < limit:
            if self._process.poll() is not None:
                break
            try:
                urllib.request.urlopen(self.address("api/status"), timeout=2).close()
                return
            except OSError:
                time.sleep(0.2)
        self.stop()
        raise AssertionError(f"JupyterLab did not start:\n{(self.home / 'lab.log').read_text()[-3000:]}")

    def reset(self) -> None:
        """Make everything as it was on the first day: notebooks, answers, kernels."""
        limit = time.monotonic() + 20
        while sessions := self._sessions():
            for session in sessions:
                request = urllib.request.Request(self.address(f"api/sessions/{session}"), method="DELETE")
                # A kernel killed a moment ago may be starting anew; the server then refuses at first.
                with suppress(urllib.error.HTTPError):
                    urllib.request.urlopen(request, timeout=20).close()
            assert time.monotonic() < limit, "the server did not end its kernels"
            time.sleep(0.2)
        shutil.rmtree(self.home / "answers", ignore_errors=True)
        shutil.rmtree(self.folder / "notebooks")
        shutil.rmtree(self.folder / "exercises")
        start(self.folder)

    def _sessions(self) -> list[str]:
        with urllib.request.urlopen(self.address("api/sessions"), timeout=10) as reply:
            return [session["id"] for session in json.load(reply)]

    def stop(self) -> None:
        """Stop this very server by its own process id, kernels included."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
            self.log.close()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}?token={TOKEN}"

    def open(self, page: Page, notebook: str) -> None:
        """Open a notebook by its path in the learner's folder and wait until its cells are drawn."""
        page.goto(self.address(f"lab/tree/{notebook}") + "&reset")
        page.wait_for_function(
            """(name) => {
                const panel = window.jupyterapp?.shell?.currentWidget;
                return panel?.context?.path === name && panel.context.isReady
                    && panel.content?.widgets?.length > 0
                    && panel.sessionContext?.session?.kernel?.status === 'idle';
            }""",
            arg=notebook,
            timeout=60_000,
        )


def command(page: Page, name: str, arguments: dict[str, Any] | None = None) -> None:
    """Run one of JupyterLab's commands and wait for it."""
    page.evaluate("([name, args]) => window.jupyterapp.commands.execute(name, args)", [name, arguments or {}])


def run_all(page: Page) -> None:
    """Run every cell and wait until the kernel has done with all of them."""
    command(page, "notebook:run-all-cells")
    page.wait_for_function(
        """() => {
            const panel = window.jupyterapp.shell.currentWidget;
            const models = panel.content.widgets.map((cell) => cell.model);
            const code = models.filter((model) => model.type === 'code' && model.sharedModel.source.trim());
            return code.every((model) => model.executionState !== 'running' && model.executionCount)
                && panel.sessionContext.session.kernel.status === 'idle';
        }""",
        timeout=120_000,
    )


def open_and_run(lab: Lab, page: Page, notebook: str) -> None:
    """Open a notebook and run all of it."""
    lab.open(page, notebook)
    run_all(page)


def open_cells(lab: Lab, page: Page, *cells: str, name: str = "shown") -> None:
    """Write a notebook of these cells into the learner's folder, open it and run it."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, lab.folder / "notebooks" / f"{name}.ipynb")
    open_and_run(lab, page, f"notebooks/{name}.ipynb")


def restart_kernel(page: Page) -> None:
    """Restart the kernel without the dialogue that asks first."""
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'",
        timeout=60_000,
    )


def kernel_pid(page: Page) -> int:
    """Ask the kernel of the open notebook for its own process id."""
    return int(
        page.evaluate(
            """async () => {
                const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
                const future = kernel.requestExecute({code: 'import os; print(os.getpid())'});
                let text = '';
                future.onIOPub = (m) => { if (m.header.msg_type === 'stream') text += m.content.text; };
                await future.done;
                return text;
            }"""
        )
    )


def save(page: Page) -> None:
    """Save the notebook as the learner's Ctrl+S does."""
    page.evaluate("() => window.jupyterapp.shell.currentWidget.context.save()")


def cell_count(page: Page) -> int:
    return int(page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length"))


def use_theme(page: Page, name: str) -> None:
    """Choose a theme, for example "JupyterLab Dark"."""
    command(page, "apputils:change-theme", {"theme": name})
    light = "Dark" not in name
    page.wait_for_selector(f"body[data-jp-theme-light='{str(light).lower()}']", state="attached")


@contextmanager
def serving(folder: Path, home: Path) -> Iterator[Lab]:
    """Serve ``folder`` for the length of a with-block."""
    lab = Lab(folder, home)
    lab.start()
    try:
        yield lab
    finally:
        lab.stop()
