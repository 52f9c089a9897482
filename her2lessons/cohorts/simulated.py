"""Invented patients whose columns follow cited shares, for practice where real rows may not be shown."""

from __future__ import annotations

from functools import cache
from operator import index
from typing import TYPE_CHECKING

from her2lessons.cohorts import invented_ish, shares
from her2lessons.cohorts.counts import cited
from her2lessons.cohorts.drawing import Draws
from her2lessons.guidelines import her2
from her2lessons.guidelines.measured import pn_from_nodes, t_from_size

if TYPE_CHECKING:
    import pandas as pd

    from her2lessons.cohorts.drawing import Words

MOST = 1_000_000
_LARGEST_SEED = 2**63 - 1

_YOUNGEST, _OLDEST = 18, 100
_LARGEST_MM = 120
_LARGEST_T4 = range(10, _LARGEST_MM + 1)
_MOST_NODES = 25

_UNSOURCED = (
    "sizes in millimetres and numbers of nodes within their category, the shape of the age curve, CEP17 "
    "copies, and recounts, which here always confirm the first count"
)


def simulate(n: int, seed: int = 0) -> pd.DataFrame:
    """Invent women with newly found invasive breast cancer.

    Parameters
    ----------
    n : int
        How many, 1 to 1,000,000.
    seed : int
        A whole number, 0 or more; the same seed gives the same people.

    Returns
    -------
    pandas.DataFrame
        One row an invented person, numbered from 0:

        - ``age`` (years), ``t`` (T1a to T4), ``n`` (N0, N1mi, N1, N2, N3), ``m`` (M0, M1), ``size_mm``,
          ``positive_nodes``, ``grade`` (1 to 3), ``er`` and ``pr`` ("positive", "negative");
        - ``ihc`` (0 absent, 0+, 1+, 2+, 3+) and, where it is 2+, ``ratio``, ``her2_copies`` and
          ``cep17_copies``, else missing; ``recount_ratio`` and ``recount_her2_copies`` where the rule asks
          for a recount;
        - ``her2`` ("positive", "negative") and ``category``, which `guidelines.her2` reads from these tests.

        ``.attrs`` holds ``source``, ``source_keys``, ``caution`` and ``seed``.

    Raises
    ------
    ValueError
        If `n` is no whole number from 1 to 1,000,000, or `seed` none of 0 or more.

    Notes
    -----
    The columns are those that ``her2.interpret_frame`` and ``staging.stage_frame`` read. What is drawn given
    what, and from where: :func:`simulated_shares`. Columns not linked there are drawn independently.
    """
    import pandas as pd

    n, seed = _whole(n, "n", 1, MOST), _whole(seed, "seed", 0, _LARGEST_SEED)
    draws = Draws(n, seed)
    subtype = draws.words("subtype")
    her2_class = _her2_class(subtype, draws)
    columns = _extent(subtype, her2_class, draws)
    columns["age"] = draws.ages(her2_class, _YOUNGEST, _OLDEST)
    columns["grade"] = draws.words("grade", subtype).astype("int64")
    receptors = draws.words("receptors", subtype)
    columns |= {name: _sign(receptors, name.upper()) for name in ("er", "pr")}
    people = pd.DataFrame(columns)[["age", "t", "n", "m", "size_mm", "positive_nodes", "grade", "er", "pr"]]
    return _with_her2(people, her2_class, draws, seed)


def _her2_class(subtype: Words, draws: Draws) -> Words:
    import numpy as np

    drawn = draws.words("her2_class", subtype)
    return np.where(drawn == "", "HER2-positive", drawn)


def _extent(subtype: Words, her2_class: Words, draws: Draws) -> dict[str, object]:
    """Draw T, N and M, and a size and a number of nodes that fit them."""
    import numpy as np

    t = draws.words("t", her2_class)
    nodes = draws.words("nodes", her2_class + ", " + t)
    m = draws.words("m", her2_class + ", nodes " + nodes)
    number = draws.words("n", subtype)
    involved = draws.words("n", number)
    n = np.where(nodes == "positive", involved, "N0")
    letter = draws.words("t", t)
    t = np.where(letter == "", t, letter)
    return {
        "t": t,
        "n": n,
        "m": m,
        "size_mm": draws.one_of(_sizes(), t),
        "positive_nodes": draws.one_of(_node_counts(), n),
    }


def _with_her2(people: pd.DataFrame, her2_class: Words, draws: Draws, seed: int) -> pd.DataFrame:
    """Add the HER2 tests that lead to each person's class, and what the rule makes of them."""
    import numpy as np

    ihc = draws.words("ihc", her2_class)
    group = invented_ish.groups(her2_class == "HER2-positive", draws)
    group = np.where(ihc == invented_ish.SCORE, group, "")
    people = people.assign(ihc=ihc, **invented_ish.figures(group, draws))
    read = her2.interpret_frame(people)
    people = people.assign(her2=read["status"], category=read["category"])
    keys = (*shares.source_keys(), "razavi2018")
    people.attrs = {"source": cited(keys), "source_keys": keys, "caution": _caution(), "seed": seed}
    return people


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """Give the sizes, in whole millimetres, that the staging rule puts into each T; T4 can have any."""
    found: dict[str, tuple[int, ...]] = {"T4": tuple(_LARGEST_T4)}
    for size in range(1, _LARGEST_MM + 1):
        t = t_from_size(size)
        found[t] = (*found.get(t, ()), size)
    return found


@cache
def _node_counts() -> dict[str, tuple[int, ...]]:
    """Give the numbers of nodes that the staging rule puts into each N; N1mi holds as many as N1."""
    found: dict[str, tuple[int, ...]] = {}
    for number in range(_MOST_NODES + 1):
        n = pn_from_nodes(number)
        found[n] = (*found.get(n, ()), number)
    return {**found, "N1mi": found["N1"]}


def _sign(receptors: Words, name: str) -> Words:
    import numpy as np

    return np.array(["positive" if f"{name}+" in both else "negative" for both in receptors], dtype=object)


def _caution() -> str:
    return (
        "These women are invented. Do not use them as evidence of anything: whatever you find in them was "
        "put in. The shares come from different countries, years and ways of counting, listed by "
        "cohorts.simulated_shares(). Columns that are not linked there are drawn independently, so within a "
        "subtype T has nothing to do with grade, nor age with stage, as it does in real tumours. Only IHC 2+ "
        "is followed by ISH, and the tests never contradict each other. Illustrative, without any "
        f"source: {'; '.join(shares.illustrative())}; {_UNSOURCED}."
    )


def _whole(value: object, name: str, least: int, most: int) -> int:
    allowed = f"{name} must be a whole number from {least:,} to {most:,}"
    try:
        if isinstance(value, bool):
            raise TypeError
        number = index(value)  # type: ignore[arg-type]
    except TypeError:
        raise ValueError(f"{allowed}, not {value!r}. Write it like simulate(1000, seed=1).") from None
    if not least <= number <= most:
        raise ValueError(f"{allowed}, not {number:,}. Choose one of these.")
    return number
