"""Planned FISH counts: the group stays, figures are met within whole signals, and nothing else is drawn."""

from math import nextafter
from statistics import mean, pstdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.guidelines import ish
from her2lessons.microscope import fish_counts
from her2lessons.models import counting

REQUESTS = [
    (1, 3.6, 8.5, 20),
    (1, ish.RATIO_POSITIVE, ish.COPIES_LOW, 21),
    (2, 2.4, 3.4, 20),
    (2, ish.RATIO_POSITIVE, 3.999, 23),
    (3, 1.6, 6.8, 20),
    (3, 1.999, ish.COPIES_HIGH, 20),
    (4, 1.6, 4.8, 20),
    (4, 1.999, 5.999, 37),
    (5, 1.15, 2.2, 20),
    (5, 1.999, 3.999, 20),
]


@pytest.mark.parametrize(("group", "ratio", "copies", "nuclei"), REQUESTS)
def test_five_hundred_seeds_keep_the_group_and_meet_the_figures_within_one_signal(
    group, ratio, copies, nuclei
):
    met = set()
    for seed in range(500):
        planned = fish_counts.plan(ratio, copies, nuclei, seed)
        her2, cep17 = sum(planned.her2), sum(planned.cep17)
        assert planned.truth == ish.DualProbe.from_counts(her2, cep17, nuclei)
        assert planned.truth.group == group
        assert abs(her2 - copies * nuclei) < 1
        assert abs(cep17 - her2 / ratio) < 1
        assert len(planned.her2) == len(planned.cep17) == nuclei
        assert min(planned.her2) >= 1
        assert min(planned.cep17) >= 1
        met.add(planned)
    # No two tumours are the same tumour.
    assert len(met) > 450


@st.composite
def requests(draw):
    copies = draw(st.floats(1, 30) | st.sampled_from([3.999, 4.0, nextafter(4, 0), 6.0, nextafter(6, 0)]))
    lines = [min(line, copies) for line in (2.0, nextafter(2, 0), copies, copies / 8)]
    ratio = draw(st.floats(copies / 8, copies) | st.sampled_from(lines))
    return max(ratio, copies / 8), copies, draw(st.integers(1, 60))


@settings(deadline=None, max_examples=300)
@given(requests(), st.integers(0, 2**63 - 1))
def test_whatever_can_be_asked_for_keeps_its_group_in_any_number_of_nuclei(request, seed):
    ratio, copies, nuclei = request
    planned = fish_counts.plan(ratio, copies, nuclei, seed)
    assert planned.truth.group == ish.group(ratio, copies)
    assert abs(sum(planned.her2) - copies * nuclei) < 1.001
    assert abs(sum(planned.cep17) - sum(planned.her2) / ratio) < 1.001
    assert min(*planned.her2, *planned.cep17) >= 1
    assert planned == fish_counts.plan(ratio, copies, nuclei, seed)


def test_few_nuclei_give_a_truth_for_practice():
    one = fish_counts.plan(2.5, 5, 1)
    assert (one.her2, one.cep17) == ((5,), (2,))
    assert one.truth.counts == (5, 2, 1)


def test_nuclei_differ_about_as_much_as_the_model_of_counting_assumes():
    spreads = {"her2": [], "cep17": []}
    for seed in range(200):
        planned = fish_counts.plan(1.6, 4.8, 40, seed)
        for probe, found in spreads.items():
            counted = getattr(planned, probe)
            found.append(pstdev(counted) / mean(counted))
    for probe, found in spreads.items():
        assert mean(found) == pytest.approx(getattr(counting.USUAL_SPREAD, probe), abs=0.07)
