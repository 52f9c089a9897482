"""Anatomic stage: every T, N and M, against the list of groups written out by hand."""

import re

import pytest

from her2lessons.guidelines import staging

# The groups as the reference lists them, one line each, "any" and ranges included.
LISTED = """
0: Tis N0
IA: T1 N0
IB: T0-1 N1mi
IIA: T0-1 N1, T2 N0
IIB: T2 N1, T3 N0
IIIA: T0-3 N2, T3 N1
IIIB: T4 N0-2
IIIC: T0-4 N3
"""

TS = ["Tis", "T0", "T1", "T1mi", "T1a", "T1b", "T1c", "T2", "T3", "T4", "T4a", "T4b", "T4c", "T4d"]
N0S = ["N0", "N0(i+)", "N0(i-)", "N0(mol+)", "N0(mol-)"]
NS = [*N0S, "N1mi", "N1", "N1a", "N1b", "N1c", "N2", "N2a", "N2b", "N3", "N3a", "N3b", "N3c"]


def listed(t: str, n: str) -> str | None:
    """Find T and N among the listed groups; N1mi counts as N1 but for the one line that names it."""
    size = t[1:3] if t == "Tis" else t[1]
    nodes = "1mi" if n == "N1mi" and size in "01" else n[1]
    for line in LISTED.strip().splitlines():
        stage, members = line.split(": ")
        for member in members.split(", "):
            ts, ns = re.fullmatch(r"T(\S+) N(\S+)", member).groups()  # type: ignore[union-attr]
            spans = [
                [span] if "-" not in span else list("01234"[int(span[0]) : int(span[2]) + 1])
                for span in (ts, ns)
            ]
            if size in spans[0] and nodes in spans[1]:
                return stage
    return None


@pytest.mark.parametrize("n", NS)
@pytest.mark.parametrize("t", TS)
def test_every_t_and_n_has_the_listed_group_or_is_refused(t: str, n: str) -> None:
    expected = listed(t, n)
    for m in ("M0", "M0(i+)", "cM0"):
        if expected is None:
            with pytest.raises(ValueError):
                staging.anatomic(t, n, m)
        else:
            assert staging.anatomic(t, n, m) == expected
    if t == "Tis":
        with pytest.raises(ValueError):
            staging.anatomic(t, n, "M1")
    else:
        assert staging.anatomic(t, n, "M1") == staging.anatomic(t, n, "pM1") == "IV"


# Written out once more, without ranges: what a reader can check against the printed list in a minute.
BY_HAND = [
    ("Tis", "N0", "0"),
    ("T1mi", "N0", "IA"),
    ("T1c", "N0(i+)", "IA"),
    ("T0", "N1mi", "IB"),
    ("T1", "N1mi", "IB"),
    ("T0", "N1", "IIA"),
    ("T1b", "N1a", "IIA"),
    ("T2", "N0", "IIA"),
    ("T2", "N1mi", "IIB"),
    ("T2", "N1", "IIB"),
    ("T3", "N0", "IIB"),
    ("T0", "N2", "IIIA"),
    ("T2", "N2a", "IIIA"),
    ("T3", "N1mi", "IIIA"),
    ("T3", "N1", "IIIA"),
    ("T3", "N2", "IIIA"),
    ("T4", "N0", "IIIB"),
    ("T4d", "N1mi", "IIIB"),
    ("T4b", "N2", "IIIB"),
    ("T0", "N3", "IIIC"),
    ("T4", "N3c", "IIIC"),
]


@pytest.mark.parametrize(("t", "n", "stage"), BY_HAND)
def test_groups_written_out_by_hand(t: str, n: str, stage: str) -> None:
    assert staging.anatomic(t, n) == stage


def test_clinical_and_pathological_categories_may_be_mixed() -> None:
    assert staging.anatomic("cT2", "pN1a(sn)", "cM0") == "IIB"


IN_SITU = (
    " is a cancer in situ that has spread: real but rare; not computed here. Look for an invasive focus that "
    "was missed, and ask the pathologist."
)


@pytest.mark.parametrize(
    ("t", "n", "m", "sentence"),
    [
        (
            "T0",
            "N0",
            "M0",
            "T0 N0 M0 names no tumour, no positive node and no spread, so there is nothing to stage. Check T "
            "and N.",
        ),
        (
            "Tis",
            "N1",
            "M0",
            f"Tis N1 M0{IN_SITU}",
        ),
        (
            "Tis(DCIS)",
            "N0",
            "M1",
            f"Tis(DCIS) N0 M1{IN_SITU}",
        ),
    ],
)
def test_what_the_table_does_not_stage_is_refused_in_one_sentence(
    t: str, n: str, m: str, sentence: str
) -> None:
    for call in (staging.anatomic, staging.prognostic, staging.walk):
        with pytest.raises(ValueError) as caught:
            call(t, n, m)  # type: ignore[operator]
        assert str(caught.value) == sentence


def test_m_must_be_given_in_words_or_left_out() -> None:
    assert staging.anatomic("T2", "N0") == staging.anatomic("T2", "N0", "M0")
    with pytest.raises(ValueError, match=r"^None is not a category of M\. Write M0 "):
        staging.anatomic("T2", "N0", None)  # type: ignore[arg-type]
