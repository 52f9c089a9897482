"""Why a field must be rejected: the reasons that can be seen in it, for each kind of field.

The reasons are the guideline's (wolff2018). Those that no field can show, such as the hours of fixation, are
not here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Kind = Literal["ihc", "fish"]
"""What a field shows: an IHC section in transmitted light, or FISH signals in fluorescence."""

FLAWS: Mapping[Kind, Mapping[str, str]] = MappingProxyType(
    {
        "ihc": MappingProxyType(
            {
                "ducts stain": (
                    "The normal ducts, the negative control inside the section, stain strongly at the "
                    "membrane, so the staining of the tumour cannot be trusted."
                ),
                "artefact": (
                    "Crushed and torn tissue covers most of the sample, and stain that clings to it is no "
                    "sign of HER2."
                ),
                "controls": (
                    "The control cells on the slide are not as they should be, so the run has failed, "
                    "whatever the tumour looks like."
                ),
            }
        ),
        "fish": MappingProxyType(
            {
                "autofluorescence": "The tissue itself glows so strongly that signals drown in it.",
                "poor resolution": "The nuclei are too poorly resolved to say which signal belongs to which.",
                "over cytoplasm": "More than 10 % of the signals lie over cytoplasm instead of nuclei.",
                "cannot be scored": "More than 25 % of the signals are too weak or too blurred to be scored.",
                "controls": "The control cells do not show the signals that they are known to have.",
            }
        ),
    }
)
"""For each kind of field, the flaws it can have, each with the sentence that says why it is rejected."""


def flaw(value: object, kind: Kind) -> str | None:
    """Return a flaw of this kind of field, or None where there is none.

    Raises
    ------
    ValueError
        If it is neither None nor one of the flaws in `FLAWS` for this kind.
    """
    known = FLAWS[kind]
    if value is None:
        return None
    if isinstance(value, str) and value in known:
        return str(value)
    words = ", ".join(f'"{name}"' for name in known)
    raise ValueError(
        f'flaw must be None or a flaw that this kind of field can show ({words}), not "{str(value)[:40]}": '
        f"choose one of them, or leave flaw out for a field that can be read."
    )
