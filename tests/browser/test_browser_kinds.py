"""Every kind of question, both looks and the map, in real JupyterLab, by keyboard alone and by pointer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from lab import ARTEFACTS, Lab, cell_count, open_cells, use_theme
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

EVERY_KIND = Path(__file__).parents[1] / "every_kind"
SHOW = """\
from her2lessons.quiz import load_bank_file
from her2lessons.widgets._quiz import Quiz
bank = load_bank_file("every_kind/05_every_kind.yaml")
Quiz([("05", item) for item in bank], title="every kind", preview=bank.items)
"""
MAP = "from her2lessons.widgets import progress\nprogress()"
LOOK = 'from her2lessons.widgets import quiz\nquiz.look("before")'


def answers(lab: Lab) -> list[dict[str, object]]:
    log = lab.home / "answers" / "answers.jsonl"
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def show(lab: Lab, page: Page, *cells: str) -> None:
    """Open a notebook of these cells, run, with the bank of every kind beside it."""
    shutil.copytree(EVERY_KIND, lab.folder / "notebooks" / "every_kind", dirs_exist_ok=True)
    open_cells(lab, page, *cells)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab, forwards and then backwards, until ``wanted`` has the focus."""
    for key in ["Tab"] * 12 + ["Shift+Tab"] * 24:
        page.keyboard.press(key)
        if wanted.evaluate("(node) => node === document.activeElement"):
            return
    raise AssertionError(f"Tab never reached {wanted}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def single(page: Page, card: Locator) -> object:
    tab_to(page, card.locator(".her2-answer input").first)
    press(page, "Space", "ArrowDown")
    return "b"


def multiple(page: Page, card: Locator) -> object:
    tab_to(page, card.locator(".her2-answer input").first)
    press(page, "Space", "Tab", "Tab", "Space")
    return ["a", "c"]


def numeric(page: Page, card: Locator) -> object:
    tab_to(page, card.locator(".her2-answer input"))
    page.keyboard.type("20")
    return {"value": "20", "unit": "nuclei"}


def order(page: Page, card: Locator) -> object:
    """Bring each part up to its place with the arrow key, the first part first."""
    names = ["Check the controls", "Find the invasive cells", "Read the membranes", "Write the score"]
    rows = card.locator(".her2-order li")
    for place, name in enumerate(names):
        up = rows.filter(has_text=name).get_by_role("button", name="Move up")
        tab_to(page, up)
        while rows.nth(place).locator(".text").inner_text() != name:
            page.keyboard.press("ArrowUp")
            expect(up).to_be_focused()
    return ["p", "q", "r", "s"]


def match(page: Page, card: Locator) -> object:
    for number, steps in enumerate((1, 2, 2)):
        tab_to(page, card.locator("select").nth(number))
        press(page, *["ArrowDown"] * steps)
    return {"ihc": "protein", "fish": "gene", "cish": "gene"}


def classify(page: Page, card: Locator) -> object:
    tab_to(page, card.locator(".her2-answer input").first)
    press(page, "Space", "ArrowDown", "ArrowDown")
    return "high"


BY_KEYBOARD: list[Callable[[Page, Locator], object]] = [single, multiple, numeric, order, match, classify]


def test_every_kind_is_answered_by_keyboard_alone_and_how_sure_one_is_with_it(lab: Lab, page: Page) -> None:
    show(lab, page, SHOW)
    cards = page.locator(".her2-card")
    expect(cards).to_have_count(7)
    cells = cell_count(page)
    cards.first.locator("input").first.focus()
    page.keyboard.press("Shift+Tab")
    expected = []
    for number, answer in enumerate(BY_KEYBOARD):
        card = cards.nth(number)
        expected.append(answer(page, card))
        sure = card.locator(".her2-sure input")
        tab_to(page, sure.first)
        press(page, "Space", "ArrowRight")
        expect(sure.nth(1)).to_be_checked()
        for key in ("x", "d", "d", "a", "b"):
            page.keyboard.press(key)
        tab_to(page, card.locator(".her2-check"))
        page.keyboard.press("Enter")
        expect(card.locator(".her2-verdict .word")).to_contain_text("Right.")
        expect(card.locator(".her2-saved")).to_contain_text("Saved on")
        expect(card.locator(".her2-sure")).to_be_hidden()
        expect(card.locator(".her2-check")).to_be_focused()
    assert [answer["response"] for answer in answers(lab)] == expected
    assert {answer["confidence"] for answer in answers(lab)} == {"think so"}
    assert cell_count(page) == cells, "keys in a card must not reach the notebook"


def test_rows_are_moved_by_their_buttons_and_by_dragging_and_the_move_is_announced(
    lab: Lab, page: Page
) -> None:
    show(lab, page, SHOW)
    card = page.locator(".her2-card").nth(3)
    card.scroll_into_view_if_needed()
    rows, live = card.locator(".her2-order li"), page.locator(".her2-live").first
    names = rows.locator(".text").all_inner_texts()
    rows.nth(0).get_by_role("button", name="Move down").click()
    expect(rows.locator(".text")).to_have_text([names[1], names[0], *names[2:]])
    expect(live).to_have_text(f"{names[0]}: place 2 of 4")
    rows.nth(3).drag_to(rows.nth(0))
    expect(rows.locator(".text")).to_have_text([names[3], names[1], names[0], names[2]])
    expect(live).to_contain_text("place 1 of 4")
    card.locator(".her2-check").click()
    expect(card.locator(".her2-saved")).to_contain_text("Saved on")
    expect(card.locator(".her2-verdict li")).to_have_count(4)
    [kept] = answers(lab)
    assert len(set(kept["response"])) == 4  # type: ignore[call-overload]


def test_a_look_by_keyboard_says_nothing_until_the_last_answer(lab: Lab, page: Page) -> None:
    show(lab, page, LOOK)
    cards = page.locator(".her2-card")
    expect(cards).to_have_count(10)
    finish = page.get_by_role("button", name="Show what my answers say")
    expect(finish).to_be_disabled()
    for number in range(10):
        card = cards.nth(number)
        card.scroll_into_view_if_needed()
        if card.locator("select").count():
            for box in card.locator("select").all():
                box.focus()
                page.keyboard.press("ArrowDown")
        elif card.locator(".her2-order").count():
            card.get_by_role("button", name="Move down").first.focus()
            page.keyboard.press("ArrowDown")
        elif card.locator(".her2-answer input[type=text]").count():
            card.locator(".her2-answer input").focus()
            page.keyboard.type("2")
        else:
            card.locator(".her2-answer input").first.focus()
            page.keyboard.press("Space")
        card.locator(".her2-check").focus()
        page.keyboard.press("Enter")
        expect(card.locator(".her2-saved")).to_contain_text("Saved on")
        assert card.locator(".her2-verdict").count() == 0
    expect(finish).to_be_enabled()
    finish.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".her2-verdict")).to_have_count(10)
    expect(page.locator(".her2-progress")).to_contain_text("a mirror, not a measurement")
    assert len(answers(lab)) == 10


def test_the_map_opens_by_keyboard_and_what_is_due_is_answered_below_it(lab: Lab, page: Page) -> None:
    home = lab.home / "answers"
    home.mkdir(parents=True)
    line = {"version": 1, "id": "x", "at": "2026-01-05T10:00:00+00:00", "item": "05.1-01", "lesson": "05"}
    (home / "answers.jsonl").write_text(json.dumps(line | {"response": "a", "points": 0.0}) + "\n")
    show(lab, page, MAP)
    summary = page.locator(".her2-progress summary").nth(4)
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("choose the next test")).to_be_visible()
    button = page.get_by_role("button", name="Answer what is due")
    button.focus()
    page.keyboard.press("Enter")
    card = page.locator(".her2-card")
    expect(card).to_have_count(1)
    card.locator(".her2-answer input").nth(2).focus()
    press(page, "Space", "Enter")
    expect(card.locator(".her2-saved")).to_contain_text("Saved on")
    expect(page.locator(".her2-live")).to_contain_text("Saved on")
    assert [answer["item"] for answer in answers(lab)] == ["05.1-01", "05.1-01"]


def test_cards_of_every_kind_and_the_map_have_no_serious_accessibility_fault(lab: Lab, page: Page) -> None:
    show(lab, page, SHOW, MAP)
    cards = page.locator(".her2-card")
    for number in (3, 4):
        card = cards.nth(number)
        card.scroll_into_view_if_needed()
        if number == 3:
            card.get_by_role("button", name="Move down").first.click()
        for box in card.locator("select").all():
            box.select_option(index=1)
        card.locator(".her2-check").click()
        expect(card.locator(".her2-verdict")).to_be_visible()
    page.locator(".her2-progress summary").nth(4).click()
    ARTEFACTS.mkdir(exist_ok=True)
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        use_theme(page, theme)
        results = Axe().run(page, context=".her2-frame", options={"resultTypes": ["violations"]})
        serious = [v for v in results.response["violations"] if v["impact"] in {"serious", "critical"}]
        assert serious == [], (theme, [(v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in serious])
        word = theme.split()[-1].lower()
        for number in range(7):
            cards.nth(number).scroll_into_view_if_needed()
            cards.nth(number).screenshot(path=ARTEFACTS / f"kind-{number}-{word}.png")
        shown = page.locator(".her2-progress")
        shown.scroll_into_view_if_needed()
        shown.screenshot(path=ARTEFACTS / f"progress-{word}.png")
