"""T from millimetres and pN from nodes: both sides of every line, and figures that make no sense."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2lessons.guidelines import staging

SIZES = [
    (0.05, "T1mi"),
    (1, "T1mi"),
    (1.0, "T1mi"),
    (1.01, "T1a"),
    (1.1, "T1a"),
    (1.4, "T1a"),
    (1.9, "T1a"),
    (2, "T1a"),
    (5, "T1a"),
    (5.01, "T1b"),
    (10, "T1b"),
    (10.1, "T1c"),
    (20, "T1c"),
    (20.1, "T2"),
    (50, "T2"),
    (50.1, "T3"),
    (180, "T3"),
    (1000, "T3"),
]


@pytest.mark.parametrize(("mm", "t"), SIZES)
def test_the_size_of_the_invasive_tumour_gives_t(mm: float, t: str) -> None:
    assert staging.t_from_size(mm) == t
    assert staging.t_from_size(np.float64(mm)) == t  # type: ignore[arg-type]
    assert staging.t_from_size(mm, chest_wall_or_skin=True) == "T4"
    assert staging.t_from_size(mm, np.bool_(True)) == "T4"  # type: ignore[arg-type]
    assert staging.t_from_size(mm, np.bool_(False)) == t  # type: ignore[arg-type]


NODES: list[tuple[int, float | None, str]] = [
    (0, None, "N0"),
    (0, 0.1, "N0(i+)"),
    (0, 0.2, "N0(i+)"),
    (1, None, "N1"),
    (1, 0.2, "N0(i+)"),
    (1, 0.21, "N1mi"),
    (1, 2.0, "N1mi"),
    (1, 2.01, "N1"),
    (3, None, "N1"),
    (3, 0.15, "N0(i+)"),
    (3, 1.5, "N1mi"),
    (3, 8, "N1"),
    (4, None, "N2"),
    (5, 1.5, "N1mi"),
    (4, 2.1, "N2"),
    (9, None, "N2"),
    (9, 12, "N2"),
    (10, None, "N3"),
    (10, 2.0, "N1mi"),
    (31, 5, "N3"),
    (100, None, "N3"),
]


@pytest.mark.parametrize(("n", "largest", "pn"), NODES)
def test_counted_nodes_and_their_largest_deposit_give_pn(n: int, largest: float | None, pn: str) -> None:
    assert staging.pn_from_nodes(n, largest) == pn
    assert staging.pn_from_nodes(np.int64(n), largest_mm=largest) == pn  # type: ignore[arg-type]


@given(st.floats(0.001, 1000), st.floats(0.001, 1000))
def test_a_larger_tumour_never_has_a_lower_t(one: float, other: float) -> None:
    order = ["T1mi", "T1a", "T1b", "T1c", "T2", "T3"]
    small, large = sorted((one, other))
    assert order.index(staging.t_from_size(small)) <= order.index(staging.t_from_size(large))


@given(st.integers(0, 99), st.none() | st.floats(0.001, 200))
def test_one_more_positive_node_never_lowers_pn(n: int, largest: float | None) -> None:
    order = ["N0", "N0(i+)", "N1mi", "N1", "N2", "N3"]
    if n == 0 and largest is not None and largest > 0.2:
        return
    assert order.index(staging.pn_from_nodes(n, largest)) <= order.index(
        staging.pn_from_nodes(n + 1, largest)
    )


LENGTH = "must be a length above 0 and at most 1000 mm, not"
COUNT = "n must be a whole number of positive nodes from 0 to 100, not"
PLAIN = "Give it as a number, without quotes or a unit."
FINITE = "If it was not measured, leave the whole result out."


@pytest.mark.parametrize(
    ("mm", "sentence"),
    [
        (0, f"mm {LENGTH} 0. Where no tumour is found, write T0."),
        (-3, f"mm {LENGTH} -3. Where no tumour is found, write T0."),
        (1000.5, f"mm {LENGTH} 1000.5. Check the unit."),
        (float("nan"), f"mm {LENGTH} nan. {FINITE}"),
        (float("inf"), f"mm {LENGTH} inf. {FINITE}"),
        ("20", f"mm {LENGTH} '20'. {PLAIN}"),
        (True, f"mm {LENGTH} True. {PLAIN}"),
        (None, f"mm {LENGTH} None. {PLAIN}"),
    ],
)
def test_a_size_that_makes_no_sense_is_refused(mm: Any, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        staging.t_from_size(mm)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("value", [1, 0, "yes", None, np.array([True])])
def test_growth_into_chest_wall_or_skin_is_true_or_false(value: Any) -> None:
    with pytest.raises(ValueError) as caught:
        staging.t_from_size(20, value)
    shown = repr(value) if isinstance(value, str) else str(value)
    assert str(caught.value) == (
        f"chest_wall_or_skin must be True or False, not {shown}. Say whether the tumour has grown into "
        "either."
    )


@pytest.mark.parametrize(
    ("n", "largest", "sentence"),
    [
        (-1, None, f"{COUNT} -1. Check the count."),
        (101, None, f"{COUNT} 101. Check the count."),
        (2.5, None, f"{COUNT} 2.5. Check the count."),
        (float("nan"), None, f"{COUNT} nan. {FINITE}"),
        ("3", None, f"{COUNT} '3'. {PLAIN}"),
        (True, None, f"{COUNT} True. {PLAIN}"),
        (None, None, f"{COUNT} None. {PLAIN}"),
        (2, 0, f"largest_mm {LENGTH} 0. Where there is no deposit, leave it out."),
        (2, -1.0, f"largest_mm {LENGTH} -1.0. Where there is no deposit, leave it out."),
        (2, "3", f"largest_mm {LENGTH} '3'. {PLAIN}"),
        (2, 5000, f"largest_mm {LENGTH} 5000. Check the unit."),
        (
            0,
            0.3,
            "n is 0, and yet the largest deposit is 0.3 mm. Count the node that holds it, or leave "
            "largest_mm out.",
        ),
    ],
)
def test_nodes_that_make_no_sense_are_refused(n: Any, largest: Any, sentence: str) -> None:
    with pytest.raises(ValueError) as caught:
        staging.pn_from_nodes(n, largest)
    assert str(caught.value) == sentence
