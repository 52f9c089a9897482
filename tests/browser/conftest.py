"""A real JupyterLab on a learner's own copy, and a page of a real Chromium on it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
import chromium
from lab import ARTEFACTS, Lab, serving

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture(scope="session")
def context() -> Iterator[BrowserContext]:
    path = chromium.find()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("There is no Chromium here, and CI never skips the browser tests.")
        pytest.skip("There is no Chromium or Chrome on this machine; see the line printed at the start.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        # One context for all, so that JupyterLab's own files are fetched once.
        context = browser.new_context(viewport={"width": 1280, "height": 1000})
        context.set_default_timeout(20_000)
        yield context
        browser.close()


@pytest.fixture
def page(context: BrowserContext, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = context.new_page()
    yield page
    ARTEFACTS.mkdir(exist_ok=True)
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower()).strip("-")[:80]
    page.screenshot(path=ARTEFACTS / f"{name}.png")
    page.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    place = tmp_path_factory.mktemp("learner")
    with serving(place / "my-course", place / "home") as lab:
        yield lab


@pytest.fixture
def lab(server: Lab) -> Lab:
    """A fresh learner: an untouched copy of the course, no kernel running, no answer kept."""
    server.reset()
    return server
