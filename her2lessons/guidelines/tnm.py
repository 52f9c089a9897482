"""T, N and M as reports write them: prefix, category, sub-letter and suffix, read into one value."""

import re
from dataclasses import dataclass
from typing import Literal

from her2lessons.guidelines import given

Axis = Literal["T", "N", "M"]

_AT_DIAGNOSIS = ("", "c", "p")
"""The prefixes of what was found before any treatment but surgery."""

# For each axis: its levels, and what may stand directly behind each of them.
_LEVELS: dict[str, dict[str, tuple[str, ...]]] = {
    "T": {
        "is": ("", "(dcis)", "(paget)"),
        "0": ("",),
        "1": ("", "mi", "a", "b", "c"),
        "2": ("",),
        "3": ("",),
        "4": ("", "a", "b", "c", "d"),
    },
    "N": {
        "0": ("", "(i+)", "(i-)", "(mol+)", "(mol-)"),
        "1": ("", "mi", "a", "b", "c"),
        "2": ("", "a", "b"),
        "3": ("", "a", "b", "c"),
    },
    "M": {"0": ("", "(i+)"), "1": ("",)},
}

# Several tumours are two or more: a number in brackets is their count.
_SUFFIXES = {
    "T": re.compile(r"\((m|[2-9]|[1-9][0-9]+)\)|"),
    "N": re.compile(r"\((sn|f)\)|"),
    "M": re.compile(""),
}

_ALLOWED = {
    "T": "Tis, T0, T1 (or T1mi, T1a, T1b, T1c), T2, T3 or T4 (or T4a to T4d)",
    "N": "N0 (or N0(i+), N0(mol+)), N1mi, N1 (or N1a to N1c), N2 (or N2a, N2b) or N3 (or N3a to N3c)",
    "M": "M0 (or M0(i+)) or M1",
}

_UNKNOWN = {
    "T": "TX means that the tumour could not be assessed, and no table stages that. Find T out, or leave the "
    "stage open.",
    "N": "NX means that the nodes could not be assessed, and no table stages that. Find N out, or leave the "
    "stage open.",
    "M": "MX is not a category. Write M0 where there is no clinical or imaging sign of spread, and M1 where "
    "there is spread.",
}

_WRITTEN = re.compile(
    r"(?P<prefix>|[cpyra]|y[cp]|r[cp])(?P<axis>[tnm])(?P<level>is|x|[0-9])"
    r"(?P<detail>|mi|[a-d]|\((?:dcis|paget|i[+-]|mol[+-])\))(?P<suffix>|\((?:sn|f|m|[0-9]+)\))"
)

_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2212", "-----")

_SPELLING = {"(dcis)": "(DCIS)", "(paget)": "(Paget)"}


@dataclass(frozen=True)
class Category:
    """One T, N or M category, as it was written."""

    axis: Axis
    """T, N or M."""
    prefix: str
    """How it was found: c clinically, p on the surgical specimen, y after treatment, r at recurrence, a at
    autopsy, yc and yp and the like together, or empty where nothing was said."""
    level: str
    """The part that ranks: is, 0, 1, 2, 3 or 4."""
    detail: str = ""
    """What stands behind it: mi, a sub-letter, (i+), (mol+), (DCIS) and the like, or empty."""
    suffix: str = ""
    """(sn) sentinel nodes only, (f) proven by needle, (m) or a number for several tumours, or empty."""

    def __str__(self) -> str:
        """Write it the usual way, such as pT1mi or cN0(i+)(sn)."""
        return f"{self.prefix}{self.axis}{self.level}{self.detail}{self.suffix}"

    @property
    def counts_as(self) -> str:
        """What the stage tables look up: sub-letters fold into their number, and only N1mi stays itself."""
        mi = "mi" if self.axis == "N" and self.detail == "mi" else ""
        return f"{self.axis}{self.level}{mi}"


def parse(value: object, axis: Axis) -> Category:
    """Read one category; upper and lower case and spaces make no difference.

    Parameters
    ----------
    value : str
        Such as ``"cT2"``, ``"pT1mi"``, ``"Tis (DCIS)"``, ``"pN0(i+)(sn)"``, ``"N1mi"`` or ``"cM0"``.
    axis : {"T", "N", "M"}
        Which of the three it has to be.

    Raises
    ------
    ValueError
        If it is no category of that axis; for TX, NX, MX, LCIS and pM0 with the reason. Or if `axis` is none
        of the three.

    Notes
    -----
    Source: nci2026.
    """
    if not isinstance(axis, str) or axis not in _LEVELS:
        raise ValueError(f'axis must be "T", "N" or "M", not {given.named(axis)}.')
    wrong = f"{given.named(value)} is not a category of {axis}."
    allowed = f"Write {_ALLOWED[axis]}; c or p may stand before it."
    if not isinstance(value, str):
        raise ValueError(f"{wrong} {allowed}")
    text = "".join(value.lower().split()).translate(_DASHES)
    if axis == "T" and "lcis" in text:
        raise ValueError(
            "LCIS is no longer Tis: the 8th edition does not stage it. Tis is left for DCIS, and for Paget "
            "disease of the nipple without a tumour."
        )
    found = _WRITTEN.fullmatch(text)
    if found is None or found["axis"] != axis.lower():
        raise ValueError(f"{wrong} {allowed}")
    if found["level"] == "x":
        raise ValueError(_UNKNOWN[axis])
    if found["detail"] not in _LEVELS[axis].get(found["level"], ()):
        raise ValueError(f"{wrong} {allowed}")
    if _SUFFIXES[axis].fullmatch(found["suffix"]) is None:
        raise ValueError(f"{wrong} {allowed}")
    if re.fullmatch("cn1[abc].*", text):
        raise ValueError(
            f"{given.named(value)} is not a category: the letters of N1 belong to pN, which counts nodes. "
            f"Write cN1, or cN1mi."
        )
    if axis == "M" and found["level"] == "0" and found["prefix"].endswith("p"):
        m0 = f"M0{found['detail']}"
        raise ValueError(
            f"{given.named(value)} is not a category: pM is for spread that a specimen has proven, and M0 "
            f"is found clinically. Write {m0} or c{m0}."
        )
    detail = _SPELLING.get(found["detail"], found["detail"])
    return Category(axis, found["prefix"], found["level"], detail, found["suffix"])


@dataclass(frozen=True)
class Extent:
    """T, N and M of one cancer at its diagnosis."""

    t: Category
    n: Category
    m: Category

    def __str__(self) -> str:
        """Write the three as they were given."""
        return f"{self.t} {self.n} {self.m}"

    @property
    def counts_as(self) -> str:
        """Write the three as the tables look them up."""
        return f"{self.t.counts_as} {self.n.counts_as} {self.m.counts_as}"


def extent(t: object, n: object, m: object) -> Extent:
    """Read T, N and M, and see to it that they describe the cancer at diagnosis.

    Raises
    ------
    ValueError
        If one is no category, or was found after treatment, at recurrence or at autopsy.
    """
    return Extent(at_diagnosis(t, "T"), at_diagnosis(n, "N"), at_diagnosis(m, "M"))


def at_diagnosis(value: object, axis: Axis) -> Category:
    """Read one category as `parse` does, and refuse what was found after treatment or later."""
    category = parse(value, axis)
    if category.prefix not in _AT_DIAGNOSIS:
        raise ValueError(_too_late(category))
    return category


def _too_late(category: Category) -> str:
    """Say why a category that was found later gives no stage."""
    if category.prefix.startswith("y"):
        return (
            f"{category} was found after treatment had begun, and a stage is that of the diagnosis. The "
            f"pathological table is only for surgery first, never after neoadjuvant therapy. Give T, N and M "
            f"from before treatment, with the clinical table; the response keeps its ypT and ypN."
        )
    if category.prefix.startswith("r"):
        return (
            f"{category} describes a recurrence, and the stage at diagnosis is never renumbered. Keep that "
            f"stage, and call the disease recurrent or metastatic."
        )
    return (
        f"{category} was found at autopsy, which is not computed here. Give T, N and M as they were known "
        f"at diagnosis."
    )
