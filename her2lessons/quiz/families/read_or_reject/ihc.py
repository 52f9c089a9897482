"""Reasons to reject an IHC field: what each is called, how it looks, and how its absence is seen."""

from __future__ import annotations

from her2lessons.quiz.drawn import Request
from her2lessons.quiz.fields import words

#: The flaws of `microscope.FLAWS`, in short words.
TEXTS = {
    "ducts stain": "Reject it: normal ducts stain",
    "artefact": "Reject it: artefact over most of it",
    "controls": "Reject it: its controls are wrong",
}
OVERLOOKED = "a field that shows a score may be scored"
#: For a flaw, the others that could be argued about beside it, so they are not offered; here none.
UNSURE: dict[str | None, tuple[str, ...]] = {}

_STRONG = ("2+", "3+")


def difficulty(field: Request) -> int:
    """Ruined tissue strikes the eye; controls must be looked for; ducts must be told from a strong tumour."""
    strong = field.score in _STRONG
    if field.flaw == "artefact":
        return 1
    if field.flaw == "controls":
        return 2
    if field.flaw == "ducts stain":
        return 3 if strong else 2
    # A strongly stained in-situ duct beside a pale tumour is easily taken for a normal one.
    if "in situ" in words.ducts(int(field.seed), int(field.magnification)):
        return 2 if strong else 3
    return 1


def present(flaw: str) -> str:
    """Say why the field must be rejected."""
    from her2lessons.microscope import FLAWS

    return FLAWS["ihc"][flaw]


def readable(field: Request) -> str:
    """Say why the field can be read."""
    duct = words.ducts(int(field.seed), int(field.magnification))["normal duct"].place
    return (
        f"The control cells are as labelled, the normal duct {duct} has no brown line, and the tissue is "
        "whole but for small spots."
    )


def absent(flaw: str, field: Request) -> tuple[str, str]:
    """Say how it is seen that a flaw is not there, and which mistake sees it all the same."""
    if flaw == "controls":
        because = "The control cells are as labelled, strong in the one pad and without lines in the other."
        return because, "any brown in a control is wrong"
    if flaw == "artefact":
        because = "Damage at an edge or in a small spot is left out. Most of this field is whole."
        return because, "a field with any damage is rejected"
    found = words.ducts(int(field.seed), int(field.magnification))
    if field.flaw == "artefact":
        because = "In tissue so torn nobody can say what the ducts show; the damage itself is the reason."
    elif "in situ" in found:
        because = (
            f"The normal duct {found['normal duct'].place} has no brown line. What stains "
            f"{found['in situ'].place} is in-situ cancer: not scored, and no control."
        )
    else:
        because = f"The normal duct {found['normal duct'].place} is free of brown lines, as it should be."
    return because, "in-situ cancer is taken for a normal duct"
