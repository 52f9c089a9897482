"""`check`: what a notebook shows and what nbgrader reads."""

import re
import subprocess
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell

from her2lessons.guidelines import ish
from her2lessons.widgets import check


def five_below(ratio, her2_copies):
    return ish.group(ratio, her2_copies) if ratio >= 2.0 else 5


ANSWERS = [
    (None, 0.0, "○ Not tried yet"),
    (3, 0.0, "→ Not yet"),
    (five_below, 2.0, "◐ Partly right"),
    (ish.group, 4.0, "✓ All right"),
]


@pytest.mark.parametrize(("answer", "points", "verdict"), ANSWERS)
def test_a_notebook_gets_the_points_alone_as_text_and_the_feedback_as_html(answer, points, verdict):
    shown, metadata = InteractiveShell.instance().display_formatter.format(check("05.b", answer))
    assert set(shown) == {"text/plain", "text/html"}
    assert shown["text/plain"] == repr(points)
    assert float(shown["text/plain"]) == points
    assert f"05.b: {verdict} · {points:g} of 4 points" in shown["text/html"]
    assert metadata == {}


@pytest.mark.parametrize(("answer", "points", "verdict"), ANSWERS)
def test_points_and_feedback_can_be_read_without_the_card(answer, points, verdict):
    checked = check("05.b", answer)
    assert checked.points == points
    assert checked.feedback == checked.outcome.feedback
    assert all(line for line in checked.feedback.split("\n"))


def test_what_a_learner_wrote_cannot_become_part_of_the_page():
    def nasty(*_args):
        raise ValueError("<script>alert(1)</script>")

    html = check("05.b", nasty)._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<img" not in check("05.a", {"status": '"><img src=x onerror=y>'})._repr_html_()


def test_each_line_of_feedback_after_the_first_is_an_item_of_the_card():
    checked = check("05.b", five_below)
    assert len(re.findall("<li", checked._repr_html_())) == checked.feedback.count("\n") == 2


def test_colours_come_from_the_theme_so_that_light_and_dark_can_be_read():
    html = check("05.b", five_below)._repr_html_()
    assert "color: var(--jp-content-font-color1, inherit)" in html
    assert "background" not in html


def test_an_unknown_task_is_the_one_thing_that_raises():
    with pytest.raises(ValueError, match=r"There is no task '05\.x'\. Exercise 05 has the tasks 05\.a"):
        check("05.x", None)


def test_checking_a_number_loads_neither_widgets_nor_pandas():
    code = (
        "import sys; from her2lessons.widgets import check; print(check('05.b', lambda r, c: 1));"
        "print([m for m in ('pandas', 'numpy', 'ipywidgets', 'anywidget', 'matplotlib') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (run.stdout.split("\n"), run.stderr) == (["0.0", "[]", ""], "")
