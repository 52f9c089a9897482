"""Read a count table: words stay words, numbers become numbers, and the source and its limits come along."""

from __future__ import annotations

from importlib.resources import files
from io import StringIO
from typing import TYPE_CHECKING

from her2lessons.evidence import cite

if TYPE_CHECKING:
    import pandas as pd

COUNT = "patients"
"""The column that says how many patients a row stands for."""

MISSING = "missing"
"""How a table writes that nothing is recorded. It stays a word, so that counting by column counts it too."""


def read_counts(
    name: str,
    sources: tuple[str, ...],
    caution: str,
    *,
    counts: tuple[str, ...] = (COUNT,),
    edges: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Read one table of the folder ``data``.

    Parameters
    ----------
    name : str
        The file, without ``.csv``.
    sources : tuple of str
        Keys of the studies to cite.
    caution : str
        What the table must not be used to say.
    counts : tuple of str
        The columns of whole numbers.
    edges : tuple of str
        The columns that hold the edges of bins.

    Returns
    -------
    pandas.DataFrame
        Counts as whole numbers, edges as floats (infinite where a bin is open), the rest as text, as
        recorded. ``.attrs`` holds ``source``, ``source_keys`` and ``caution``.
    """
    import pandas as pd

    text = files(__package__).joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    table = pd.read_csv(StringIO(text), dtype=str, keep_default_na=False)
    kinds = dict.fromkeys(counts, "int64") | dict.fromkeys(edges, "float64")
    table = table.astype(kinds)
    table.attrs = {"source": cited(sources), "source_keys": sources, "caution": caution}
    return table


def cited(sources: tuple[str, ...]) -> str:
    """Write out the citations of some sources, each with its key."""
    return "; ".join(f"{cite(key)} [{key}]" for key in sources)
