"""Anatomic stage: T, N and M alone."""

from typing import Literal, get_args

from her2lessons.guidelines.tnm import Extent, extent

Group = Literal["0", "IA", "IB", "IIA", "IIB", "IIIA", "IIIB", "IIIC", "IV"]
"""A stage group."""

GROUPS: tuple[Group, ...] = get_args(Group)
"""The stage groups, lowest first."""

# Without distant spread, for each T and N as they are looked up. N1mi is a group of its own only with T0 and
# T1; with larger tumours it counts as N1. Source: nci2026.
_M0: dict[str, dict[str, Group]] = {
    "Tis": {"N0": "0"},
    "T0": {"N1mi": "IB", "N1": "IIA", "N2": "IIIA", "N3": "IIIC"},
    "T1": {"N0": "IA", "N1mi": "IB", "N1": "IIA", "N2": "IIIA", "N3": "IIIC"},
    "T2": {"N0": "IIA", "N1mi": "IIB", "N1": "IIB", "N2": "IIIA", "N3": "IIIC"},
    "T3": {"N0": "IIB", "N1mi": "IIIA", "N1": "IIIA", "N2": "IIIA", "N3": "IIIC"},
    "T4": {"N0": "IIIB", "N1mi": "IIIB", "N1": "IIIB", "N2": "IIIB", "N3": "IIIC"},
}


def anatomic(t: str, n: str, m: str = "M0") -> Group:
    """Give the anatomic stage group of a cancer at its diagnosis.

    Parameters
    ----------
    t, n, m : str
        Categories such as ``"cT2"``, ``"pN1mi"`` and ``"M0"``; c and p may be mixed or left out. Leaving m
        out means M0, no sign of spread.

    Returns
    -------
    str
        ``"0"``, ``"IA"``, ``"IB"``, ``"IIA"``, ``"IIB"``, ``"IIIA"``, ``"IIIB"``, ``"IIIC"`` or ``"IV"``.

    Raises
    ------
    ValueError
        If a category is unknown, could not be assessed, or was found after treatment, at recurrence or at
        autopsy; or if the table has no such row: T0 N0 M0, and Tis with positive nodes or with M1.

    Notes
    -----
    Source: nci2026.
    """
    return group(extent(t, n, m))


def group(case: Extent) -> Group:
    """Look the anatomic stage group up, or raise ValueError where the table has no such row."""
    t, n, m = case.t.counts_as, case.n.counts_as, case.m.counts_as
    if t == "Tis" and (n != "N0" or m == "M1"):
        raise ValueError(
            f"{case} is a cancer in situ that has spread: real but rare; not computed here. Look for an "
            f"invasive focus that was missed, and ask the pathologist."
        )
    if m == "M1":
        return "IV"
    if n not in _M0[t]:
        raise ValueError(
            f"{case} names no tumour, no positive node and no spread, so there is nothing to stage. Check T "
            f"and N."
        )
    return _M0[t][n]
