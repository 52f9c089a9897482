"""What a chart is given: words that no drawing can hold, and numbers past all counting, are refused."""

import re
import warnings
from types import SimpleNamespace
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from svg_text import words

from her2lessons.figures import (
    FlowGroup,
    agreement,
    category_bars,
    cumulative_incidence,
    flow,
    forest,
    icons,
    ihc_by_ish,
    ish_groups,
    stage_map,
    steps,
    style,
    survival,
)
from her2lessons.figures.given import check_size
from her2lessons.guidelines.steps import Step

HUGE = 10**400
PAIRS = pd.DataFrame({"ihc_score": ["2+", "3+"], "fish_status": ["negative", "positive"]})
TRIAL = {
    "id": "katherine_idfs_7y",
    "trial": "KATHERINE",
    "population": "HER2-positive",
    "n": 1486,
    "arm_experimental": "T-DM1",
    "arm_control": "trastuzumab",
    "endpoint": "invasive disease-free survival at 7 years",
    "experimental": 80.8,
    "control": 67.1,
    "unit": "%",
    "ratio": 0.54,
    "ratio_kind": "hazard ratio",
    "low": 0.44,
    "high": 0.66,
    "interval": "95% CI",
}


def curve(**changes) -> SimpleNamespace:
    return SimpleNamespace(
        **{
            "months": [0, 12],
            "survival": [1.0, 0.9],
            "incidence": [0.0, 0.1],
            "low": [0.0, 0.0],
            "high": [1.0, 1.0],
            "at_risk": [20, 9],
            **changes,
        }
    )


def readers(answers: tuple[str, str] = ("low", "high"), count: object = 3) -> pd.DataFrame:
    return pd.DataFrame([[count, 1], [1, 2]], index=answers, columns=answers)


def both(table: pd.DataFrame, **how) -> object:
    return agreement(table, **{"row_reader": "A", "column_reader": "B", **how})


def rows(**changes) -> pd.DataFrame:
    return pd.DataFrame([{**TRIAL, **changes}])


TITLED = {
    "bars": lambda title: category_bars({"HER2-low": 1}, title),
    "table": lambda title: ihc_by_ish(PAIRS, title),
    "plane": lambda title: ish_groups(title=title),
    "people": lambda title: icons(1, what="have it", title=title),
    "flow": lambda title: flow(FlowGroup("All", 3), title=title),
    "agreement": lambda title: both(readers(), title=title),
    "forest": lambda title: forest(rows(), title=title),
    "survival": lambda title: survival({"a": curve()}, title=title),
    "incidence": lambda title: cumulative_incidence({"a": curve()}, title=title),
    "stages": lambda title: stage_map("T2", "N1", title=title),
    "steps": lambda title: steps([Step("rule", "finding", "wolff2018")], title=title),
}
LABELLED = {
    "bars, note": lambda word: category_bars({"HER2-low": 1}, note=word),
    "bars, of": lambda word: category_bars({"HER2-low": 1}, of=word),
    "table, score": lambda word: ihc_by_ish(PAIRS.assign(ihc_score=word)),
    "table, status": lambda word: ihc_by_ish(PAIRS.assign(fish_status=word)),
    "plane, point": lambda word: ish_groups({word: (2.4, 3.2)}),
    "people, what": lambda word: icons(1, what=word),
    "people, otherwise": lambda word: icons(1, what="have it", otherwise=word),
    "people, group": lambda word: icons(1, what="have it", group=word, compare={"B": 2}),
    "people, second": lambda word: icons(1, what="have it", group="A", compare={word: 2}),
    "flow, box": lambda word: flow(FlowGroup(word, 3), title="T"),
    "flow, reason": lambda word: flow(FlowGroup("All", 3, {word: 3}), title="T"),
    "flow, of": lambda word: flow(FlowGroup("All", 3), title="T", of=word),
    "agreement, answer": lambda word: both(readers((word, "high"))),
    "agreement, row reader": lambda word: both(readers(), row_reader=word),
    "agreement, column reader": lambda word: both(readers(), column_reader=word),
    "agreement, of": lambda word: both(readers(), of=word),
    "forest, trial": lambda word: forest(rows(trial=word)),
    "forest, people": lambda word: forest(rows(population=word)),
    "forest, interval": lambda word: forest(rows(interval=word)),
    "survival, curve": lambda word: survival({word: curve()}, title="T"),
    "survival, end": lambda word: survival({"a": curve()}, title="T", end=word),
    "survival, since": lambda word: survival({"a": curve()}, title="T", since=word),
    "survival, band": lambda word: survival({"a": curve()}, title="T", band=word),
}
EVERY = {**{f"{name}, title": draw for name, draw in TITLED.items()}, **LABELLED}
CANNOT = ["\x00", "\x07", "\x0b", "\ud83d", "\uffff"]


@pytest.mark.parametrize("name", EVERY)
def test_no_title_or_label_holds_a_control_character(name):
    with pytest.raises(ValueError, match=r"holds the character '\\x07' .*cannot be drawn\. Take out"):
        EVERY[name]("bad\x07word")


@pytest.mark.parametrize("sign", CANNOT)
def test_a_character_that_no_drawing_holds_is_named(sign):
    with pytest.raises(ValueError, match=re.escape(f"The title holds the character {sign!r}")):
        category_bars({"HER2-low": 1}, f"a{sign}b")


def test_the_sentence_of_a_step_is_checked_too():
    with pytest.raises(ValueError, match=r"list of steps holds the character '\\x00'"):
        steps([Step("rule", "a\x00b", "wolff2018")])


@pytest.mark.parametrize("name", EVERY)
def test_a_title_or_label_is_not_longer_than_a_picture_can_show(name):
    with pytest.raises(ValueError, match=r"characters; 500 can be drawn\. Shorten it\."):
        EVERY[name]("x" * 3000)


@pytest.mark.parametrize("name", ["bars", "table", "plane", "flow", "survival", "incidence"])
@pytest.mark.parametrize("title", [None, 5, ["T"]])
def test_a_title_is_words(name, title):
    with pytest.raises(ValueError, match=re.escape(f"The title is {title!r}. Give it in words")):
        TITLED[name](title)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), min_size=1, max_size=20))
@settings(max_examples=15, deadline=None)
def test_any_other_title_makes_a_drawing_that_can_be_read(title):
    if "\ufffe" in title or "\uffff" in title:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        svg = ish_groups(title=title).svg
    assert ElementTree.fromstring(svg.encode()).tag.endswith("svg")


def test_an_emoji_is_drawn_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = ish_groups({"😀 case": (2.4, 3.2)}, title="Groups 🎗")
        people = icons(1, what="have it 🎗")
    assert {"😀 case", "Groups 🎗"} <= set(words(picture.svg))
    assert any("🎗" in word for word in words(people.svg))


def test_other_warnings_are_still_heard():
    canvas = style.figure(100)
    axes = style.page(canvas)
    axes.text(5, 5, "x")
    original = canvas.savefig

    def warned(*given, **how):
        warnings.warn("Glyph of another kind", UserWarning, stacklevel=1)
        original(*given, **how)

    canvas.savefig = warned
    with pytest.warns(UserWarning, match="another kind"):
        style.to_svg(canvas)


def test_a_long_word_is_broken_whole_and_is_not_measured_letter_by_letter(monkeypatch):
    word = "Hypergammaglobulinaemia" * 21
    measured = []
    width = style.text_width
    monkeypatch.setattr(style, "text_width", lambda *how: measured.append(how) or width(*how))
    lines = style.wrap(word, 80)
    # Once on from the doubled beginnings, halving takes a few measurements a line, each of a few letters.
    assert len(lines) < len(measured) <= 12 * len(lines)
    assert max(len(how[0]) for how in measured) <= 32
    assert "".join(lines) == word
    assert len(lines) > 40


@pytest.mark.parametrize(
    "word", ["Pneumonoultramicroscopicsilicovolcanoconiosis", "iiiiWWWWiiii", "AVAVAVAVAV"]
)
@pytest.mark.parametrize("width", [1, 30, 61.5])
def test_every_line_of_a_broken_word_fits_unless_it_is_one_letter(word, width):
    lines = style.wrap(word, width)
    assert "".join(lines) == word
    assert all(len(line) == 1 or style.text_width(line) <= width for line in lines)


TOO_MANY = {
    "The count of 'HER2-low'": lambda number: category_bars({"HER2-low": number}),
    "affected": lambda number: icons(number, what="have it"),
    "The number of 'B'": lambda number: icons(1, what="have it", group="A", compare={"B": number}),
    "A count of the table": lambda number: both(readers(count=number)),
    "kappa": lambda number: both(readers(), kappa=number),
    "The number of 'All'": lambda number: flow(FlowGroup("All", number), title="T"),
    "The number of 'why' under 'All'": lambda number: FlowGroup("All", 3, {"why": number}),
    "until": lambda number: survival({"a": curve()}, title="T", until=number),
    "A value in at_risk of the curve 'a'": lambda number: survival(
        {"a": curve(at_risk=[number, 1])}, title="T"
    ),
    **{
        f"The row katherine_idfs_7y: {column}": lambda number, column=column: forest(rows(**{column: number}))
        for column in ("n", "experimental", "control", "ratio", "low", "high")
    },
}


@pytest.mark.parametrize("name", TOO_MANY)
@pytest.mark.parametrize("number", [HUGE, 10**5000, 10**9 + 1], ids=["400", "5000", "just"])
def test_a_number_past_all_counting_is_refused_by_name(name, number):
    with pytest.raises(ValueError, match=re.escape(f"{name} is beyond 1,000,000,000, more than")):
        TOO_MANY[name](number)


def test_the_largest_number_is_drawn():
    assert "1,000,000,000 (100.0 %)" in words(category_bars({"HER2-low": 10**9}).svg)


@pytest.mark.parametrize(
    "number", [np.float16(3), np.int8(-3), np.int64(10**9), float("nan"), True, "x", None]
)
def test_a_number_within_bounds_and_what_is_none_pass_the_check_of_size(number):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_size(number, "It")
    with pytest.raises(ValueError, match="It is beyond"):
        check_size(-HUGE, "It")


@pytest.mark.parametrize("table", [None, [1], {"ihc_score": ["0"]}])
def test_the_count_table_draws_only_a_table(table):
    with pytest.raises(ValueError, match=f"ihc_by_ish draws a table, not a {type(table).__name__}"):
        ihc_by_ish(table)


@pytest.mark.parametrize("column", ["ihc_score", "fish_status"])
@pytest.mark.parametrize("values", [["2+", 2], [["2+"], ["3+"]]], ids=["words and numbers", "lists"])
def test_results_without_a_common_order_are_refused(column, values):
    with pytest.raises(ValueError, match=f"The column '{column}' holds values that have no common order"):
        ihc_by_ish(PAIRS.assign(**{column: values}))


def test_categorical_columns_with_gaps_are_counted_like_words():
    gaps = pd.DataFrame({"ihc_score": ["2+", None, "0"], "fish_status": [None, "negative", "negative"]})
    assert ihc_by_ish(gaps.astype("category")) == ihc_by_ish(gaps)
    assert "IHC not recorded: negative 1" in ihc_by_ish(gaps.astype("category")).alt
