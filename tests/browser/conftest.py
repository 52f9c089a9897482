"""A real JupyterLab on a learner's own copy, and a page of a real Chromium on it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
import chromium
from lab import Lab, serving

ROOT = Path(__file__).resolve().parents[2]
#: Screenshots, kept whether a test passes or not.
ARTEFACTS = ROOT / "test-artefacts"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("There is no Chromium here, and CI never skips the browser tests.")
        pytest.skip("There is no Chromium or Chrome on this machine; see the line printed at the start.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(30_000)
    page = context.new_page()
    yield page
    ARTEFACTS.mkdir(exist_ok=True)
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower()).strip("-")[:80]
    page.screenshot(path=ARTEFACTS / f"{name}.png")
    context.close()


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    """A fresh learner: a new copy of the course and an empty home."""
    with serving(tmp_path / "my-course", tmp_path / "home") as lab:
        yield lab
