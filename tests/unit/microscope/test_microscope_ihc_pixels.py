"""IHC fields, measured from their pixels: the stain tells the score, and the score changes nothing else."""

import hashlib
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageFilter

from her2lessons.guidelines import ihc
from her2lessons.microscope import ihc_field
from her2lessons.microscope.controls import control_strip
from her2lessons.microscope.ihc import ihc_plan
from her2lessons.microscope.membranes import DEPTH
from her2lessons.microscope.stain import DAB, HAEMATOXYLIN
from her2lessons.microscope.territory import territory
from her2lessons.microscope.tissue import INVASIVE, SPACINGS

color = pytest.importorskip("skimage.color")
data = pytest.importorskip("skimage.data")

SEEDS = range(6)


def tumour_and_rest(seed, magnification=20):
    """Return where membranes of invasive cells can be, and what lies far from every stained membrane."""
    plan = ihc_plan("3+", seed=seed, magnification=magnification)
    land, scale = territory(seed, plan.tissue), SPACINGS[magnification] / 25
    invasive = (plan.tissue.kind == INVASIVE)[land.owner]
    near = invasive & (land.edge > -1) & (land.edge < DEPTH * scale)
    # The lens spreads a membrane by a few pixels, also onto a neighbour that has none.
    reached = np.asarray(Image.fromarray(near).convert("L").filter(ImageFilter.MaxFilter(7))) > 0
    strip = control_strip(plan.tissue.size)
    shown = np.ones(near.shape, dtype=bool)
    shown[strip.top :, : strip.width] = False
    membrane = near & shown
    return membrane, ~reached & shown


def brown(shown):
    return np.clip(color.rgb2hed(shown.image)[..., 2], 0, None)


@pytest.mark.parametrize("magnification", SPACINGS)
def test_stain_measured_from_pixels_rises_through_the_five_scores(magnification):
    measured = np.zeros((len(SEEDS), len(ihc.SCORES)))
    for seed in SEEDS:
        membrane, _ = tumour_and_rest(seed, magnification)
        for place, score in enumerate(ihc.SCORES):
            shown = ihc_field(score, seed=seed, magnification=magnification)
            measured[seed, place] = brown(shown)[membrane].mean()
    assert (np.diff(measured, axis=1) > 0).all()
    mean, spread = measured.mean(axis=0), measured.std(axis=0)
    # 0+ differs from 0 absent by a few cells, so only the others must stand clear of each other.
    for lower, higher in ((1, 2), (2, 3), (3, 4)):
        assert mean[higher] - mean[lower] > spread[higher] + spread[lower], ihc.SCORES[higher]
    assert mean[4] > 2 * mean[3] - mean[0]


def test_0_plus_shows_stain_that_0_absent_lacks():
    for seed in SEEDS:
        absent, faint = ihc_field("0 absent", seed=seed), ihc_field("0+", seed=seed)
        cells = faint.cells
        stained = cells[(cells["pattern"] == "faint incomplete") & cells["scored"]]
        rows, columns = np.mgrid[0:512, 0:512]
        patch = np.zeros((512, 512), dtype=bool)
        for cell in stained.itertuples():
            patch |= np.hypot(columns - cell.x, rows - cell.y) < 1.3 * cell.radius
        more = brown(faint) - brown(absent)
        assert more[patch].max() > 0.02
        assert np.abs(more[~patch & (np.hypot(columns - 0, rows - 511) > 150)]).mean() < more[patch].mean()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_score_changes_only_the_membranes(seed):
    _, rest = tumour_and_rest(seed)
    assert rest.mean() > 0.2
    fields = [ihc_field(score, seed=seed).image for score in ihc.SCORES]
    for image in fields[1:]:
        assert np.array_equal(image[rest], fields[0][rest])
        assert not np.array_equal(image, fields[0])


def test_another_seed_is_another_tissue():
    assert not np.array_equal(ihc_field("2+", seed=1).image, ihc_field("2+", seed=2).image)


def test_the_same_seed_gives_the_same_bytes_in_two_processes():
    asked = [{"seed": 5}, {"seed": 6, "size": 300, "magnification": 40, "flaw": "artefact"}]
    code = (
        "import hashlib\nfrom her2lessons.microscope import ihc_field\n"
        f"for ask in {asked!r}:\n"
        "    shown = ihc_field('2+', **ask)\n"
        "    print(hashlib.sha256(shown.image.tobytes() + repr(shown.cells.to_dict()).encode()).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    here = []
    for ask in asked:
        shown = ihc_field("2+", **ask)
        here.append(hashlib.sha256(shown.image.tobytes() + repr(shown.cells.to_dict()).encode()).hexdigest())
    assert done.stdout.split() == here


def test_what_was_drawn_before_does_not_matter():
    first = ihc_field("1+", seed=9, size=256).image
    ihc_field("3+", seed=10, size=256)
    assert np.array_equal(first, ihc_field("1+", seed=9, size=256).image)


def test_the_colours_are_those_of_a_real_section():
    real, drawn = data.immunohistochemistry(), ihc_field("3+", seed=1).image

    def typical(image, channel):
        stains = color.rgb2hed(image)
        wanted, other = stains[..., channel], stains[..., 2 - channel]
        # Blue is looked at where there is little brown; brown lies over blue nuclei anyway.
        field = other < np.quantile(other, 0.4) if channel == 0 else np.ones(other.shape, dtype=bool)
        strongest = field & (wanted > np.quantile(wanted[field], 0.85))
        return np.median(image[strongest], axis=0)

    # Channel 2 is brown, channel 0 blue; each part of the colour may differ by a tenth or so of the range.
    assert np.abs(typical(real, 2) - typical(drawn, 2)).max() < 45
    assert np.abs(typical(real, 0) - typical(drawn, 0)).max() < 45


def test_stain_vectors_have_length_1_and_take_the_light_they_should():
    for vector in (HAEMATOXYLIN, DAB):
        assert np.linalg.norm(vector) == pytest.approx(1, abs=0.01)
    assert np.argmax(HAEMATOXYLIN) == 0
    assert np.argmax(DAB) == 2


@pytest.mark.parametrize("seed", SEEDS)
def test_a_flaw_can_be_seen_where_it_is(seed):
    fields = {
        flaw: ihc_field("1+", seed=seed, flaw=flaw) for flaw in (None, "artefact", "ducts stain", "controls")
    }
    sound, ducts, failed = (brown(fields[flaw]) for flaw in (None, "ducts stain", "controls"))
    changed = np.abs(fields["artefact"].image.astype(int) - fields[None].image).max(axis=2) > 15
    plan = ihc_plan("1+", seed=seed)
    duct = next(duct for duct in plan.tissue.ducts if duct.kind == "normal duct")
    columns, rows = np.meshgrid(np.arange(512.0), np.arange(512.0))
    inside = duct.distance(columns, rows) < 0
    assert ducts[inside].mean() > sound[inside].mean() + 0.03
    outside = duct.distance(columns, rows) > 30
    assert np.array_equal(ducts[outside], sound[outside])
    assert changed.mean() > 0.6
    strip = control_strip(512)
    elsewhere = np.ones((512, 512), dtype=bool)
    elsewhere[strip.top :, : strip.width] = False
    assert np.array_equal(failed[elsewhere], sound[elsewhere])
    assert np.abs(failed - sound)[~elsewhere].mean() > 0.01
