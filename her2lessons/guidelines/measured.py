"""From what was measured to a category: T from millimetres, pN from counted nodes."""

from her2lessons.guidelines import given
from her2lessons.guidelines.factors import truth

MICROINVASION = 1.0
"""Millimetres: up to here a tumour is T1mi. Source: nci2026."""

SIZES = ((MICROINVASION, "T1mi"), (5.0, "T1a"), (10.0, "T1b"), (20.0, "T1c"), (50.0, "T2"))
"""The largest size, in millimetres, of each T by size; anything larger is T3. Source: nci2026."""

LARGEST_SIZE = 1000
"""Millimetres: no breast tumour is larger than this, so a larger figure is a slip. Source: course."""

ISOLATED_CELLS = 0.2
"""Millimetres: a deposit up to here is isolated tumour cells; its node is not counted. Source: nci2026."""

MICROMETASTASIS = 2.0
"""Millimetres: a deposit up to here, and above isolated cells, is a micrometastasis. Source: nci2026."""

NODES = ((3, "N1"), (9, "N2"))
"""The most positive axillary nodes of each pN by number; more is N3. Source: nci2026."""

MOST_NODES = 100
"""No axilla holds more nodes than this, so a larger figure is a slip. Source: course."""


def t_from_size(mm: float, chest_wall_or_skin: bool = False) -> str:
    """Give T from the size of the invasive tumour.

    Parameters
    ----------
    mm : float, millimetres
        The invasive part only, the largest single focus; foci are never added up. Above 0.
    chest_wall_or_skin : bool
        Whether it grows into the chest wall, or into the skin with ulceration, satellite nodules or oedema,
        or is inflammatory. Invasion of the dermis alone does not count.

    Returns
    -------
    str
        ``"T1mi"``, ``"T1a"``, ``"T1b"``, ``"T1c"``, ``"T2"`` or ``"T3"``; ``"T4"`` at any size.

    Raises
    ------
    ValueError
        If the size is no finite number above 0, or more than a metre, or if `chest_wall_or_skin` is neither
        True nor False.

    Notes
    -----
    Each line belongs to the smaller category: 20 mm is T1c, and more is T2. Anything above 1 mm is T1a,
    because 1.1 to 1.9 mm is recorded as 2 mm and never as 1. Staging works with whole millimetres: a
    pathologist rounds first, and 20.4 mm then counts as 20 and T1c. This function does not round; the figure
    is compared as it stands, so give the size as it was recorded. Source: nci2026; not rounding: course.
    """
    size = _millimetres(mm, "mm", "Where no tumour is found, write T0.")
    grown_out = truth(chest_wall_or_skin)
    if grown_out is None:
        raise ValueError(
            f"chest_wall_or_skin must be True or False, not {given.named(chest_wall_or_skin)}. "
            f"Say whether the tumour has grown into either."
        )
    return "T4" if grown_out else next((t for line, t in SIZES if size <= line), "T3")


def pn_from_nodes(n: int, largest_mm: float | None = None) -> str:
    """Give pN from the positive axillary nodes of the surgical specimen.

    Parameters
    ----------
    n : int
        How many nodes hold cancer. Nodes that hold only isolated tumour cells are not positive nodes; if
        they were counted all the same, give their largest deposit.
    largest_mm : float, millimetres, optional
        The largest single deposit, not a sum. None: not stated, which with a positive node is read as more
        than 2 mm.

    Returns
    -------
    str
        ``"N0"``, ``"N0(i+)"``, ``"N1mi"``, ``"N1"``, ``"N2"`` or ``"N3"``.

    Raises
    ------
    ValueError
        If `n` is no whole number from 0 to 100, if the deposit is no length above 0, or if no node is
        positive and yet a deposit is larger than isolated cells.

    Notes
    -----
    N1, N2 and N3 by number ask for at least one deposit above 2 mm. If all are smaller the answer is N1mi,
    however many nodes there are. Nodes inside the breastbone and around the collarbone have rules of their
    own and are not counted here. Source: nci2026; a deposit that is not stated: course.
    """
    nodes = _nodes(n)
    advice = "Where there is no deposit, leave it out."
    largest = None if largest_mm is None else _millimetres(largest_mm, "largest_mm", advice)
    if nodes == 0 and largest is not None and largest > ISOLATED_CELLS:
        raise ValueError(
            f"n is 0, and yet the largest deposit is {given.shown(largest, ISOLATED_CELLS)} mm. Count the "
            f"node that holds it, or leave largest_mm out."
        )
    if largest is not None and largest <= ISOLATED_CELLS:
        return "N0(i+)"
    if nodes == 0:
        return "N0"
    if largest is not None and largest <= MICROMETASTASIS:
        return "N1mi"
    return next((category for most, category in NODES if nodes <= most), "N3")


def _millimetres(value: object, name: str, advice: str) -> float:
    allowed = f"a length above 0 and at most {LARGEST_SIZE} mm"
    length = given.number(value, name, allowed)
    if length <= 0:
        raise ValueError(f"{name} must be {allowed}, not {given.named(value)}. {advice}")
    if length > LARGEST_SIZE:
        raise ValueError(f"{name} must be {allowed}, not {given.named(value)}. Check the unit.")
    return length


def _nodes(n: object) -> int:
    allowed = f"a whole number of positive nodes from 0 to {MOST_NODES}"
    count = given.number(n, "n", allowed)
    if count != int(count) or not 0 <= count <= MOST_NODES:
        raise ValueError(f"n must be {allowed}, not {given.named(n)}. Check the count.")
    return int(count)
