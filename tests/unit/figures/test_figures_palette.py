"""The colours of every picture: told apart with and without colour vision, and never by colour alone."""

from itertools import combinations, pairwise

import numpy as np
import pytest

from her2lessons import cohorts
from her2lessons.figures import palette
from her2lessons.guidelines.result import CATEGORIES

# Severity 1.0 matrices of Machado, Oliveira and Fernandes 2009, A Physiologically-based Model for
# Simulation of Color Vision Deficiency (doi 10.1109/TVCG.2009.113); they apply to linear RGB.
VISION = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
LEAST_DISTANCE = 20.0
"""CIE76 distance every pair must keep; 2.3 is just noticeable side by side, 20 is plain at a glance."""

OKABE_ITO = {"#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    xyz = to_xyz @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, other: str) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    dark, light = sorted((float(weights @ linear(one)), float(weights @ linear(other))))
    return (light + 0.05) / (dark + 0.05)


def test_every_category_of_the_rule_has_a_look_in_the_same_order():
    assert tuple(palette.CATEGORY_LOOKS) == CATEGORIES


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("pair", list(combinations(CATEGORIES, 2)), ids=lambda pair: " / ".join(pair))
def test_two_categories_differ_in_colour_for_every_kind_of_colour_vision(vision, pair):
    one, other = (lab(VISION[vision] @ linear(palette.look(category).colour)) for category in pair)
    assert np.linalg.norm(one - other) >= LEAST_DISTANCE


TOGETHER = {
    "curves": [line.colour for line in palette.LINES],
    "subgroups": [line.colour for line in palette.SUBGROUP_LINES.values()],
    "arms of a trial": [line.colour for line in palette.ARM_LINES.values()],
    "people": [palette.AFFECTED, palette.SPARED, palette.ADDED, palette.UNAFFECTED],
}
"""Colours that stand in one picture beside each other and mean different things."""


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("colours", TOGETHER.values(), ids=TOGETHER.keys())
def test_colours_of_one_picture_differ_for_every_kind_of_colour_vision(vision, colours):
    for one, other in combinations(colours, 2):
        distance = np.linalg.norm(lab(VISION[vision] @ linear(one)) - lab(VISION[vision] @ linear(other)))
        assert distance >= LEAST_DISTANCE, (one, other)


LEAST_STEP = 5.0
"""CIE lightness between one stage and the next: they are ordered and named in their cells."""


@pytest.mark.parametrize("vision", VISION)
def test_each_higher_stage_is_plainly_darker_for_every_kind_of_colour_vision(vision):
    lightness = [lab(VISION[vision] @ linear(shade))[0] for shade in palette.STAGE_SHADES.values()]
    assert all(lower - higher >= LEAST_STEP for lower, higher in pairwise(lightness))


@pytest.mark.parametrize("vision", VISION)
def test_more_in_a_cell_is_darker_for_every_kind_of_colour_vision(vision):
    lightness = [lab(VISION[vision] @ linear(palette.blend(share / 10)))[0] for share in range(11)]
    assert all(lower > higher for lower, higher in pairwise(lightness))


@pytest.mark.parametrize("colour", [*TOGETHER["curves"], palette.AFFECTED, palette.SPARED, palette.ADDED])
def test_lines_and_people_stand_out_from_the_ground(colour):
    assert contrast(colour, palette.GROUND) >= 3


def test_no_two_curves_share_a_colour_dashes_or_a_marker():
    for feature in ("colour", "dashes", "marker"):
        assert len({getattr(line, feature) for line in palette.LINES}) == len(palette.LINES)


def test_no_curve_takes_the_colour_of_low_ultralow_or_null_and_vermillion_stays_with_her2_positive():
    colours = {line.colour for line in palette.LINES}
    assert not colours & {palette.look(name).colour for name in ("HER2-low", "HER2-ultralow", "HER2-null")}
    assert palette.SUBGROUP_LINES["HR-/HER2+"].colour == palette.look("HER2-positive").colour


def test_a_known_curve_looks_the_same_beside_whatever_others():
    for name, line in {**palette.SUBGROUP_LINES, **palette.ARM_LINES}.items():
        assert palette.line_looks([name])[name] == line
        assert palette.line_looks(["some arm", "some other", name])[name] == line


@pytest.mark.parametrize(
    "labels",
    [
        list("abcdef"),
        ["experimental", "HR-/HER2-", "control"],
        ["a", *palette.SUBGROUP_LINES],
        ["control", "experimental", *palette.SUBGROUP_LINES][:6],
    ],
)
def test_no_two_curves_of_a_picture_look_alike(labels):
    looks = palette.line_looks(labels)
    assert list(looks) == labels
    assert len(set(looks.values())) == len(labels)


def test_more_curves_than_looks_are_refused():
    with pytest.raises(
        ValueError, match=r"7 curves cannot be told apart in one picture; 6 can\. Draw fewer\."
    ):
        palette.line_looks(list("abcdefg"))


def test_the_subgroups_are_those_of_the_life_table():
    assert set(palette.SUBGROUP_LINES) == set(cohorts.metabric_life_table()["subgroup"])


@pytest.mark.parametrize("ground", palette.STAGE_SHADES.values(), ids=palette.STAGE_SHADES.keys())
def test_a_stage_reads_on_its_ground(ground):
    assert contrast(palette.ink_on(ground), ground) >= 4.5


def test_the_measure_itself_sees_red_and_green_fall_together():
    red, green = "#b34d00", "#6b7000"
    seen = {
        name: float(np.linalg.norm(lab(m @ linear(red)) - lab(m @ linear(green))))
        for name, m in VISION.items()
    }
    assert seen["all cones"] > 2 * seen["deuteranopia"]


def test_no_two_categories_share_a_hatch_a_marker_or_a_symbol():
    looks = list(palette.CATEGORY_LOOKS.values())
    for feature in ("colour", "hatch", "marker", "symbol"):
        assert len({getattr(look, feature) for look in looks}) == len(looks)


def test_the_four_answers_are_okabe_ito_colours_and_the_two_open_ones_are_greys():
    colours = [palette.look(category).colour for category in CATEGORIES]
    assert set(colours[:4]) <= OKABE_ITO
    for grey in colours[4:]:
        assert np.ptp([int(grey[i : i + 2], 16) for i in (1, 3, 5)]) <= 24


def test_text_reads_on_every_ground_it_is_put_on():
    grounds = [
        palette.GROUND,
        palette.ROW_TINT,
        *palette.RESULT_TINTS.values(),
        *(palette.blend(i / 20) for i in range(21)),
    ]
    for ground in grounds:
        assert contrast(palette.INK, ground) >= 4.5
    for ground in (palette.GROUND, palette.ROW_TINT):
        assert contrast(palette.FAINT, ground) >= 4.5


def test_shades_run_from_one_end_to_the_other():
    assert (palette.blend(0), palette.blend(1)) == palette.SHADES


def test_an_unknown_category_is_refused_with_the_ones_there_are():
    with pytest.raises(ValueError, match="There is no category 'HER2-high'") as caught:
        palette.look("HER2-high")
    assert all(repr(category) in str(caught.value) for category in CATEGORIES)
