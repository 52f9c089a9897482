"""How sure a count of signals is: the error of ratio and copies, and the chance to land across a line.

A count looks at some nuclei of a tumour and takes them for all. What is computed here is only the luck of
which nuclei were met. A reader's habits, a poor section and a tumour that differs from place to place come on
top. Every figure is a model's: it assumes that nuclei are met at random and independently of each other.
"""

from her2lessons.models.signal_errors import (
    FIGURES,
    MOST_NUCLEI,
    MOST_SPREAD,
    USUAL_SPREAD,
    Estimate,
    Figure,
    Spread,
    copies,
    expected,
    ratio,
)
from her2lessons.models.wrong_side import Chance, chances, wrong_side

__all__ = [
    "FIGURES",
    "MOST_NUCLEI",
    "MOST_SPREAD",
    "USUAL_SPREAD",
    "Chance",
    "Estimate",
    "Figure",
    "Spread",
    "chances",
    "copies",
    "expected",
    "ratio",
    "wrong_side",
]
