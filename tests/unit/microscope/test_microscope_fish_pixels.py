"""What a program finds in the pixels of FISH fields agrees with what the tables say was drawn there."""

import numpy as np
import pytest
from skimage.color import rgb2lab
from skimage.feature import blob_log

from her2lessons.microscope.fish import fish_field
from her2lessons.microscope.fish_request import check
from her2lessons.microscope.fish_signals import dot_blur
from her2lessons.microscope.palettes import PALETTES

GROUPS = {1: (3.6, 8.5), 2: (2.4, 3.4), 3: (1.6, 6.8), 4: (1.6, 4.8), 5: (1.15, 2.2)}
NUCLEI, SIZE = 20, 384


def blobs(plane):
    """Find bright spots of about the size of a dot: their rows and columns."""
    radius = check(1.5, 3, NUCLEI, 0, SIZE, False, "orange-green", None).radius
    blur = dot_blur(radius)
    found = blob_log(plane / 255, min_sigma=0.9 * blur, max_sigma=1.4 * blur, num_sigma=3, threshold=0.10)
    return found[:, :2]


@pytest.mark.parametrize("probe", ["her2", "cep17"])
@pytest.mark.parametrize("group", GROUPS)
def test_spots_found_by_blob_detection_agree_with_the_signals_within_15_per_cent(group, probe):
    misses = []
    for seed in range(7):
        field = fish_field(*GROUPS[group], nuclei=NUCLEI, seed=seed, size=SIZE)
        dots = field.signals[(field.signals["probe"] == probe) & ~field.signals["split"].astype(bool)]
        found = blobs(field.channels[probe])
        # Clusters merge, as the description of the signals says: they are left out of both counts.
        merged = dots[dots["cluster"] >= 0][["y", "x"]].to_numpy()
        if len(merged):
            apart = np.hypot(*(found[:, None] - merged[None]).transpose(2, 0, 1)).min(axis=1)
            found = found[apart > 4]
        drawn = (dots["cluster"] == -1).sum()
        misses.append(abs(len(found) - drawn) / drawn)
    assert np.median(misses) <= 0.15


def test_a_cluster_shows_fewer_spots_than_it_has_signals_but_more_light_than_a_single_signal():
    field = fish_field(7, 16, nuclei=NUCLEI, seed=2, size=SIZE)
    clustered = field.signals[field.signals["cluster"] >= 0]
    plane = field.channels["her2"].astype(float)
    found = blobs(plane)
    fewer = []
    for _, dots in clustered.groupby("cluster"):
        middle = dots[["y", "x"]].mean().to_numpy()
        reach = np.hypot(*(dots[["y", "x"]].to_numpy() - middle).T).max() + 2
        fewer.append((np.hypot(*(found - middle).T) < reach).sum() < len(dots))
    assert np.mean(fewer) > 0.9
    alone = field.signals[(field.signals["cluster"] == -1) & (field.signals["probe"] == "her2")]

    def light(dots):
        sums = []
        for _, dot in dots.iterrows():
            row, column = round(dot["y"]), round(dot["x"])
            sums.append(plane[max(row - 4, 0) : row + 5, max(column - 4, 0) : column + 5].sum())
        return np.median(sums)

    assert light(clustered) > 2 * light(alone)


# What red, green and blue light becomes for eyes without one kind of cone (Machado and others 2009).
EYES = {
    "without red cones": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "without green cones": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "without blue cones": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}


def distance(first, second, eyes):
    """Say how different two colours look, in units of which about 2 can just be told apart."""
    light = (np.array([first, second]) / 255) ** 2.2
    seen = np.clip(light @ np.array(eyes).T, 0, 1) ** (1 / 2.2)
    one, other = rgb2lab(seen[None])[0]
    return float(np.linalg.norm(one - other))


@pytest.mark.parametrize("eyes", EYES)
def test_the_second_palette_tells_the_probes_apart_for_colour_blind_readers(eyes):
    colours = PALETTES["magenta-cyan"]
    assert distance(colours.her2, colours.cep17, EYES[eyes]) > 50
    for probe in (colours.her2, colours.cep17):
        assert distance(probe, colours.dapi, EYES[eyes]) > 40


def test_the_first_palette_does_not_which_is_why_there_is_a_second():
    colours = PALETTES["orange-green"]
    assert distance(colours.her2, colours.cep17, EYES["without green cones"]) < 30
