"""From click to verdict in JupyterLab, against a bare button that flushes one line and sets a label."""

from __future__ import annotations

import nbformat
from in_browser import learner
from lab import open_and_run
from measuring import report

CLICKS = 40
BARE = """\
import os
from ipywidgets import Button, HTML, VBox
button, label = Button(description="Check"), HTML("-")
button.add_class("bare-button")
label.add_class("bare-label")
clicks = 0
def handle(_):
    global clicks
    clicks += 1
    with open("bare.jsonl", "a") as file:
        file.write('{"item": "05.1-01", "response": "a"}' + chr(10))
        file.flush()
        os.fsync(file.fileno())
    label.value = f"<b>verdict {clicks}</b>"
button.on_click(handle)
VBox([button, label])
"""
OURS = """\
from her2lessons.widgets import quiz
quiz("05_her2_status", "predict_next_test")
"""
# Time from the click to the first change of what is shown, seen by the page itself.
TIME = """([button, label]) => new Promise((done) => {
    const target = document.querySelector(label);
    const watch = new MutationObserver(() => { watch.disconnect(); done(performance.now() - began); });
    watch.observe(target, {childList: true, subtree: true, characterData: true});
    const began = performance.now();
    document.querySelector(button).click();
})"""


def main() -> None:
    with learner() as (lab, page):
        cells = [nbformat.v4.new_code_cell(BARE), nbformat.v4.new_code_cell(OURS)]
        notebook = nbformat.v4.new_notebook(cells=cells)
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3",
            "language": "python",
        }
        nbformat.write(notebook, lab.folder / "notebooks" / "bench.ipynb")
        open_and_run(lab, page, "notebooks/bench.ipynb")
        radios = page.locator(".her2-card .her2-answer input[type=radio]")
        radios.first.wait_for()
        ours, theirs = [], []
        for number in range(CLICKS + 3):
            # Another choice each time, so that the verdict changes.
            radios.nth(number % 2).click()
            page.wait_for_timeout(150)
            ours.append(
                page.evaluate(TIME, [".her2-card .her2-check", ".her2-card > .widget-html:last-child"]) / 1e3
            )
            page.wait_for_timeout(150)
            theirs.append(page.evaluate(TIME, [".bare-button", ".bare-label"]) / 1e3)
            page.wait_for_timeout(150)
    report("click to verdict", ours[3:], theirs[3:], "1.5 or less at the median")


if __name__ == "__main__":
    main()
