"""Lesson 05 as a learner meets it: in real JupyterLab, by keyboard, with a stopped kernel in between."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from lab import (
    ARTEFACTS,
    Lab,
    cell_count,
    command,
    kernel_pid,
    open_and_run,
    open_cells,
    restart_kernel,
    save,
    use_theme,
)
from playwright.sync_api import Locator, Page, expect

from her2lessons.quiz import load_bank

pytestmark = pytest.mark.browser

LESSON = "notebooks/05_her2_status.ipynb"
START = "notebooks/00_start_here.ipynb"
EXERCISE = "exercises/05_her2_status.ipynb"
PREDICT = "05_her2_status / predict_next_test"
TRY = "00_start_here / try"

#: The first questions alone, without the rest of lesson 00.
SHOW_TRY = 'from her2lessons.widgets import quiz\nquiz("00_start_here", "try")'

HOSTILE = Path(__file__).with_name("05_hostile.yaml")
SHOW_HOSTILE = """\
from her2lessons.quiz import load_bank_file
from her2lessons.widgets._quiz import Quiz
bank = load_bank_file("05_hostile.yaml")
Quiz([("05", item) for item in bank], title="hostile / all", preview=bank.items)
"""


#: A cell of the lesson, without the rest of it.
EXPLORER = "from her2lessons.widgets import explore\nexplore.her2_status()"


def cell(title: str) -> str:
    """Give the code of the lesson's cell that shows a quiz of this title."""
    bank, section = title.split(" / ")
    return f'from her2lessons.widgets import quiz\nquiz("{bank}", "{section}")'


def answers(lab: Lab) -> list[dict[str, object]]:
    log = lab.home / "answers" / "answers.jsonl"
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


OUTER = "document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer')"
#: Pixels of the notebook on one picture.
SCREEN = 2500
SCROLL = f"(top) => {{ {OUTER}.scrollTop = top; }}"


def screens(page: Page) -> Iterator[int]:
    """Scroll a notebook from top to bottom, a tall screen at a time; its height grows as cells are drawn."""
    page.set_viewport_size({"width": 1280, "height": 150 + SCREEN})
    number, top = 0, 0
    while top < int(page.evaluate(f"() => {OUTER}.scrollHeight")):
        page.evaluate(SCROLL, top)
        page.wait_for_timeout(300)
        yield number
        number, top = number + 1, top + SCREEN


def region(page: Page, title: str) -> Locator:
    """Give the frame of one quiz, scrolled into view."""
    frame = page.get_by_role("region", name=f"Quiz: {title}", exact=True)
    frame.scroll_into_view_if_needed()
    return frame


def first_card(frame: Locator, kind: str = "radio") -> Locator:
    card = frame.locator(f".her2-card:has(.her2-answer input[type={kind}])").first
    card.scroll_into_view_if_needed()
    expect(card).to_be_visible()
    return card


def choose_by_keyboard(page: Page, card: Locator) -> None:
    """Choose the second option with the keyboard alone."""
    card.locator("input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(card.locator("input[type=radio]").nth(1)).to_be_checked()


def test_a_question_is_answered_by_keyboard_and_is_still_answered_after_restart_and_reload(
    lab: Lab, page: Page
) -> None:
    open_and_run(lab, page, LESSON)
    frame = region(page, PREDICT)
    card = first_card(frame)
    cells = cell_count(page)
    live = frame.locator(".her2-live")
    node = live.element_handle()

    choose_by_keyboard(page, card)
    for key in ("x", "d", "d", "a", "b", "z", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    assert cell_count(page) == cells, "keys in a card must not reach the notebook"
    expect(card.locator("input[type=radio]").nth(1)).to_be_checked()
    page_source = page.content()
    for item in load_bank("05_her2_status").section("predict_next_test"):
        assert item.options[0].text in page_source
        for secret in (item.explain, *(option.because for option in item.options)):
            assert secret[:30] not in page_source

    page.keyboard.press("Enter")
    expect(card.locator(".her2-verdict .word")).to_be_visible()
    expect(card.locator(".her2-saved")).to_contain_text("Saved on")
    expect(live).to_contain_text("Saved on")
    assert page.evaluate(
        "([old, selector]) => document.contains(old) && old.textContent.length > 0", [node, ""]
    )
    assert live.evaluate("(now, old) => now === old", node), "the live region must never be replaced"
    [kept] = answers(lab)
    chosen = kept["response"]

    restart_kernel(page)
    save(page)
    page.reload()
    open_and_run(lab, page, LESSON)
    card = first_card(region(page, PREDICT))
    expect(card.locator("input[type=radio]").nth(1)).to_be_checked()
    expect(card.locator(".her2-saved")).to_contain_text("You answered this on")
    assert re.search(r"\d{1,2} \w+ 20\d\d, \d\d:\d\d", card.locator(".her2-saved").inner_text())
    assert [answer["response"] for answer in answers(lab)] == [chosen], "running all must not add answers"


def test_enter_space_and_tab_reach_everything_in_a_card(lab: Lab, page: Page) -> None:
    open_and_run(lab, page, START)
    card = first_card(region(page, TRY), "checkbox")
    boxes = card.locator("input[type=checkbox]")
    boxes.first.focus()
    page.keyboard.press("Space")
    expect(boxes.first).to_be_checked()
    for _ in range(boxes.count()):
        page.keyboard.press("Tab")
    expect(card.locator(".her2-sure input").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(card.locator("button.her2-check")).to_be_focused()
    page.keyboard.press("Enter")
    expect(card.locator(".her2-verdict .word")).to_be_visible()

    card = first_card(region(page, TRY), "text")
    card.locator("input[type=text]").focus()
    cells = cell_count(page)
    page.keyboard.type("five dd xx")
    page.keyboard.press("Enter")
    expect(card.locator(".her2-verdict")).to_contain_text("Not marked yet")
    page.keyboard.press("Control+a")
    page.keyboard.type("12345")
    page.keyboard.press("Enter")
    expect(card.locator(".her2-saved")).to_contain_text("Saved on")
    assert cell_count(page) == cells
    assert len(answers(lab)) == 2


def test_a_page_reopened_without_running_shows_readable_questions_and_no_error(lab: Lab, page: Page) -> None:
    open_and_run(lab, page, LESSON)
    first_card(region(page, PREDICT))
    save(page)
    lab.stop()
    saved = nbformat.read(lab.folder / LESSON, 4)
    outputs = [output for cell in saved.cells for output in cell.get("outputs", [])]
    assert any(
        "Run this cell to continue" in output.get("data", {}).get("text/html", "") for output in outputs
    )
    assert not [o for o in outputs if "application/vnd.jupyter.widget-view+json" in o.get("data", {})]
    assert "widgets" not in saved.metadata

    lab.start()
    lab.open(page, LESSON)
    expect(page.get_by_text("Run this cell to continue").first).to_be_visible()
    body = page.locator(".jp-Notebook").inner_text()
    for words in ("Error displaying widget", "model not found", "Loading widget", "Traceback"):
        assert words not in body


def test_script_in_a_question_does_not_run_and_no_answer_is_in_the_page_beforehand(
    lab: Lab, page: Page
) -> None:
    shutil.copy(HOSTILE, lab.folder / "notebooks")
    open_cells(lab, page, SHOW_HOSTILE)
    card = first_card(region(page, "hostile / all"))
    assert "ZEBRA" not in page.content()
    choose_by_keyboard(page, card)
    page.keyboard.press("Enter")
    expect(card.locator(".her2-verdict")).to_contain_text("ZEBRA-WRONG")
    expect(card.locator(".her2-verdict")).to_contain_text("ZEBRA-RIGHT")
    page.wait_for_timeout(300)
    assert page.evaluate("() => window.hacked") is None
    assert page.locator(".her2-frame img, .her2-frame script, .her2-frame a[href^=javascript]").count() == 0


def test_the_explorer_answers_the_keyboard_and_follows_each_change(lab: Lab, page: Page) -> None:
    open_cells(lab, page, EXPLORER)
    frame = page.get_by_role("region", name="Explorer: HER2 status, from tests to category")
    explorer = frame.locator(".her2-explorer")
    explorer.scroll_into_view_if_needed()
    expect(explorer.locator(".category")).to_have_text("undetermined")
    cells = cell_count(page)
    explorer.locator("select").first.focus()
    explorer.locator("select").first.select_option("1+")
    expect(explorer.locator(".category")).to_have_text("HER2-low")
    explorer.locator("select").nth(1).select_option(label="dual probe (HER2 and CEP17)")
    ratio = explorer.locator("input[type=text]:visible").first
    ratio.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("2.4")
    page.keyboard.press("Tab")
    expect(explorer.locator(".category")).to_have_text("HER2-positive")
    expect(frame.locator(".her2-live")).to_contain_text("HER2-positive")
    ratio.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("xdd")
    page.keyboard.press("Tab")
    expect(explorer.locator(".her2-verdict")).to_contain_text("cannot be read as a number")
    assert cell_count(page) == cells


def test_a_stopped_kernel_is_not_mistaken_for_a_saved_answer(lab: Lab, page: Page) -> None:
    open_cells(lab, page, cell(PREDICT))
    frame = region(page, PREDICT)
    card = first_card(frame)
    choose_by_keyboard(page, card)
    restart_kernel(page)
    page.keyboard.press("Enter")
    expect(frame.locator(".her2-waiting")).to_contain_text("this answer is not saved")
    assert answers(lab) == []


@pytest.mark.parametrize("attempt", range(5))
def test_an_answer_that_showed_the_saved_mark_survives_a_killed_kernel(
    lab: Lab, page: Page, attempt: int
) -> None:
    open_cells(lab, page, SHOW_TRY)
    pid = kernel_pid(page)
    card = first_card(region(page, TRY))
    choose_by_keyboard(page, card)
    page.keyboard.press("Enter")
    # Later each time, from before the answer arrives to after the mark is drawn; the last one waits for it.
    page.wait_for_timeout(25 * attempt * attempt)
    if attempt == 4:
        expect(card.locator(".her2-saved")).to_contain_text("Saved on")
    os.kill(pid, signal.SIGKILL)
    marked = "Saved on" in card.inner_text()
    kept = answers(lab)
    assert len(kept) <= 1
    assert kept or not marked, "the card said saved, and the answer is gone"
    if attempt == 4:
        page.reload()
        open_cells(lab, page, SHOW_TRY)
        card = first_card(region(page, TRY))
        expect(card.locator(".her2-saved")).to_contain_text("You answered this on")
        expect(card.locator("input[type=radio]").nth(1)).to_be_checked()


def test_quizzes_on_one_page_do_not_disturb_each_other(lab: Lab, page: Page) -> None:
    titles = (PREDICT, "05_her2_status / predict_status", "05_her2_status / predict_recount")
    open_and_run(lab, page, LESSON)
    for title in titles:
        choose_by_keyboard(page, first_card(region(page, title)))
    for title in titles:
        card = first_card(region(page, title))
        expect(card.locator("input[type=radio]").nth(1)).to_be_checked()
        card.locator(".her2-check").click()
        expect(card.locator(".her2-saved")).to_contain_text("Saved on")
    assert len(answers(lab)) == 3
    save(page)
    page.reload()
    open_and_run(lab, page, LESSON)
    for title in titles:
        expect(first_card(region(page, title)).locator("input[type=radio]").nth(1)).to_be_checked()
    ids = page.evaluate("() => [...document.querySelectorAll('.her2-frame [id]')].map((node) => node.id)")
    assert len(ids) > 20
    assert len(ids) == len(set(ids))
    own = page.evaluate(
        """() => [...document.querySelectorAll('.her2-card')].every((card) =>
            card.contains(document.getElementById(card.getAttribute('aria-labelledby'))))"""
    )
    assert own, "each card is named by its own prompt"


def test_a_held_key_or_a_double_click_is_one_answer(lab: Lab, page: Page) -> None:
    open_cells(lab, page, SHOW_TRY)
    card = first_card(region(page, TRY))
    choose_by_keyboard(page, card)
    for _ in range(5):
        page.keyboard.down("Enter")  # the second and later ones are repeats, as of a held key
    page.keyboard.up("Enter")
    expect(card.locator(".her2-saved")).to_contain_text("Saved on")
    assert len(answers(lab)) == 1
    choose = card.locator(".her2-answer input[type=radio]")
    card.locator(".her2-check").click()
    page.wait_for_timeout(500)
    assert len(answers(lab)) == 1, "checking the same answer again is not another answer"
    choose.first.check()
    card.locator(".her2-check").dblclick()
    page.wait_for_timeout(500)
    assert len(answers(lab)) == 2
    choose.nth(2).check()
    card.locator(".her2-check").focus()
    for _ in range(5):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    page.wait_for_timeout(500)
    assert len(answers(lab)) == 3


def test_a_unit_stands_beside_its_field_and_no_label_of_the_explorer_is_cut(lab: Lab, page: Page) -> None:
    open_cells(lab, page, cell("05_her2_status / patients"), EXPLORER)
    card = region(page, "05_her2_status / patients").locator(".her2-card").first
    card.scroll_into_view_if_needed()
    field, unit = (
        card.locator("input[type=text]").bounding_box(),
        card.locator("div.widget-label").bounding_box(),
    )
    assert field is not None
    assert unit is not None
    assert 0 <= unit["x"] - (field["x"] + field["width"]) < 24
    explorer = page.get_by_role("region", name="Explorer: HER2 status, from tests to category")
    explorer.scroll_into_view_if_needed()
    explorer.locator("select").nth(1).select_option(label="dual probe (HER2 and CEP17)")
    explorer.locator("select:visible").nth(2).select_option(label="done by another observer")
    labels = explorer.locator("label.widget-label:visible")
    expect(labels).to_have_count(7)
    assert labels.evaluate_all("(all) => all.filter((one) => one.scrollWidth > one.clientWidth).length") == 0


def test_a_new_case_keeps_the_keyboard_where_it_is(lab: Lab, page: Page) -> None:
    open_cells(lab, page, cell("05_her2_status / practice"))
    frame = region(page, "05_her2_status / practice")
    card = frame.locator(".her2-card:has(button:text('Try a new one'))").first
    card.scroll_into_view_if_needed()
    before = card.locator(".her2-prompt").inner_text()
    button = card.get_by_role("button", name="Try a new one")
    button.focus()
    page.keyboard.press("Enter")
    expect(card.locator(".her2-prompt")).not_to_have_text(before)
    expect(button).to_be_focused()
    expect(frame.locator(".her2-live")).to_contain_text("A new case is on the card.")
    choose_by_keyboard(page, card)
    page.keyboard.press("Enter")
    expect(card.locator(".her2-saved")).to_contain_text("Saved on")
    [kept] = answers(lab)
    assert kept["seed"] > 1, "the bank's own case is the one of seed 1"


def test_cards_figures_and_explorer_have_no_serious_accessibility_fault(lab: Lab, page: Page) -> None:
    open_and_run(lab, page, LESSON)
    card = first_card(region(page, PREDICT))
    choose_by_keyboard(page, card)
    page.keyboard.press("Enter")
    expect(card.locator(".her2-verdict")).to_be_visible()
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        use_theme(page, theme)
        for selector in (".her2-frame", ".jp-OutputArea-output figure"):
            assert page.locator(selector).count() > 0
            results = Axe().run(page, context=selector, options={"resultTypes": ["violations"]})
            serious = [v for v in results.response["violations"] if v["impact"] in {"serious", "critical"}]
            assert serious == [], (
                theme,
                [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in serious],
            )


@pytest.mark.parametrize("notebook", [START, LESSON, EXERCISE])
def test_pictures_of_every_notebook_are_kept_in_both_themes(lab: Lab, page: Page, notebook: str) -> None:
    open_and_run(lab, page, notebook)
    command(page, "application:toggle-left-area")
    ARTEFACTS.mkdir(exist_ok=True)
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        use_theme(page, theme)
        name = f"{Path(notebook).parent.name}-{Path(notebook).stem}-{theme.split()[-1].lower()}"
        for number in screens(page):
            page.screenshot(path=ARTEFACTS / f"{name}-{number:02d}.png")
    assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']").count() == 0
