"""The receptor's path: it rises, it levels off, it can be cut, and it says that it is conceptual."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.models import receptor

STEPS = ("mrna", "receptors", "dimers", "signal")
copies = st.floats(0, 500)
blocks = st.floats(0, 1)


@settings(deadline=None)
@given(st.lists(copies, min_size=2, max_size=20, unique=True), blocks, blocks)
def test_every_step_rises_with_the_copies(numbers, dimer_block, kinase_block):
    found = receptor.signal(sorted(numbers), dimer_block=dimer_block, kinase_block=kinase_block)
    for step in STEPS:
        assert (np.diff(getattr(found, step)) >= 0).all()


def test_every_step_rises_strictly_over_the_range_that_is_seen():
    found = receptor.signal(np.arange(0, 101))
    for step in STEPS:
        assert (np.diff(getattr(found, step)) > 0).all()


def test_mrna_receptors_and_signal_level_off():
    found = receptor.signal([2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0])
    for step in ("mrna", "receptors", "signal"):
        each_doubling = getattr(found, step)[1:] / getattr(found, step)[:-1]
        assert (each_doubling < 2).all()
        assert (np.diff(each_doubling) < 0).all()
    most = receptor.signal(1e12)
    figures = dict(receptor.DEFAULT.rows())
    assert most.receptors < figures["receptors_most"].value
    assert most.signal < 1


def test_a_normal_cell_is_the_measure_and_an_amplified_one_stands_far_above_it():
    normal = receptor.signal(2)
    assert normal.mrna == 1
    assert normal.receptors == pytest.approx(20_000)
    amplified = receptor.signal([25, 50])
    assert (amplified.receptors / normal.receptors > 10).all()
    assert (amplified.receptors < 2_000_000).all()
    assert (amplified.signal > 4 * normal.signal).all()


def test_no_copies_give_nothing():
    found = receptor.signal(0)
    assert [getattr(found, step) for step in STEPS] == [0, 0, 0, 0]


@settings(deadline=None)
@given(st.floats(1, 5e6))
def test_pairs_of_like_receptors_obey_the_law_of_mass_action(receptors):
    crowding = 1e6
    pairs = float(receptor._pairs(np.array(receptors), crowding))
    assert 0 < 2 * pairs < receptors
    assert (receptors - 2 * pairs) ** 2 / pairs == pytest.approx(crowding, rel=1e-6)


def test_crowding_makes_like_pairs_the_rule():
    few, many = (float(receptor._pairs(np.array(number), 1e6)) / number for number in (2e4, 1e6))
    assert many > 5 * few


@settings(deadline=None)
@given(st.floats(0.5, 200), st.floats(0, 0.99), st.floats(0, 0.99))
def test_more_block_means_less_signal(number, less, more):
    less, more = sorted((less, more))
    for block in ("dimer_block", "kinase_block"):
        weak, strong = (receptor.signal(number, **{block: share}) for share in (less, more))
        assert strong.signal <= weak.signal
        assert (strong.mrna, strong.receptors) == (weak.mrna, weak.receptors)


def test_an_antibody_takes_pairs_away_and_a_kinase_inhibitor_silences_them():
    free = receptor.signal(50)
    antibody, inhibitor = receptor.signal(50, dimer_block=0.5), receptor.signal(50, kinase_block=0.5)
    assert antibody.dimers == pytest.approx(free.dimers / 2)
    assert inhibitor.dimers == free.dimers
    assert antibody.signal == pytest.approx(inhibitor.signal)
    assert receptor.signal(50, dimer_block=1).signal == 0
    assert receptor.signal(50, kinase_block=1).signal == 0


def test_numbers_give_numbers_and_arrays_give_arrays_of_their_shape():
    grid = receptor.signal(np.full((2, 3), 5))
    one = receptor.signal(5)
    for step in ("copies", *STEPS):
        assert getattr(grid, step).shape == (2, 3)
        assert np.ndim(getattr(one, step)) == 0
        assert (getattr(grid, step) == getattr(one, step)).all()
        with pytest.raises(ValueError, match="read-only"):
            getattr(grid, step)[0, 0] = 1


def test_the_model_says_what_it_is_and_where_each_figure_comes_from():
    assert receptor.signal(2).label == receptor.LABEL == "conceptual"
    for _, parameter in receptor.DEFAULT.rows():
        assert parameter.unit
        assert parameter.meaning.endswith(".")
        assert parameter.source
    sources = {name: parameter.source for name, parameter in receptor.DEFAULT.rows()}
    assert {name for name, source in sources.items() if source != receptor.ILLUSTRATIVE} == {"normal_copies"}


def test_a_figure_can_be_replaced():
    crowded = receptor.Parameter(100_000, "receptors a cell", "An easily crowded membrane.")
    changed = dataclasses.replace(receptor.DEFAULT, crowding=crowded)
    assert receptor.signal(25, changed).dimers > receptor.signal(25).dimers
    with pytest.raises(dataclasses.FrozenInstanceError):
        changed.crowding = crowded


def parameter(value):
    return receptor.Parameter(value, "receptors a cell", "A trial.")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: receptor.signal([2, -1]), "copies must be numbers of 0 or more, not -1 at place 2."),
        (lambda: receptor.signal("2"), "copies must be numbers of 0 or more, not '2'."),
        (lambda: receptor.signal(float("nan")), "copies must be numbers of 0 or more, not nan."),
        (lambda: receptor.signal(True), "copies must be numbers of 0 or more, not True."),
        (lambda: receptor.signal([]), "copies must be numbers of 0 or more, and there are none."),
        (lambda: receptor.signal(2, dimer_block=1.2), "dimer_block must be a number from 0 to 1, not 1.2."),
        (
            lambda: receptor.signal(2, kinase_block=-0.1),
            "kinase_block must be a number from 0 to 1, not -0.1.",
        ),
        (
            lambda: receptor.signal(2, {"crowding": 3}),
            "parameters must be receptor.Parameters. Change one with",
        ),
        (lambda: parameter(0), "value must be a number above 0, in receptors a cell, not 0."),
        (
            lambda: receptor.Parameters(crowding=5),
            "crowding must be a Parameter with its unit, meaning and source",
        ),
        (
            lambda: receptor.Parameters(normal_receptors=parameter(3e6)),
            "normal_receptors must be below receptors_most: a normal cell is not full.",
        ),
    ],
)
def test_what_the_model_cannot_follow_is_refused(call, said):
    with pytest.raises(ValueError) as caught:
        call()
    assert said in str(caught.value)
