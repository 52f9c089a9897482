"""What the browser benchmarks share: a JupyterLab on a fresh copy and a Chromium page on it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "browser"))
import chromium
from lab import Lab, serving

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@contextmanager
def learner() -> Iterator[tuple[Lab, Page]]:
    """Give a learner's JupyterLab and page, both new."""
    path = chromium.find()
    if path is None:
        raise SystemExit("This benchmark needs Chromium or Chrome.")
    with (
        tempfile.TemporaryDirectory() as place,
        serving(Path(place) / "my-course", Path(place) / "home") as lab,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        yield lab, page
        browser.close()
