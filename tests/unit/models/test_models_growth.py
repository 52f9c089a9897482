"""Growth: numbers worked out by hand, inverses, and a check of the Gompertz curve against its equation."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from her2lessons.models import growth

diameters = st.floats(0.1, 200)
times = st.floats(1, 3000)


@pytest.mark.parametrize(
    ("mm", "mm3"), [(0, 0), (1, math.pi / 6), (10, 523.5987755982989), (20, 4188.790204786391)]
)
def test_a_ball_has_its_volume(mm, mm3):
    assert growth.volume(mm) == pytest.approx(mm3)
    assert growth.diameter(mm3) == pytest.approx(mm)


@settings(deadline=None)
@given(st.lists(diameters, min_size=1, max_size=5))
def test_diameter_and_volume_undo_each_other(sizes):
    assert growth.diameter(growth.volume(sizes)) == pytest.approx(sizes)


def test_doubling_the_diameter_is_three_doublings_of_the_volume():
    assert growth.doubling_time(300, diameters_mm=(10, 20)) == pytest.approx(100)
    assert growth.doubling_time(300, volumes_mm3=(100, 800)) == pytest.approx(100)
    assert growth.diameter_after(10, 300, 100) == pytest.approx(20)
    assert growth.diameter_after(10, 100, 100) == pytest.approx(10 * 2 ** (1 / 3))


@settings(deadline=None)
@given(diameters, st.floats(1, 1000), st.floats(10, 1000))
def test_what_grew_shows_the_doubling_time_it_grew_by(start, days, doubling_time):
    assume(days / doubling_time > 1e-3)
    end = growth.diameter_after(start, days, doubling_time)
    assert growth.doubling_time(days, diameters_mm=(start, float(end))) == pytest.approx(
        doubling_time, rel=1e-6
    )


@settings(deadline=None)
@given(st.floats(1e-3, 1e9), st.floats(5, 1000), st.lists(times, min_size=1, max_size=5))
def test_time_and_size_of_steady_growth_undo_each_other(start, doubling_time, days):
    curve = growth.Exponential(start, doubling_time)
    assume(max(days) / doubling_time < 500)
    assert curve.days_to(curve.size(days)) == pytest.approx(days, rel=1e-6)
    assert curve.size(0) == start
    assert curve.size(doubling_time) == pytest.approx(2 * start)


gompertz = st.tuples(st.floats(1, 1e6), st.floats(1.5, 1e6), st.floats(20, 1000)).map(
    lambda of: growth.Gompertz.from_doubling_time(of[0], of[0] * of[1], of[2])
)


@settings(deadline=None)
@given(gompertz, st.floats(0, 0.95))
def test_time_and_size_of_slowing_growth_undo_each_other(curve, way):
    size = curve.start * (curve.capacity / curve.start) ** way
    assert curve.size(curve.days_to(size)) == pytest.approx(size, rel=1e-9)


@settings(deadline=None)
@given(gompertz, st.lists(st.floats(0, 5000), min_size=2, max_size=10, unique=True))
def test_a_slowing_tumour_grows_towards_its_capacity_and_not_beyond(curve, days):
    sizes = curve.size(sorted(days))
    assert (np.diff(sizes) >= 0).all()
    assert (sizes <= curve.capacity * (1 + 1e-12)).all()
    assert curve.size(0) == pytest.approx(curve.start)


@settings(deadline=None, max_examples=50)
@given(gompertz, st.floats(0, 1000))
def test_the_curve_obeys_its_equation(curve, day):
    step = 1e-3
    before, now, after = curve.size([day, day + step, day + 2 * step])
    assume(now < 0.999 * curve.capacity)
    slope = (after - before) / (2 * step)
    assert slope == pytest.approx(curve.slowing_per_day * now * math.log(curve.capacity / now), rel=1e-3)


@settings(deadline=None)
@given(gompertz)
def test_the_local_doubling_time_begins_as_asked_and_lengthens(curve):
    local = curve.doubling_time_days(
        curve.start * (curve.capacity / curve.start) ** np.array([0, 0.3, 0.6, 0.9])
    )
    assert (np.diff(local) > 0).all()
    again = growth.Gompertz.from_doubling_time(curve.start, curve.capacity, float(local[0]))
    assert again.slowing_per_day == pytest.approx(curve.slowing_per_day)


def test_far_from_its_capacity_a_slowing_tumour_doubles_almost_steadily():
    slowing = growth.Gompertz.from_doubling_time(1.0, 1e300, 100)
    steady = growth.Exponential(1.0, 100)
    assert slowing.size(100) == pytest.approx(steady.size(100), rel=2e-3)


def test_sizes_whose_quotient_no_computer_holds_are_still_compared():
    # From 10 to the power -308 to 10 to the power 308 there are 616 / log10(2) doublings.
    tiny, huge = 1e-308, 1e308
    way, doublings = 616 * math.log(10), 616 / math.log10(2)
    curve = growth.Gompertz(tiny, huge, 1)
    after = math.exp(math.log(huge) - way * math.exp(-1))
    assert curve.size([0, 1, 1000]) == pytest.approx([tiny, after, huge], rel=1e-9)
    assert curve.days_to([tiny, after]) == pytest.approx([0, 1], abs=1e-9)
    assert curve.doubling_time_days(tiny) == pytest.approx(math.log(2) / way)
    again = growth.Gompertz.from_doubling_time(tiny, huge, 100)
    assert again.slowing_per_day == pytest.approx(math.log(2) / 100 / way)
    assert growth.Exponential(tiny, 100).days_to(huge) == pytest.approx(100 * doublings)
    assert growth.doubling_time(100, volumes_mm3=(tiny, huge)) == pytest.approx(100 / doublings)


def test_numbers_give_numbers_and_arrays_give_arrays_of_their_shape():
    curve = growth.Gompertz(1.0, 1000.0, 0.01)
    assert np.ndim(curve.size(10)) == 0
    assert curve.size([[0, 1], [2, 3]]).shape == (2, 2)
    assert np.ndim(growth.volume(3)) == 0


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: growth.volume(-1), "diameter_mm must be numbers of 0 or more, in mm, not -1."),
        (lambda: growth.volume("10 mm"), "diameter_mm must be numbers of 0 or more, in mm, not '10 mm'."),
        (lambda: growth.diameter(math.nan), "volume_mm3 must be numbers of 0 or more, in mm³, not nan."),
        (lambda: growth.volume(1e200), "The result is larger than any number a computer holds."),
        (
            lambda: growth.doubling_time(0, diameters_mm=(10, 20)),
            "days must be a number above 0, in days, not 0.",
        ),
        (
            lambda: growth.doubling_time(100),
            "Give either diameters_mm or volumes_mm3: two measurements of one kind.",
        ),
        (
            lambda: growth.doubling_time(100, diameters_mm=(10, 20), volumes_mm3=(1, 2)),
            "Give either diameters_mm or volumes_mm3",
        ),
        (
            lambda: growth.doubling_time(100, diameters_mm=(10,)),
            "diameters_mm must be two measurements, the first",
        ),
        (lambda: growth.doubling_time(100, volumes_mm3=5), "volumes_mm3 must be a list of values, not 5."),
        (
            lambda: growth.doubling_time(100, volumes_mm3=(0, 5)),
            "volumes_mm3 must be a number above 0, in mm³, not 0",
        ),
        (
            lambda: growth.doubling_time(100, diameters_mm=(20, 20)),
            "From 20 to 20 nothing grew, so there is no",
        ),
        (lambda: growth.doubling_time(100, diameters_mm=(20, 10)), "Give the earlier measurement first."),
        (
            lambda: growth.doubling_time(1e308, volumes_mm3=(1, 1 + 1e-12)),
            "The result is larger than any number a computer holds. Give fewer days",
        ),
        (
            lambda: growth.Gompertz.from_doubling_time(1, 1 + 1e-12, 1e-320),
            "slowing_per_day must be a number above 0, not inf.",
        ),
        (lambda: growth.diameter_after(0, 10, 100), "diameter_mm must be a number above 0, in mm, not 0."),
        (lambda: growth.diameter_after(5, -1, 100), "days must be numbers of 0 or more, in days, not -1."),
        (
            lambda: growth.diameter_after(5, 10, True),
            "doubling_time_days must be a number above 0, in days, not True",
        ),
        (
            lambda: growth.diameter_after(5, 1e6, 1),
            "larger than any number a computer holds. Give fewer days",
        ),
        (lambda: growth.Exponential(5, 100).days_to(4), "size must be numbers of 5 or more, not 4."),
        (lambda: growth.Gompertz(10, 10, 0.1), "capacity is 10 and start 10: there is no room to grow."),
        (lambda: growth.Gompertz(10, 20, 0), "slowing_per_day must be a number above 0, not 0."),
        (lambda: growth.Gompertz(10, 20, 0.1).days_to(20), "size must be below the capacity of 20, not 20."),
        (lambda: growth.Gompertz(10, 20, 0.1).days_to(9), "size must be numbers of 10 or more, not 9."),
        (
            lambda: growth.Gompertz(10, 20, 0.1).doubling_time_days(25),
            "size must be below the capacity of 20, not 25",
        ),
        (
            lambda: growth.Gompertz(10, 20, 0.1).doubling_time_days(0),
            "size must be above 0. What is not there",
        ),
        (
            lambda: growth.Gompertz.from_doubling_time(1, 9, -5),
            "doubling_time_days must be a number above 0, in da",
        ),
    ],
)
def test_what_cannot_grow_is_refused(call, said):
    with pytest.raises(ValueError) as caught:
        call()
    assert said in str(caught.value)
