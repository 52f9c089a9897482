"""From HER2 gene copies to a growth signal, step by step: a picture to think with, not a measurement.

More gene copies make more mRNA, more mRNA more receptors, more receptors more pairs, and more pairs a
stronger signal. Each step levels off. The shapes are the lesson; the figures are chosen to give the right
order of magnitude and are fitted to nothing. One measured scale stands beside it: in one laboratory, a
breast cancer cell line read as IHC 0 carried about 11,000 HER2 receptors a cell, one read as 1+ about 64,000
and one read as 3+ about 500,000 (larson2010).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from her2lessons.models import given

LABEL = "conceptual"
"""What kind of model this is; every chart of it must say so."""

ILLUSTRATIVE = "illustrative"
"""The source of a figure that was chosen to make the picture work and measured nowhere."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One figure of the model, and who says so."""

    value: float
    """The figure, above 0."""
    unit: str
    """What it counts."""
    meaning: str
    """What it does in the model."""
    source: str = ILLUSTRATIVE
    """Key of a reference, or ``illustrative``."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", given.positive(self.value, "value", self.unit))


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every figure of the model; replace one with ``dataclasses.replace`` to see what it does."""

    normal_copies: Parameter = Parameter(
        2,
        "gene copies a cell",
        "A normal cell has one copy from each parent; mRNA is counted against it.",
        "course",
    )
    copies_half: Parameter = Parameter(
        400, "gene copies a cell", "Copies at which a cell reads off half of all the mRNA that it could."
    )
    normal_receptors: Parameter = Parameter(
        20_000,
        "receptors a cell",
        "Receptors on a normal cell; the order of magnitude of cell lines that stain little.",
    )
    receptors_most: Parameter = Parameter(
        2_000_000, "receptors a cell", "Receptors on a cell that could carry no more."
    )
    partners: Parameter = Parameter(
        10_000,
        "receptors a cell",
        "Relatives (HER1, HER3, HER4) that HER2 can pair with; copies do not add any.",
    )
    partners_half: Parameter = Parameter(
        50_000, "receptors a cell", "HER2 receptors at which half of the relatives are paired."
    )
    crowding: Parameter = Parameter(
        1_000_000, "receptors a cell", "How crowded the membrane must be before HER2 often pairs with HER2."
    )
    signal_half: Parameter = Parameter(
        20_000, "pairs a cell", "Pairs that give half of the strongest signal."
    )

    def __post_init__(self) -> None:
        wrong = [name for name, value in self.rows() if not isinstance(value, Parameter)]
        if wrong:
            raise ValueError(
                f"{wrong[0]} must be a Parameter with its unit, meaning and source, not a bare figure."
            )
        if self.normal_receptors.value >= self.receptors_most.value:
            raise ValueError("normal_receptors must be below receptors_most: a normal cell is not full.")

    def rows(self) -> tuple[tuple[str, Parameter], ...]:
        """Return the name and the figure of each, for a table."""
        return tuple((field.name, getattr(self, field.name)) for field in fields(self))


DEFAULT = Parameters()
"""The figures used unless others are given."""


@dataclass(frozen=True, slots=True, eq=False)
class Signal:
    """What the model gives for each number of copies; arrays in the shape of ``copies``, or numbers."""

    copies: given.FloatArray
    """HER2 gene copies a cell."""
    mrna: given.FloatArray
    """HER2 mRNA against a normal cell, which has 1."""
    receptors: given.FloatArray
    """HER2 receptors on the membrane of a cell."""
    dimers: given.FloatArray
    """Pairs of receptors a cell, of HER2 with a relative and of HER2 with HER2, without those blocked."""
    signal: given.FloatArray
    """Signal to grow, as a share of the strongest there can be, 0 to 1."""
    label: str = LABEL
    """What kind of model this is."""


def signal(
    copies: Any, parameters: Parameters = DEFAULT, *, dimer_block: float = 0.0, kinase_block: float = 0.0
) -> Signal:
    """Follow gene copies to the signal, with the path cut where a drug would cut it.

    Every quantity rises with the copies and levels off. An antibody-drug conjugate is not in the picture: it
    kills the cell that it binds, and what counts for it is the number of receptors.

    Parameters
    ----------
    copies : float or array_like
        HER2 gene copies a cell, 0 or more. A normal cell has 2; in an amplified one there are often dozens.
    parameters : Parameters
        The figures of the model.
    dimer_block : float
        Share of the pairs that an antibody keeps from forming, 0 to 1.
    kinase_block : float
        Share of the pairs whose kinase an inhibitor silences, 0 to 1. The pairs are still there.

    Returns
    -------
    Signal
        mRNA, receptors, pairs and signal for each number of copies.

    Raises
    ------
    ValueError
        If copies are no numbers of 0 or more, if a block lies outside 0 to 1, or if ``parameters`` is of
        another kind.

    Notes
    -----
    A conceptual model of this course; its figures are illustrative. Scale of receptors: larson2010.
    """
    given_copies = given.at_least(copies, "copies", 0)
    if not isinstance(parameters, Parameters):
        raise ValueError("parameters must be receptor.Parameters. Change one with dataclasses.replace.")
    kept = 1 - given.between(dimer_block, "dimer_block", 0, 1)
    active = 1 - given.between(kinase_block, "kinase_block", 0, 1)
    figure = {name: parameter.value for name, parameter in parameters.rows()}
    normal = _level_off(np.array(figure["normal_copies"]), figure["copies_half"])
    mrna = _level_off(given_copies, figure["copies_half"]) / normal
    # Scaled so that the mRNA of a normal cell gives the receptors of a normal cell.
    mrna_half = figure["receptors_most"] / figure["normal_receptors"] - 1
    receptors = figure["receptors_most"] * _level_off(mrna, mrna_half)
    with_relatives = figure["partners"] * _level_off(receptors, figure["partners_half"])
    dimers = kept * (with_relatives + _pairs(receptors, figure["crowding"]))
    strength = _level_off(active * dimers, figure["signal_half"])
    shown = [given.frozen(array)[()] for array in (given_copies, mrna, receptors, dimers, strength)]
    return Signal(shown[0], shown[1], shown[2], shown[3], shown[4])


def _level_off(amount: given.FloatArray, half: float) -> given.FloatArray:
    """Return a share that rises with the amount, is a half at ``half`` and never reaches 1."""
    return np.asarray(amount / (amount + half))


def _pairs(receptors: given.FloatArray, crowding: float) -> given.FloatArray:
    """Return how many pairs like receptors form when pairs come and go: (free x free) / pairs = crowding."""
    # The root that is written without a difference of near-equal numbers: few receptors make few pairs.
    total = 4 * receptors + crowding
    return np.asarray(2 * receptors**2 / (total + np.sqrt(crowding * (crowding + 8 * receptors))))
