"""FISH fields: what is drawn is what the tables say, and only what may be counted makes the truth."""

import hashlib
import re
import subprocess
import sys

import numpy as np
import pytest

from her2lessons.guidelines import ish
from her2lessons.microscope import fish_nuclei
from her2lessons.microscope.field import NUCLEUS_COLUMNS, SIGNAL_COLUMNS
from her2lessons.microscope.fish import fish_field
from her2lessons.microscope.fish_request import check
from her2lessons.microscope.flaws import FLAWS
from her2lessons.microscope.palettes import CHANNELS, PALETTES, compose

GROUPS = {1: (3.6, 8.5), 2: (2.4, 3.4), 3: (1.6, 6.8), 4: (1.6, 4.8), 5: (1.15, 2.2)}
REASONS = {"overlapping", "truncated", "out of focus", "no signals", "not a tumour cell"}


def counted(field):
    """Count the signals of each nucleus again, from the table of signals."""
    real = field.signals[(field.signals["nucleus"] >= 0) & ~field.signals["split"].astype(bool)]
    table = real.groupby(["nucleus", "probe"]).size().unstack(fill_value=0)
    return table.reindex(index=range(len(field.nuclei)), columns=["her2", "cep17"], fill_value=0)


@pytest.mark.parametrize("distractors", [False, True])
@pytest.mark.parametrize("group", GROUPS)
def test_the_truth_is_what_the_countable_nuclei_show_and_nothing_else(group, distractors):
    for seed in range(3):
        field = fish_field(*GROUPS[group], seed=seed, distractors=distractors)
        assert tuple(field.nuclei) == NUCLEUS_COLUMNS
        assert tuple(field.signals) == SIGNAL_COLUMNS
        countable = field.nuclei[field.nuclei["countable"]]
        assert len(countable) == 20
        assert field.truth.group == group
        assert field.truth == ish.DualProbe.from_counts(
            int(countable["her2"].sum()), int(countable["cep17"].sum()), 20
        )
        assert (field.nuclei[["her2", "cep17"]].to_numpy() == counted(field).to_numpy()).all()
        assert (field.nuclei["countable"] == (field.nuclei["why"] == "")).all()


@pytest.mark.parametrize("nuclei", [1, 3, 20, 40])
def test_distractors_are_listed_with_their_reasons_and_change_no_truth(nuclei):
    plain = fish_field(*GROUPS[4], nuclei=nuclei, seed=7)
    field = fish_field(*GROUPS[4], nuclei=nuclei, seed=7, distractors=True)
    assert field.truth == plain.truth
    assert field.nuclei["countable"].sum() == nuclei
    assert set(field.nuclei["why"]) == REASONS | {""}
    assert plain.nuclei["countable"].all()
    assert (plain.signals["nucleus"] >= 0).all()
    background = field.signals[field.signals["nucleus"] == -1]
    assert len(background) >= 3
    empty = field.nuclei[field.nuclei["why"] == "no signals"]
    assert (empty[["her2", "cep17"]] == 0).all(axis=None)


def shapes(**options):
    asked = {
        "ratio": 1.6,
        "her2_copies": 4.8,
        "nuclei": 20,
        "seed": 0,
        "size": 512,
        "distractors": True,
        "palette": "orange-green",
        "flaw": None,
    }
    return fish_nuclei.nuclei(check(*(asked | options).values()))


@pytest.mark.parametrize(
    "options",
    [{"seed": seed} for seed in range(6)]
    + [
        {"nuclei": 48},
        {"nuclei": 60, "size": 700},
        {"nuclei": 1},
        {"nuclei": 20, "size": 256, "distractors": False},
    ],
)
def test_nuclei_to_be_counted_lie_whole_and_apart_and_the_others_are_what_their_reason_says(options):
    drawn, size = shapes(**options), options.get("size", 512)
    around = np.linspace(0, 2 * np.pi, 90)
    for one, why in enumerate(drawn.why):
        x, y = drawn.points(one, around, 1.0)
        whole = min(x.min(), y.min()) >= 0 and max(x.max(), y.max()) <= size - 1
        assert whole != (why == "truncated")
        touched = [
            other for other in range(len(drawn)) if other != one and (drawn.depth(other, x, y) < 1).any()
        ]
        assert bool(touched) == (why == "overlapping")
        assert all(drawn.why[other] == "overlapping" for other in touched)


def test_background_spots_lie_outside_every_nucleus_and_signals_inside_theirs():
    field, drawn = fish_field(1.6, 4.8, seed=3, distractors=True), shapes(seed=3)
    for dot in field.signals.itertuples():
        place = np.array([dot.x]), np.array([dot.y])
        if dot.nucleus == -1:
            assert min(drawn.depth(n, *place)[0] for n in range(len(drawn))) > 1
        else:
            assert drawn.depth(dot.nucleus, *place)[0] < 1


def test_a_split_signal_is_two_close_dots_and_others_of_its_probe_are_farther_away():
    nearest, splits = [], []
    for seed in range(6):
        signals = fish_field(*GROUPS[4], seed=seed).signals
        alone = signals[signals["cluster"] == -1]
        for _, dots in alone.groupby(["nucleus", "probe"]):
            places = dots[["x", "y"]].to_numpy()
            apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
            np.fill_diagonal(apart, np.inf)
            split = dots["split"].to_numpy(dtype=bool)
            splits += apart[split].min(axis=1, initial=np.inf).tolist()
            kept = apart[~split][:, ~split]
            nearest += kept.min(axis=1, initial=np.inf).tolist()
    assert len(splits) > 10
    assert np.quantile(nearest, 0.02) > 1.5 * np.median(splits)


def test_nuclei_with_many_her2_signals_show_clusters_and_others_do_not():
    amplified, normal = fish_field(6, 14, seed=1), fish_field(*GROUPS[5], seed=1)
    in_clusters = amplified.signals["cluster"] >= 0
    assert in_clusters.sum() > 0.4 * amplified.nuclei["her2"].sum()
    assert set(amplified.signals[in_clusters]["probe"]) == {"her2"}
    assert (normal.signals["cluster"] == -1).all()


def test_a_palette_changes_colours_and_nothing_else():
    orange, magenta = (fish_field(2.4, 5, seed=4, distractors=True, palette=name) for name in PALETTES)
    assert orange.truth == magenta.truth
    assert orange.nuclei.equals(magenta.nuclei)
    assert orange.signals.equals(magenta.signals)
    for name in CHANNELS:
        assert np.array_equal(orange.channels[name], magenta.channels[name])
    assert not np.array_equal(orange.image, magenta.image)
    assert re.sub("orange-red|green", "", orange.description) == re.sub(
        "magenta|cyan", "", magenta.description
    )


def test_the_image_is_made_of_its_channels_and_each_can_be_shown_alone():
    field = fish_field(2.4, 5, seed=4)
    assert tuple(field.channels) == CHANNELS
    assert np.array_equal(compose(field.channels, field.palette), field.image)
    alone = compose(field.channels, "orange-green", ("cep17",))
    brightest = np.unravel_index(np.argmax(field.channels["cep17"]), alone.shape[:2])
    red, green, _ = alone[brightest]
    assert green > 2 * red.astype(int)
    with pytest.raises(ValueError, match="read-only"):
        field.channels["her2"][0, 0] = 1


def test_the_same_seed_gives_the_same_bytes_in_another_process_and_another_seed_another_field():
    asked = "fish_field(2.4, 5, nuclei=8, seed=11, size=256, distractors=True)"
    program = (
        "import hashlib; from her2lessons.microscope.fish import fish_field; "
        f"f = {asked}; print(hashlib.sha256(f.image.tobytes() + f.signals.to_csv().encode()).hexdigest())"
    )
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    here = fish_field(2.4, 5, nuclei=8, seed=11, size=256, distractors=True)
    digest = hashlib.sha256(here.image.tobytes() + here.signals.to_csv().encode()).hexdigest()
    assert printed.stdout.strip() == digest
    other = fish_field(2.4, 5, nuclei=8, seed=12, size=256, distractors=True)
    assert not np.array_equal(here.image, other.image)


@pytest.mark.parametrize("flaw", FLAWS["fish"])
def test_a_field_to_be_rejected_has_no_truth_and_looks_it(flaw):
    plain, field = fish_field(*GROUPS[4], seed=6), fish_field(*GROUPS[4], seed=6, flaw=flaw)
    assert field.truth is None
    assert field.flaw == flaw
    assert len(field.description) > len(plain.description)
    assert not np.array_equal(field.image, plain.image)


def test_autofluorescence_lifts_the_ground_to_where_signals_drown():
    plain, field = (fish_field(*GROUPS[4], seed=6, flaw=flaw) for flaw in (None, "autofluorescence"))
    for probe in ("her2", "cep17"):
        assert np.median(field.channels[probe]) > 5 * np.median(plain.channels[probe])


def test_poor_resolution_leaves_no_sharp_edge_of_a_nucleus():
    plain, field = (fish_field(*GROUPS[4], seed=6, flaw=flaw) for flaw in (None, "poor resolution"))
    steepest = []
    for one in (plain, field):
        # Averaged over small squares, so that noise makes no edges.
        calm = one.channels["dapi"].reshape(128, 4, 128, 4).mean(axis=(1, 3))
        steepest.append(np.quantile(np.abs(np.diff(calm, axis=0)), 0.98))
    assert steepest[1] < 0.5 * steepest[0]


@pytest.mark.parametrize("nuclei", [1, 5, 20])
def test_over_cytoplasm_means_more_than_the_tolerated_tenth_of_the_signals(nuclei):
    signals = fish_field(*GROUPS[4], nuclei=nuclei, seed=6, flaw="over cytoplasm").signals
    assert 0.15 < (signals["nucleus"] == -1).mean() < 0.45


def test_cannot_be_scored_means_that_more_than_a_quarter_of_the_dots_have_no_bright_middle():
    shares = []
    for flaw in (None, "cannot be scored"):
        field = fish_field(*GROUPS[5], seed=6, flaw=flaw)
        middles = [
            field.channels[dot.probe][round(dot.y), round(dot.x)] for dot in field.signals.itertuples()
        ]
        shares.append(np.mean(np.array(middles) < 110))
    assert shares[0] < 0.02
    assert shares[1] > 0.25


def test_control_cells_have_two_signals_of_each_probe_unless_they_are_the_flaw():
    right, wrong = (
        fish_field(*GROUPS[4], seed=6, distractors=True, flaw=flaw).nuclei.tail(3)
        for flaw in (None, "controls")
    )
    assert not right["countable"].any()
    assert (right[["her2", "cep17"]] == 2).all(axis=None)
    assert (wrong[["her2", "cep17"]] == 0).all(axis=None)


def test_the_description_gives_no_group_away():
    fields = [fish_field(*GROUPS[group], seed=1, distractors=True) for group in GROUPS]
    told = {field.description for field in fields}
    assert len(told) == 1
    words = told.pop()
    assert not re.search("amplif|ratio|group|reject|cluster", words)
    # The only number is the width of the field.
    numbers = re.findall(r"\b\d+", words.replace("chromosome 17", ""))
    assert numbers == [f"{512 * fields[0].micrometres_per_pixel:.0f}"]


def test_the_scale_makes_a_usual_nucleus_eleven_micrometres_wide():
    for size in (256, 512, 1024):
        field = fish_field(2.4, 5, nuclei=9, size=size, seed=2)
        across = (field.nuclei["radius_x"] + field.nuclei["radius_y"]).mean() * field.micrometres_per_pixel
        assert across == pytest.approx(11, rel=0.1)


def test_ten_fields_add_less_than_a_megabyte():
    media, file = fish_field(3.6, 8.5, seed=1, distractors=True).encoded()
    assert media.startswith("image/")
    assert len(file) < 75_000


REFUSED = [
    (
        {"ratio": 3, "her2_copies": 1},
        "A ratio of 3 with 1 HER2 copies needs 0.33 CEP17 signals in each nucleus, and only 1 to 8 can be "
        "drawn: ask for a ratio from 0.13 to 1 with these copies.",
    ),
    (
        {"ratio": 0.5, "her2_copies": 12},
        "A ratio of 0.5 with 12 HER2 copies needs 24.00 CEP17 signals in each nucleus, and only 1 to 8 can "
        "be drawn: ask for a ratio from 1.5 to 12 with these copies.",
    ),
    (
        {"her2_copies": 40},
        "her2_copies must be from 1 to 30 signals per nucleus, not 40: ask for a figure that can be drawn "
        "and counted.",
    ),
    ({"her2_copies": 0.5}, "her2_copies must be from 1 to 30 signals per nucleus, not 0.5: ask for"),
    (
        {"ratio": -2},
        "ratio must be a number above 0, not -2. Check the figure; a test that could not be read is rejected "
        "instead.",
    ),
    ({"ratio": 0}, "ratio must be a number above 0, not 0."),
    ({"ratio": float("nan")}, "ratio must be a number above 0, not nan."),
    ({"ratio": True}, "ratio must be a number above 0, not True. Give it as a number"),
    ({"ratio": "2.4"}, "ratio must be a number above 0, not '2.4'. Give it as a number"),
    ({"her2_copies": float("inf")}, "her2_copies must be a number above 0, not inf."),
    ({"her2_copies": None}, "her2_copies must be a number above 0, not None."),
    (
        {"nuclei": 0},
        "nuclei must be a whole number from 1 to 60, not 0: a count that is reported needs at least 20 "
        "nuclei.",
    ),
    ({"nuclei": 61}, "nuclei must be a whole number from 1 to 60, not 61:"),
    ({"nuclei": 2.5}, "nuclei must be a whole number from 1 to 60, not 2.5:"),
    ({"nuclei": True}, "nuclei must be a whole number from 1 to 60, not True:"),
    ({"seed": -1}, "seed must be a whole number from 0 to"),
    ({"size": 20}, "size must be a whole number from 256 to 2,048, not 20:"),
    ({"size": 20_000}, "size must be a whole number from 256 to 2,048, not 20000:"),
    ({"size": "512"}, "size must be a whole number from 256 to 2,048, not '512':"),
    (
        {"nuclei": 60, "size": 256},
        "60 nuclei do not fit into a field of 256 x 256 pixels: ask for at most 21 nuclei or for a "
        "larger size.",
    ),
    ({"nuclei": 20, "size": 256, "distractors": True}, "20 nuclei with distractors do not fit into"),
    (
        {"distractors": 1},
        "distractors must be True or False, not 1: say True for a field with nuclei and spots that must not "
        "be counted.",
    ),
    (
        {"palette": "red-blue"},
        'palette must be "orange-green" or "magenta-cyan", not '
        "'red-blue': choose the first for the colours of most laboratories, the second if red and green look "
        "alike to you.",
    ),
    ({"flaw": "ducts stain"}, "flaw must be None or a flaw that this kind of field can show"),
]


@pytest.mark.parametrize(("wrong", "sentence"), REFUSED)
def test_what_cannot_be_drawn_is_refused_in_a_sentence(wrong, sentence):
    with pytest.raises(ValueError) as refused:
        fish_field(**({"ratio": 2.4, "her2_copies": 4.8} | wrong))
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize("shown", [(), "her2", ("her2", "red")])
def test_an_unknown_channel_is_refused_in_a_sentence(shown):
    field = fish_field(2.4, 5, nuclei=1, size=256)
    with pytest.raises(ValueError, match=r"shown must be one or more of the channels dapi, her2, cep17"):
        compose(field.channels, "orange-green", shown)
