"""The eyepiece in real JupyterLab and Notebook 7: marks by mouse and key, undo, the truth, marks again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from lab import ARTEFACTS, Lab, cell_count, open_and_run, open_cells, restart_kernel, save, use_theme
from playwright.sync_api import Locator, Page, expect

from her2lessons.quiz import load_bank, realise

pytestmark = pytest.mark.browser

SHOW = """\
from her2lessons.widgets import quiz
quiz("04_counting_genes", "microscope")
"""
SCORE = """\
from her2lessons.widgets import quiz
quiz("03_reading_ihc", "microscope")
"""


def counting() -> Any:
    bank = load_bank("04_counting_genes")
    return realise(next(item for item in bank.section("microscope") if realise(item).kind == "count"))


def counting_card(page: Page) -> Locator:
    card = page.locator(".her2-card:has(button:text('HER2 signal'))")
    card.locator("canvas").scroll_into_view_if_needed()
    expect(card.locator("canvas")).to_be_visible()
    return card


def number(card: Locator, name: str) -> Locator:
    return card.get_by_label(name)


def test_a_signal_is_counted_by_mouse_and_one_by_key_undone_submitted_and_there_again(
    lab: Lab, page: Page
) -> None:
    open_cells(lab, page, SHOW)
    card = counting_card(page)
    canvas = card.locator("canvas")
    item = counting()
    dots = item.field.field().signals.query("probe == 'her2' and nucleus >= 0")
    first = dots.iloc[0]
    box = canvas.bounding_box()
    assert box is not None
    scale = box["width"] / item.field.field().size
    cells = cell_count(page)

    canvas.click(position={"x": float(first["x"]) * scale, "y": float(first["y"]) * scale})
    expect(card.locator("input[type=text]").nth(1)).to_have_value("1")
    canvas.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(card.locator("input[type=text]").nth(1)).to_have_value("2")
    page.keyboard.press("u")
    expect(card.locator("input[type=text]").nth(1)).to_have_value("1")
    for key in ("t", "ArrowLeft", "Enter", "x", "d", "d"):
        page.keyboard.press(key)
    expect(card.locator("input[type=text]").nth(2)).to_have_value("1")
    assert cell_count(page) == cells, "keys in the eyepiece must not reach the notebook"
    expect(page.locator(".her2-live").first).to_contain_text("CEP17 signal: 1")
    canvas.screenshot(path=ARTEFACTS / "microscope-marks.png")

    restart_kernel(page)
    save(page)
    page.reload()
    open_and_run(lab, page, "notebooks/shown.ipynb")
    card = counting_card(page)
    expect(card.locator("input[type=text]").nth(1)).to_have_value("1")
    expect(card.locator("input[type=text]").nth(2)).to_have_value("1")

    for place, typed in enumerate(("20", "60", "40")):
        card.locator("input[type=text]").nth(place).fill(typed)
    card.locator(".her2-check").click()
    expect(card.locator(".her2-saved")).to_contain_text("Saved on")
    expect(card.locator(".her2-legend")).to_contain_text("counted")
    card.locator("canvas").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    card.locator("canvas").screenshot(path=ARTEFACTS / "microscope-truth.png")
    log = (lab.home / "answers" / "answers.jsonl").read_text().splitlines()
    assert json.loads(log[-1])["response"] == {"nuclei": "20", "her2": "60", "cep17": "40"}


def test_fields_can_be_zoomed_and_have_no_serious_accessibility_fault(lab: Lab, page: Page) -> None:
    open_cells(lab, page, SHOW, SCORE)
    card = counting_card(page)
    before = card.locator("canvas").screenshot()
    card.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(200)
    assert card.locator("canvas").screenshot() != before
    card.get_by_role("button", name="Show the whole field").click()
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        use_theme(page, theme)
        results = Axe().run(page, context=".her2-frame", options={"resultTypes": ["violations"]})
        serious = [v for v in results.response["violations"] if v["impact"] in {"serious", "critical"}]
        assert serious == [], (theme, [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in serious])
        for number, shown in enumerate(page.locator(".her2-card").all()):
            shown.scroll_into_view_if_needed()
            page.wait_for_timeout(200)
            shown.screenshot(path=ARTEFACTS / f"microscope-{number}-{theme.split()[-1].lower()}.png")


def test_without_a_canvas_the_picture_the_words_and_the_numbers_do_the_job(lab: Lab, page: Page) -> None:
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    open_cells(lab, page, SHOW)
    card = page.locator(".her2-card:has-text('This browser cannot draw here')").first
    card.scroll_into_view_if_needed()
    assert (card.locator(".her2-viewer img").get_attribute("alt") or "").strip()


def test_the_eyepiece_works_in_notebook_7_as_well(lab: Lab, page: Page) -> None:
    open_cells(lab, page, SHOW)
    save(page)
    page.goto(lab.address("notebooks/notebooks/shown.ipynb"))
    cell = page.locator(".jp-CodeCell").first
    cell.wait_for()
    cell.locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    card = counting_card(page)
    card.locator("canvas").click(position={"x": 60, "y": 60})
    expect(card.locator("input[type=text]").nth(1)).to_have_value("1")
    card.locator("canvas").focus()
    page.keyboard.press("u")
    expect(card.locator("input[type=text]").nth(1)).to_have_value("")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(card.locator("input[type=text]").nth(1)).to_have_value("1")
    (lab.home / "answers" / "marks").rename(lab.home / "answers" / "kept")
    (lab.home / "answers" / "marks").write_text("in the way")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("u")
    expect(card.locator(".her2-viewer-say")).to_contain_text("Your marks could not be kept")
