"""Survival and cumulative incidence: an honest axis, the number at risk under it, every value spoken."""

import re
from types import SimpleNamespace

import numpy as np
import pytest
from svg_text import places, words

from her2lessons import cohorts
from her2lessons.figures import cumulative_incidence, survival
from her2lessons.figures.palette import LINES, SUBGROUP_LINES
from her2lessons.models import survival as estimate


def curve(**changes) -> SimpleNamespace:
    arrays = {
        "months": [0, 12, 24, 36],
        "survival": [1.0, 0.9, 0.5, 0.25],
        "low": [1.0, 0.8, 0.4, 0.1],
        "high": [1.0, 0.95, 0.6, 0.4],
        "at_risk": [1200, 90, 40, 7],
    }
    return SimpleNamespace(**{name: np.array(values) for name, values in {**arrays, **changes}.items()})


def incidence(**changes) -> SimpleNamespace:
    arrays = {
        "months": [0, 12, 24],
        "incidence": [0.0, 0.1, 0.3],
        "low": [0.0, 0.05, 0.2],
        "high": [0.0, 0.2, 0.4],
    }
    return SimpleNamespace(**{name: np.array(values) for name, values in {**arrays, **changes}.items()})


def heights(svg: str, colour: str) -> list[float]:
    """How far down each point of the line of a colour lies."""
    line = rf'<path d="([^"]*)"[^>]*style="fill: none;[^"]*stroke: {colour}; stroke-width: 2.2'
    path = re.search(line, svg)
    return [float(down) for down in re.findall(r"[ML] [\d.]+ ([\d.]+)", path.group(1))]


def test_the_axis_runs_from_0_to_1_and_the_line_goes_down_in_steps_to_scale():
    svg = survival({"all": curve()}, title="T").svg
    marks: dict[str, float] = {}
    for text, across, down in places(svg):
        if text in ("0", "0.2", "0.8", "1") and across < 120:
            marks[text] = min(down, marks.get(text, down))  # the 0 of the months lies lower
    assert set(marks) == {"0", "0.2", "0.8", "1"}
    unit = marks["0"] - marks["1"]
    down = heights(svg, SUBGROUP_LINES["all"].colour)
    assert sorted({round((height - down[0]) / unit, 3) for height in down}) == [0.0, 0.1, 0.5, 0.75]
    # A step keeps its height until the next month: each height but the first and last comes twice or more.
    assert all(down.count(height) >= 2 for height in set(down))


def test_the_number_at_risk_stands_under_its_tick():
    svg = survival({"one": curve(), "two": curve(at_risk=[800, 61, 33, 5])}, title="T", unit="months").svg
    found = places(svg)
    ticks = {text: across for text, across, _ in found if text in ("12", "24", "36")}
    for numbers in (("90", "40", "7"), ("61", "33", "5")):
        for tick, number in zip(("12", "24", "36"), numbers, strict=True):
            assert any(text == number and across == pytest.approx(ticks[tick]) for text, across, _ in found)
    assert {"Number at risk", "1,200", "800"} <= set(words(svg))


def test_between_two_noted_months_the_number_at_risk_is_that_of_the_next():
    svg = survival({"one": curve(months=[0, 13, 23, 36])}, title="T", unit="months").svg
    assert {"90", "40", "7"} <= set(words(svg))  # at 12 months 90, those still followed at 13


def test_beyond_the_end_of_a_curve_there_is_no_number():
    picture = survival({"short": curve(), "long": curve(months=[0, 12, 24, 72])}, title="T")
    assert "–" in words(picture.svg)
    assert (
        "short: 1.00, 0.90, 0.50, 0.25; confidence band at 3 years 0.10 to 0.40; at risk 1,200, 90, 40, 7."
        in (picture.alt)
    )


def test_the_alternative_text_gives_values_band_and_numbers_at_each_tick():
    picture = survival({"all": curve()}, title="T", end="breast cancer survival", since="diagnosis")
    assert picture.alt == (
        "Breast cancer survival, as a share from 0 to 1, at 0, 1, 2, 3 years since diagnosis. "
        "all: 1.00, 0.90, 0.50, 0.25; confidence band at 3 years 0.10 to 0.40; at risk 1,200, 90, 40, 7."
    )
    assert {"Breast cancer survival", "Years since diagnosis", "Shaded: confidence band."} <= set(
        words(picture.svg)
    )


def test_curves_of_the_models_are_drawn_as_they_come():
    table = cohorts.metabric_life_table()
    found = estimate.actuarial(table[table["subgroup"] == "HR-/HER2+"].drop(columns="subgroup"))
    picture = survival({"HR-/HER2+": found}, title="T", until=120)
    at = list(found.months).index(120)
    assert f"95 % confidence band at 10 years {found.low[at]:.2f} to {found.high[at]:.2f}" in picture.alt
    assert picture.alt.endswith(f"{found.at_risk[at]:,.0f}.")
    assert "127" in words(picture.svg)  # the patients of this subgroup


def test_a_band_is_named_by_the_confidence_of_its_curves_or_by_the_author():
    at_90 = SimpleNamespace(**vars(curve()), level=0.9)
    assert "Shaded: 90 % confidence band." in words(survival({"a": at_90}, title="T").svg)
    assert "Shaded: confidence band." in words(survival({"a": at_90, "b": curve()}, title="T").svg)
    assert "Shaded: range." in words(survival({"a": at_90}, title="T", band="range").svg)


def test_a_curve_that_begins_later_is_1_until_then():
    later = curve(months=[6, 12, 24, 36])
    assert survival({"all": later}, title="T").alt.split("all: ")[1].startswith("1.00, 0.90")
    assert survival({"all": later}, title="T", unit="months").alt.split("at risk ")[1].startswith("1,200")


def test_names_stand_at_the_ends_with_a_line_of_their_own_kind():
    apart = survival({"HR+/HER2-": curve(), "HR-/HER2+": curve(at_risk=[9, 8, 7, 6])}, title="T")
    assert words(apart.svg).count("HR+/HER2-") == 2  # at the end of the line, and beside the numbers
    for name in ("HR+/HER2-", "HR-/HER2+"):
        assert SUBGROUP_LINES[name].colour.lower() in apart.svg.lower()
    assert len(set(re.findall(r"stroke-dasharray: [\d., ]+", apart.svg))) >= 2


def test_the_axis_can_end_earlier():
    picture = survival({"all": curve()}, title="T", until=24)
    assert "at 0, 1, 2 years" in picture.alt
    assert "0.25" not in picture.alt


def test_incidence_rises_from_0_and_shows_people_at_risk_only_where_known():
    plain = cumulative_incidence({"a": incidence()}, title="T", end="died of breast cancer")
    assert plain.alt == (
        "Died of breast cancer, as a share from 0 to 1, at 0, 1, 2 years since the start. "
        "a: 0.00, 0.10, 0.30; confidence band at 2 years 0.20 to 0.40."
    )
    assert "Number at risk" not in words(plain.svg)
    known = cumulative_incidence({"a": incidence(at_risk=[90, 60, 30])}, title="T")
    assert "at risk 90, 60, 30." in known.alt
    assert {"Number at risk", "90", "60", "30"} <= set(words(known.svg))


def test_two_causes_in_the_same_people_share_one_row_of_numbers():
    table = cohorts.metabric_life_table()
    rows = table[table["subgroup"] == "all"].drop(columns="subgroup")
    found = {cause: estimate.life_table_incidence(rows, cause) for cause in ("breast cancer", "other causes")}
    picture = cumulative_incidence(found, title="T")
    assert words(picture.svg).count("1,904") == 1
    assert picture.alt.count("1,904") == 1


@pytest.mark.parametrize(
    ("curves", "said"),
    [
        ([curve()], "Curves are drawn by name, and a list has no names."),
        ({}, "There is nothing to draw: no curve was given."),
        ({"": curve()}, "A curve is named ''. Give every curve a name in words."),
        ({3: curve()}, "A curve is named 3."),
        (
            {"a": SimpleNamespace(months=[0, 1])},
            "The curve 'a' has no survival and no low and no high and no at_risk.",
        ),
        ({"a": curve(low=[1.0, 0.8])}, "different lengths: months 4, survival 4, low 2, high 4, at_risk 4."),
        ({"a": curve(months=[], survival=[], low=[], high=[], at_risk=[])}, "The curve 'a' is empty."),
        ({"a": curve(months=[0, 24, 12, 36])}, "The months of the curve 'a' do not rise from 0 on."),
        ({"a": curve(months=[-1, 12, 24, 36])}, "do not rise from 0 on. Sort them, each once."),
        ({"a": curve(months=[0, 12, 12, 36])}, "do not rise from 0 on."),
        (
            {"a": curve(survival=[1, 0.9, 0.95, 0.4], high=[1, 1, 1, 1])},
            "'a' rises from 0.9 to 0.95. It never rises",
        ),
        ({"a": curve(survival=[1, 0.9, float("nan"), 0.2])}, "survival of the curve 'a' holds nan."),
        (
            {"a": curve(high=[1, 1, 1, float("inf")])},
            "high of the curve 'a' holds inf. Give finite numbers only.",
        ),
        ({"a": curve(survival=[100.0, 90.0, 50.0, 25.0])}, "holds 100.0. A share lies between 0 and 1."),
        (
            {"a": curve(low=[1, 0.8, 0.55, 0.1])},
            "runs from 0.55 to 0.6 around 0.5. It must hold its own value",
        ),
        ({"a": curve(at_risk=[9, 8, 7, -1])}, "at_risk of the curve 'a' holds -1.0. Give whole numbers"),
        ({"a": curve(at_risk=[9, 8.5, 7, 6])}, "at_risk of the curve 'a' holds 8.5."),
        (
            {"a": curve(months=["0", "1", "2", "3"])},
            "months of the curve 'a' holds '0'. Give finite numbers only.",
        ),
        (
            {"a": SimpleNamespace(**{**vars(curve()), "months": 7})},
            "months of the curve 'a' is 7. Give an array",
        ),
        (
            {"a": curve(months=[0], survival=[1], low=[1], high=[1], at_risk=[5])},
            "The curve 'a' ends at month 0. Give at least one month above 0.",
        ),
        ({str(place): curve() for place in range(7)}, "7 curves cannot be told apart in one picture; 6 can."),
    ],
)
def test_curves_that_cannot_be_are_refused_in_one_sentence(curves, said):
    with pytest.raises(ValueError) as caught:
        survival(curves, title="T")
    assert said in str(caught.value)


def test_incidence_that_falls_is_refused():
    with pytest.raises(
        ValueError, match=r"incidence of the curve 'a' falls from 0\.3 to 0\.2\. It never falls"
    ):
        cumulative_incidence(
            {"a": incidence(incidence=[0, 0.3, 0.2], low=[0, 0, 0], high=[1, 1, 1])}, title="T"
        )


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"unit": "days"}, "The unit of the axis is 'days'; it must be 'years' or 'months'."),
        ({"unit": ["years"]}, "The unit of the axis is"),
        ({"until": 0}, "until is 0. Give the month where the axis ends: a number above 0."),
        ({"until": float("nan")}, "until is nan."),
        ({"until": "120"}, "until is '120'."),
        ({"until": True}, "until is True."),
    ],
)
def test_an_axis_that_cannot_be_is_refused(how, said):
    with pytest.raises(ValueError) as caught:
        survival({"a": curve()}, title="T", **how)
    assert said in str(caught.value)


def test_no_two_lines_share_dashes_or_a_marker():
    assert len({line.dashes for line in LINES}) == len({line.marker for line in LINES}) == len(LINES)


def test_two_groups_that_happen_to_have_the_same_numbers_keep_a_row_each():
    picture = survival({"one": curve(), "two": curve()}, title="T")
    assert words(picture.svg).count("1,200") == 2
    assert picture.alt.count("at risk 1,200") == 2
