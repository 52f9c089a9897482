"""How a picture is shown: one safe image with its meaning in words, the same bytes every time."""

import base64
import os
import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest

from her2lessons import cohorts, evidence
from her2lessons.figures import (
    FlowGroup,
    Picture,
    agreement,
    category_bars,
    cumulative_incidence,
    flow,
    forest,
    icons,
    ihc_by_ish,
    ish_groups,
    stage_map,
    style,
    survival,
)
from her2lessons.guidelines import staging
from her2lessons.models import survival as estimate

ODD = "Is <b>1</b> & \"2\" > '$x^2$'?"

DRAWN: dict[str, Callable[[str], Picture]] = {
    "bars": lambda title: category_bars({"HER2-positive": 3, "HER2-low": 5, "HER2-null": 12}, title=title),
    "plane": lambda title: ish_groups({"A": (2.4, 3.2), "B": (9.0, 30.0)}, title=title),
    "table": lambda title: ihc_by_ish(cohorts.tcga_her2(), title=title),
    "forest": lambda title: forest(evidence.trials().query("trial == 'KATHERINE'"), title=title),
    "survival": lambda title: survival(
        {
            "A": estimate.kaplan_meier([3, 6, 9, 12], [1, 0, 1, 0]),
            "B": estimate.kaplan_meier([6, 12], [0, 1]),
        },
        title=title,
        unit="months",
    ),
    "incidence": lambda title: cumulative_incidence(
        {"A": estimate.cumulative_incidence([3, 6, 9], ["relapse", "death", "censored"], "relapse")},
        title=title,
        unit="months",
    ),
    "people": lambda title: icons(12, what="have a recurrence", title=title, group="A", compare={"B": 9}),
    "dots": lambda title: icons(
        12, 1000, what="have a recurrence", title=title, group="A", compare={"B": 40}
    ),
    "stages": lambda title: stage_map("T2", "N1", title=title),
    "agreement": lambda title: agreement(
        pd.DataFrame([[5, 1], [2, 7]], index=["no", "yes"], columns=["no", "yes"]),
        row_reader="A",
        column_reader="B",
        title=title,
        kappa=0.6,
    ),
    "flow": lambda title: flow(
        FlowGroup("All", 9, {"lost": 2}, (FlowGroup("A", 4), FlowGroup("B", 3))), title=title
    ),
}

each_chart = pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN.keys())


def image(html: str) -> str:
    data = re.search(r'src="data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)"', html)
    assert data
    return base64.b64decode(data.group(1)).decode("utf-8")


def words(svg: str) -> list[str]:
    return [
        text
        for node in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
        if (text := node.text)
    ]


def test_importing_figures_loads_neither_matplotlib_nor_pandas_and_drawing_never_loads_pyplot():
    code = (
        "import sys, her2lessons.figures as f;"
        "print([m for m in ('matplotlib', 'pandas') if m in sys.modules]);"
        "f.ish_groups({'A': (2.4, 3.2)}); f.category_bars({'HER2-low': 1});"
        "f.icons(3, what='have it'); f.stage_map('T1', 'N0');"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.split("\n")[:2] == ["[]", "False"]


@each_chart
def test_a_picture_is_one_figure_with_one_image_and_nothing_that_runs(draw):
    html = draw(ODD)._repr_mimebundle_()["text/html"]
    assert re.fullmatch(
        r'<figure style="[^"<>]*"><img alt="[^"<>]+" src="[^"<>]+" style="[^"<>]*"></figure>', html
    )
    for where in (html, image(html)):
        assert not re.search(r"<script|javascript:|\son\w+=|<foreignObject", where, re.IGNORECASE)
    assert not re.search(r'(?:href|src)="(?!#|data:)|url\((?!#)', image(html))


@each_chart
def test_a_picture_lies_on_a_light_ground_of_its_own(draw):
    html = draw("A title")._repr_mimebundle_()["text/html"]
    for part in ("background: #ffffff", "padding", "border-radius"):
        assert part in html
    first = ElementTree.fromstring(image(html)).find(".//{http://www.w3.org/2000/svg}path")
    assert "fill: #ffffff" in first.attrib["style"]


@each_chart
def test_the_text_form_is_the_title_and_the_alternative_text(draw):
    picture = draw("A title.")
    assert picture._repr_mimebundle_()["text/plain"] == repr(picture) == f"A title. {picture.alt}"
    alt = re.search(r'alt="([^"]*)"', picture.html).group(1)
    assert unescape(alt) == str(picture)


@each_chart
def test_a_title_with_markup_is_shown_as_it_was_written(draw):
    picture = draw(ODD)
    assert ODD in " ".join(words(picture.svg))
    assert ODD in unescape(re.search(r'alt="([^"]*)"', picture.html).group(1))
    assert "<b>" not in picture.html


@each_chart
def test_the_same_input_gives_the_same_bytes(draw):
    assert draw("A title").html == draw("A title").html


@each_chart
def test_the_same_input_gives_the_same_bytes_whatever_style_the_notebook_has_set(draw):
    plain = draw("A title").svg
    before = dict(matplotlib.rcParams)
    with matplotlib.style.context(["dark_background", {"font.size": 30, "svg.fonttype": "path"}]):
        styled = draw("A title").svg
        assert matplotlib.rcParams["font.size"] == 30
    assert styled == plain
    assert dict(matplotlib.rcParams) == before


def test_the_same_input_gives_the_same_bytes_in_another_process():
    code = (
        "import hashlib; from her2lessons.figures import category_bars, flow, FlowGroup, forest, icons;"
        "from her2lessons.evidence import trials;"
        "drawn = (category_bars({'HER2-low': 2, 'HER2-null': 1}), icons(3, what='have it'),"
        "  forest(trials().head(2)), flow(FlowGroup('All', 3, {'a': 1, 'b': 2}), title='T'));"
        "print(hashlib.sha256(''.join(one.html for one in drawn).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1


@each_chart
def test_a_drawing_holds_no_date_no_version_and_no_metadata(draw):
    # The stage map carries the day of its edition, which is no day of drawing.
    svg = draw("A title").svg.replace(str(staging.AS_OF), "")
    assert not re.search(r"metadata|Matplotlib v|matplotlib\.org|\d{4}-\d{2}-\d{2}|DOCTYPE", svg)


@each_chart
def test_no_text_is_smaller_than_14_pixels_at_a_width_of_680(draw):
    svg = draw("A title").svg
    root = ElementTree.fromstring(svg)
    assert root.attrib["width"] == "680"
    assert root.attrib["viewBox"].split()[2:] == [root.attrib["width"], root.attrib["height"]]
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:[^;\"]*?([\d.]+)px", svg)]
    assert len(sizes) == len(words(svg)) > 5
    assert min(sizes) == 14
    assert "scale(" not in svg


@each_chart
def test_text_is_shown_in_the_font_of_the_system(draw):
    svg = draw("A title").svg
    assert svg.count("system-ui") == len(words(svg))


@each_chart
def test_drawing_leaves_nothing_for_pyplot_to_show_again(draw):
    from matplotlib import pyplot

    draw("A title")
    assert pyplot.get_fignums() == []


@pytest.mark.parametrize(
    ("include", "exclude", "kinds"),
    [
        (None, None, {"text/html", "text/plain"}),
        ({"text/plain"}, None, {"text/plain"}),
        (None, {"text/html"}, {"text/plain"}),
    ],
)
def test_a_picture_gives_the_forms_that_are_asked_for(include, exclude, kinds):
    assert set(Picture("<svg/>", "T", "A.")._repr_mimebundle_(include, exclude)) == kinds


def test_importing_figures_loads_no_numpy():
    code = "import sys, her2lessons.figures; print('numpy' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"


def test_a_long_title_takes_more_lines_and_more_room():
    short, long = "Short", "A title of many words " * 8
    assert style.title_height(long) > style.title_height(short)
    drawn = DRAWN["bars"](long)
    assert len([line for line in words(drawn.svg) if "many words" in line]) > 1
