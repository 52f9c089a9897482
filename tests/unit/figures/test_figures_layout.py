"""Where text stands: nothing lies on anything else, nothing is cut off, in plain and in hard cases."""

from itertools import pairwise
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from svg_text import cut_off, overlapping

from her2lessons import cohorts, evidence
from her2lessons.figures import (
    FlowGroup,
    agreement,
    category_bars,
    cumulative_incidence,
    flow,
    forest,
    icons,
    ihc_by_ish,
    stage_map,
    style,
    survival,
)
from her2lessons.figures.curve_names import spread
from her2lessons.figures.log_axis import around
from her2lessons.models import survival as estimate

LONG = "pertuzumab, trastuzumab and chemotherapy for a whole year of treatment"


def curve(last: float, people: int = 1900) -> SimpleNamespace:
    values = [1.0, (1 + last) / 2, last]
    return SimpleNamespace(
        months=[0.0, 30.0, 60.0],
        survival=values,
        low=[value * 0.9 for value in values],
        high=[min(1.0, value * 1.05) for value in values],
        at_risk=[people, people // 2, people // 3],
    )


def metabric(subgroup: str):
    table = cohorts.metabric_life_table()
    return estimate.actuarial(table[table["subgroup"] == subgroup].drop(columns="subgroup"))


def life(cause: str):
    table = cohorts.metabric_life_table()
    return estimate.life_table_incidence(table[table["subgroup"] == "all"].drop(columns="subgroup"), cause)


SUBGROUPS = ("HR+/HER2-", "HR+/HER2+", "HR-/HER2+", "HR-/HER2-", "all")
SCORES = ["0 absent", "0+", "1+", "2+", "3+"]

HARD = {
    "six curves that end together": lambda: survival(
        {f"curve number {place}": curve(0.5 + place / 1000) for place in range(6)}, title="Close"
    ),
    "curves that end at the floor": lambda: survival(
        {f"arm {place}": curve(0.0) for place in range(5)}, title="Floor", unit="months"
    ),
    "curves that end at the top": lambda: survival(
        {f"arm {place}": curve(1.0) for place in range(5)}, title="Top", unit="months"
    ),
    "long names of curves": lambda: survival({LONG: curve(0.8), f"no {LONG}": curve(0.7)}, title=LONG * 2),
    "METABRIC": lambda: survival(
        {name: metabric(name) for name in SUBGROUPS}, title="METABRIC", until=240, since="diagnosis"
    ),
    "one group, two causes": lambda: cumulative_incidence(
        {"died of breast cancer": life("breast cancer"), "died of other causes": life("other causes")},
        title="Causes",
    ),
    "many trial results": lambda: forest(
        evidence.trials().query("ratio_kind != 'odds ratio'").iloc[::4], title="Many of them"
    ),
    "one trial": lambda: forest(evidence.trials().query("trial == 'KATHERINE'")),
    "long arms in a forest plot": lambda: forest(
        evidence.trials().query("trial == 'KATHERINE'").assign(arm_experimental=LONG, arm_control=LONG + "s")
    ),
    "a thousand people in two groups": lambda: icons(
        100, 1000, what=f"have a recurrence after {LONG}", group=f"no {LONG}", compare={LONG: 40}
    ),
    "a hundred people": lambda: icons(12, what=f"have a recurrence after {LONG}", group=LONG),
    "stages": lambda: stage_map("T4", "N2"),
    "stages with sub-letters": lambda: stage_map("cT4d", "cN1mi", m="cM0(i+)"),
    "agreement on five scores": lambda: agreement(
        pd.DataFrame(123456, index=SCORES, columns=SCORES), row_reader=LONG, column_reader=LONG, kappa=0.5
    ),
    "agreement on eight answers": lambda: agreement(
        pd.DataFrame(1234, index=range(8), columns=range(8)), row_reader="A", column_reader="B"
    ),
    "agreement on two long answers": lambda: agreement(
        pd.DataFrame(1, index=[LONG, "no"], columns=[LONG, "no"]), row_reader="A", column_reader="B"
    ),
    "three arms with long reasons": lambda: flow(
        FlowGroup(
            LONG,
            300,
            {LONG: 30},
            (
                FlowGroup("first", 90, {LONG: 1, "unwell": 2}, (FlowGroup("analysed", 87),)),
                FlowGroup(LONG, 90, {}, (FlowGroup("analysed", 90),)),
                FlowGroup("third", 90),
            ),
        ),
        title=LONG,
    ),
    "bars with a wide title": lambda: category_bars({"HER2-low": 12}, title="WWW MMM " * 20),
    "a count table": lambda: ihc_by_ish(cohorts.tcga_her2()),
}


@pytest.mark.parametrize("draw", HARD.values(), ids=HARD.keys())
def test_no_text_lies_on_another_and_none_is_cut_off(draw):
    svg = draw().svg
    assert overlapping(svg) == []
    assert cut_off(svg) == []


def test_the_check_itself_sees_text_that_overlaps_and_text_that_is_cut_off():
    with style.applied():
        canvas = style.figure(60)
        page = style.page(canvas)
        style.write(page, 20, 30, "one")
        style.write(page, 30, 33, "two")
        style.write(page, 660, 30, "three")
        svg = style.to_svg(canvas)
    assert overlapping(svg) == [("one", "two")]
    assert cut_off(svg) == ["three"]


@given(
    st.lists(st.tuples(st.floats(0, 300), st.integers(1, 3)), min_size=1, max_size=6).map(
        lambda things: sorted(things, key=lambda thing: thing[0])
    )
)
def test_names_are_moved_apart_no_further_than_their_room_and_keep_their_order(things):
    wanted, sizes = [middle for middle, _ in things], [19.0 * lines for _, lines in things]
    middles = spread(wanted, sizes, 0, 300)
    for place in range(len(middles) - 1):
        apart = middles[place + 1] - middles[place]
        assert apart >= (sizes[place] + sizes[place + 1]) / 2 - 1e-9
    assert middles[-1] <= 300
    assert middles[0] >= min(0, 300 - sum(sizes)) - 1e-9


def test_names_with_room_stay_where_they_would_best_be():
    assert spread([10, 100, 200], [19, 19, 19], 0, 300) == [10, 100, 200]


@given(st.floats(0.11, 9.0), st.floats(0.11, 9.0))
def test_a_log_axis_holds_its_points_and_one_and_puts_a_ratio_and_its_inverse_equally_far_from_one(
    one, other
):
    axis = around([one, other], [], 100, 300)
    assert axis.low <= min(one, other)
    assert axis.high >= max(one, other)
    assert axis.low < 1 < axis.high
    assert 1 in axis.ticks()
    assert (one < other) == (axis.place(one) < axis.place(other)) or one == pytest.approx(other)
    if axis.low <= 1 / one <= axis.high:
        assert axis.place(one) - axis.place(1) == pytest.approx(axis.place(1) - axis.place(1 / one))


@given(st.lists(st.floats(0.02, 40), min_size=2, max_size=6))
def test_ticks_of_a_log_axis_rise_and_keep_apart(ends):
    axis = around([0.8], ends, 332, 514)
    middles = [axis.place(tick) for tick in axis.ticks()]
    assert all(later - earlier >= 36 for earlier, later in pairwise(middles))


def test_an_interval_beyond_reason_does_not_stretch_the_axis_but_a_point_does():
    assert (around([0.8], [0.01, 60], 0, 1).low, around([0.8], [0.01, 60], 0, 1).high) == (0.2, 5.0)
    assert around([0.07], [], 0, 1).low == 0.05
    assert around([30.0], [], 0, 1).high == 30.0


@given(st.text("abc W%\u00a0", max_size=80), st.integers(40, 200))
def test_wrapped_lines_fit_and_lose_no_letter(text, width):
    lines = style.wrap(text, width)
    assert all(style.text_width(line) <= width or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_number_stays_with_its_unit_at_a_no_break_space():
    assert style.wrap("the share is 80.8\u00a0% of all", 110) == ("the share is", "80.8 % of all")
