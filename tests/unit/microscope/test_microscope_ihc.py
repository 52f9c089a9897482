"""IHC fields: the truth is what was asked for, and only whole invasive tumour cells make it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.guidelines import ihc
from her2lessons.microscope import FLAWS, ihc_field
from her2lessons.microscope.field import CELL_COLUMNS
from her2lessons.microscope.ihc import cell_table, ihc_plan
from her2lessons.microscope.patterns import PATTERNS, nearest, reading
from her2lessons.microscope.tissue import MICROMETRES_PER_PIXEL, SPACINGS, TISSUES, cell_count, lay_out

KINDS = {
    "intense complete": "intense_complete",
    "weak to moderate complete": "weak_moderate_complete",
    "moderate to intense incomplete": "moderate_intense_incomplete",
    "faint incomplete": "faint_incomplete",
}


def percents_of(cells):
    """Count the percentages in a table of cells, apart from the code that planned them."""
    scored = cells[cells["scored"]]
    return {name: 100 * int((scored["pattern"] == kind).sum()) / len(scored) for kind, name in KINDS.items()}


def test_500_seeds_of_every_score_have_it_as_their_truth_by_its_usual_pattern():
    for seed in range(500):
        for score in ihc.SCORES:
            plan = ihc_plan(score, seed=seed)
            assert (plan.truth.score, plan.truth.unusual) == (score, False), (score, seed)
            assert plan.tissue.scored.sum() == 200, seed


@pytest.mark.parametrize("magnification", SPACINGS)
@pytest.mark.parametrize("heterogeneous", [False, True])
@pytest.mark.parametrize("size", [256, 300, 512])
def test_every_way_to_ask_earns_the_score(magnification, heterogeneous, size):
    for seed in range(40):
        for score in ihc.SCORES[1:]:
            ask = {"size": size, "magnification": magnification, "heterogeneous": heterogeneous}
            plan = ihc_plan(score, seed=seed, **ask)
            assert (plan.truth.score, plan.truth.unusual) == (score, False)


def test_at_40x_100_cells_are_scored_and_at_20x_200():
    for seed in range(200):
        assert ihc_plan(seed=seed, magnification=40).tissue.scored.sum() == 100, seed
    assert [cell_count(1024, 20), cell_count(2048, 20), cell_count(256, 20)] == [800, 3700, 50]


@pytest.mark.parametrize("magnification", SPACINGS)
@pytest.mark.parametrize(
    ("asked", "score", "unusual"),
    [
        ({"intense_complete": 9}, "2+", True),
        ({"intense_complete": 10}, "2+", True),
        ({"intense_complete": 11}, "3+", False),
        ({"weak_moderate_complete": 9}, "2+", True),
        ({"weak_moderate_complete": 10}, "2+", True),
        ({"weak_moderate_complete": 11}, "2+", False),
        ({"intense_complete": 5, "weak_moderate_complete": 5}, "2+", True),
        ({"intense_complete": 5, "weak_moderate_complete": 6}, "2+", True),
        ({"intense_complete": 10, "weak_moderate_complete": 60}, "2+", False),
        ({"moderate_intense_incomplete": 9}, "2+", True),
        ({"moderate_intense_incomplete": 10, "faint_incomplete": 11}, "1+", True),
        ({"moderate_intense_incomplete": 11, "faint_incomplete": 80}, "2+", True),
        ({"faint_incomplete": 9}, "0+", False),
        ({"faint_incomplete": 10}, "0+", False),
        ({"faint_incomplete": 11}, "1+", False),
        ({"faint_incomplete": 100}, "1+", False),
        ({"faint_incomplete": 1}, "0+", False),
        ({}, "0 absent", False),
    ],
)
def test_exact_percentages_are_met_exactly_on_both_sides_of_every_line(asked, score, unusual, magnification):
    for seed in range(5):
        plan = ihc_plan(percents=asked, seed=seed, magnification=magnification)
        wanted = {name: asked.get(name, 0) for name in ihc.Percents._fields}
        assert percents_of(cell_table(plan)) == wanted
        assert (plan.truth.score, plan.truth.unusual) == (score, unusual)


@st.composite
def four_percentages(draw):
    cuts = sorted(draw(st.lists(st.floats(0, 100), min_size=4, max_size=4)))
    return ihc.Percents(*(upper - lower for lower, upper in zip([0, *cuts], cuts, strict=False)))


@given(four_percentages(), st.sampled_from([10, 20, 50, 100, 200]))
@settings(max_examples=300, deadline=None)
def test_whole_cells_never_change_the_score_that_percentages_have(percents, cells):
    wanted = ihc.score(*percents)
    try:
        counts = nearest(percents, cells)
    except ValueError as refused:
        assert "ask for a larger size or for rounder figures" in str(refused)  # noqa: PT017
        return
    assert sum(counts) == cells
    assert min(counts) >= 0
    assert (reading(counts).score, reading(counts).unusual) == (wanted.score, wanted.unusual)
    for kind, name in KINDS.items():
        assert abs(counts[PATTERNS.index(kind)] - getattr(percents, name) * cells / 100) <= 1


def test_percentages_that_whole_cells_cannot_show_are_refused():
    with pytest.raises(ValueError, match=r"cannot be drawn with the 10 cells .* leaving their score, 2\+"):
        nearest(ihc.Percents(1e-8, 0, 0, 100), 10)


def test_the_truth_is_the_score_of_the_scored_cells_alone():
    shown = ihc_field("1+", seed=4)
    assert shown.truth == ihc.score(**percents_of(shown.cells))
    everyone = shown.cells[shown.cells["pattern"] == "intense complete"]
    assert len(everyone) > 10
    assert not everyone["scored"].any()


def test_only_whole_invasive_cells_are_scored_and_decoys_are_there():
    seen = set()
    for seed in range(30):
        plan = ihc_plan("0 absent", seed=seed)
        cells = cell_table(plan)
        seen |= set(cells["tissue"])
        assert set(cells.loc[cells["scored"], "tissue"]) == {"invasive"}
        assert "normal duct" in set(cells["tissue"])
        others = cells[cells["tissue"].isin(["normal duct", "lymphocyte", "stroma", "invasive"])]
        assert set(others["pattern"]) == {"none"}
        in_situ = cells[(cells["tissue"] == "in situ") & (cells["pattern"] != "none")]
        assert len(in_situ) == 0 or (in_situ["pattern"] == "intense complete").mean() > 0.5
    assert seen == set(TISSUES)


def test_a_scored_cell_lies_wholly_in_the_field_and_not_under_the_control_strip():
    cells = ihc_field("2+", seed=6).cells
    scored = cells[cells["scored"]]
    assert scored[["x", "y"]].min().min() > 13
    assert scored[["x", "y"]].max().max() < 512 - 13
    assert not ((scored["x"] < 138) & (scored["y"] > 512 - 63)).any()


@pytest.mark.parametrize("score", ihc.SCORES)
def test_completeness_and_intensity_say_what_the_pattern_says(score):
    cells = ihc_field(score, seed=2).cells
    for pattern, group in cells.groupby("pattern"):
        complete, dark = group["completeness"], group["intensity"]
        assert complete.between(0, 1).all()
        assert dark.between(0, 1).all()
        assert (complete == 0).all() == (pattern == "none")
        assert (complete == 1).all() == pattern.endswith(" complete")
    mean = cells.groupby("pattern")["intensity"].mean()
    ladder = [name for name in PATTERNS if name in mean.index]
    assert mean[ladder].is_monotonic_increasing


def test_a_clone_lies_together_and_scattered_cells_do_not():
    def apart(heterogeneous):
        spread = []
        for seed in range(10):
            cells = cell_table(ihc_plan("3+", seed=seed, heterogeneous=heterogeneous))
            strong = cells[(cells["pattern"] == "intense complete") & cells["scored"]]
            spread.append(np.hypot(strong["x"].std(), strong["y"].std()))
        return np.mean(spread)

    assert apart(True) < 0.75 * apart(False)


@pytest.mark.parametrize("flaw", FLAWS["ihc"])
def test_a_field_with_a_flaw_has_no_truth_and_still_its_cells(flaw):
    shown = ihc_field("1+", seed=3, size=256, flaw=flaw)
    assert shown.truth is None
    assert shown.must_be_rejected
    assert shown.flaw == flaw
    assert shown.cells["scored"].any()


def test_ducts_stain_only_where_that_is_the_flaw():
    def stained(flaw):
        cells = cell_table(ihc_plan("1+", seed=3, flaw=flaw))
        return set(cells.loc[cells["tissue"] == "normal duct", "pattern"])

    assert stained(None) == {"none"}
    assert stained("controls") == {"none"}
    assert "intense complete" in stained("ducts stain")


def test_failed_controls_fail_in_both_ways_and_others_do_not():
    assert {ihc_plan(seed=seed, flaw="controls").controls for seed in range(20)} == {
        "no stain",
        "all stained",
    }
    assert {ihc_plan(seed=seed).controls for seed in range(20)} == {"right"}


def test_the_table_has_the_agreed_columns_and_outlines_around_the_centres():
    shown = ihc_field("2+", seed=1)
    assert tuple(shown.cells.columns) == CELL_COLUMNS
    assert shown.micrometres_per_pixel == MICROMETRES_PER_PIXEL[20]
    for cell in shown.cells[shown.cells["scored"]].itertuples():
        corners = np.array(cell.outline)
        assert corners.shape == (14, 2)
        distance = np.hypot(*(corners - (cell.x, cell.y)).T)
        assert distance.max() < 20
        assert distance.mean() > 0.5 * cell.radius


def test_the_description_tells_what_lies_there_and_not_the_answer():
    for seed in range(12):
        for score in ("0 absent", "3+"):
            told = ihc_field(score, seed=seed, size=256).description
            assert told == ihc_field("1+", seed=seed, size=256).description
            for word in ("in situ", "in-situ", "score", "absent", "percent", "%", "reject"):
                assert word not in told, word


@pytest.mark.parametrize(
    ("flaw", "words"),
    [
        ("ducts stain", "they show strong brown all around the membrane"),
        ("artefact", "Over most of the field the tissue is drawn out"),
        (None, "those known to be 3+ show brown membranes, those known to be 0 show no brown"),
    ],
)
def test_the_description_lets_a_reader_see_why_a_field_is_rejected(flaw, words):
    assert words in ihc_field("2+", seed=1, flaw=flaw).description


def test_the_description_of_failed_controls_says_how_they_look():
    told = {ihc_field("2+", seed=seed, size=256, flaw="controls").description[-83:] for seed in range(8)}
    assert all(("show no brown, those" in one) or one.endswith("show brown membranes.") for one in told)
    assert len(told) == 2


def test_without_score_or_percents_a_field_is_2():
    assert ihc_plan().truth.score == "2+"
    assert ihc_plan(percents=ihc.Percents(11, 0, 0, 0)).truth.score == "3+"


def test_the_score_does_not_move_the_tissue():
    strong, none = ihc_plan("3+", seed=8), ihc_plan("0 absent", seed=8)
    assert strong.tissue is none.tissue
    assert strong.tissue is lay_out(8, 512, 20)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (
            {"score": "4+"},
            r'^score must be one of "0 absent", "0\+", "1\+", "2\+", "3\+", not \'4\+\'',
        ),
        ({"score": "0"}, "score must be one of"),
        ({"score": 3}, "score must be one of .* not 3: write it with its sign, as text"),
        ({"score": True}, "score must be one of"),
        ({"score": float("nan")}, "score must be one of"),
        ({"score": "2+", "percents": {"faint_incomplete": 5}}, "both were given: leave one of them out"),
        ({"percents": 11}, "percents must name percentages of intense_complete, .* not 11"),
        ({"percents": {"faint": 11}}, "percents names 'faint', which is no kind of staining; use"),
        ({"percents": {3: 11}}, "percents names 3, which is no kind of staining"),
        (
            {"percents": {"faint_incomplete": 101}},
            "faint_incomplete must be a percentage from 0 to 100, not",
        ),
        ({"percents": {"faint_incomplete": -1}}, "faint_incomplete must be a percentage from 0 to 100"),
        ({"percents": {"faint_incomplete": float("nan")}}, "faint_incomplete must be a percentage"),
        ({"percents": {"faint_incomplete": True}}, "faint_incomplete must be a percentage"),
        ({"percents": {"faint_incomplete": "11"}}, "faint_incomplete must be a percentage"),
        ({"percents": {"faint_incomplete": 60, "intense_complete": 41}}, "add up to 101"),
        ({"size": 20}, "size must be a whole number from 256 to 2,048, not 20: use 512"),
        ({"size": 20_000}, "size must be a whole number from 256 to 2,048, not 20000: use 512"),
        ({"seed": -1}, "seed must be a whole number from 0"),
        ({"seed": True}, "seed must be a whole number from 0"),
        ({"magnification": 10}, "magnification must be a whole number from 20 to 40, not 10: give 20"),
        ({"magnification": 30}, "magnification must be 20 or 40, not 30: give 20"),
        ({"magnification": "20x"}, "magnification must be a whole number"),
        ({"heterogeneous": "yes"}, "heterogeneous must be True or False, not 'yes': give True"),
        ({"heterogeneous": 1}, "heterogeneous must be True or False"),
        ({"score": "0 absent", "heterogeneous": True}, "needs cells that differ"),
        ({"percents": {"faint_incomplete": 100}, "heterogeneous": True}, "needs cells that differ"),
        (
            {"flaw": "blurred"},
            'flaw must be None or a flaw that .* can show .*, not "blurred"',
        ),
        ({"flaw": "poor resolution"}, "flaw must be None or a flaw"),
        ({"flaw": True}, "flaw must be None or a flaw"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_one_sentence(ask, sentence):
    with pytest.raises(ValueError, match=sentence) as refused:
        ihc_field(**ask)
    assert str(refused.value).endswith(".")
