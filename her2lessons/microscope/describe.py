"""An IHC field in words, for whoever cannot see it: what there is and where, without the answer.

What decides whether a field may be read, the controls and the normal ducts, is described as it looks. How the
tumour cells are stained, and which group of cells is in situ, is asked of the reader and not told.
"""

from __future__ import annotations

from her2lessons.microscope.controls import STATES
from her2lessons.microscope.ducts import Duct
from her2lessons.microscope.tissue import LYMPHOCYTE, Tissue

_CLEARLY_STAINED = 0.5


def described(tissue: Tissue, magnification: int, width_um: float, controls: str, flaw: str | None) -> str:
    """Describe a field.

    Parameters
    ----------
    tissue : Tissue
        What the seed has fixed.
    magnification : int
        20 or 40.
    width_um : float, micrometres
        How wide the field is.
    controls : str
        The state of the control strip, one of `controls.STATES`.
    flaw : str or None
        The flaw that the field has, if any; it is described by its look and not named.
    """
    sentences = [
        f"A drawn section at {magnification}x, {width_um:.0f} micrometres wide, with blue nuclei and the "
        f"brown stain of the HER2 test.",
        "Nests of tumour cells lie between pale fibres with spindle-shaped nuclei.",
    ]
    if (tissue.kind == LYMPHOCYTE).sum() > 8:
        sentences.append("Small, round, dark lymphocytes are scattered in the fibres.")
    sentences += [_duct(duct, tissue.size, flaw == "ducts stain") for duct in tissue.ducts]
    if tissue.glass is not None:
        sentences.append("The section ends along one side, with a thin line of stain at its edge.")
    if tissue.crush is not None:
        sentences.append(
            f"A small spot {_where(*tissue.crush[:2], tissue.size)} is smeared into blue threads."
        )
    if flaw == "artefact":
        sentences.append(
            "Over most of the field the tissue is drawn out into threads, folded and torn, and brown clings "
            "to the damage."
        )
    return " ".join([*sentences, _controls(controls)])


def _duct(duct: Duct, size: int, stained: bool) -> str:
    where = _where(duct.x, duct.y, size)
    if duct.kind == "in situ":
        return f"A sharply bounded, oval group of tumour cells inside a rim of flat nuclei lies {where}."
    brown = "strong brown all around the membrane" if stained else "no brown at the membrane"
    return f"A duct with an open middle and two layers of small, even cells lies {where}; they show {brown}."


def _where(x: float, y: float, size: int) -> str:
    """Name the ninth of the field in which a place lies, or which is nearest to it."""
    column, row = (min(2, max(0, int(3 * value / size))) for value in (x, y))
    words = [word for word in (("top", "", "bottom")[row], ("left", "", "right")[column]) if word]
    return f"at the {' '.join(words)}" if words else "in the middle"


def _controls(state: str) -> str:
    looks = ["brown membranes" if strength > _CLEARLY_STAINED else "no brown" for strength in STATES[state]]
    return (
        f"In the bottom left corner are control cells: those known to be 3+ show {looks[0]}, those known to "
        f"be 0 show {looks[1]}."
    )
