"""Reasons to reject a FISH field: what each is called, how it looks, and how its absence is seen."""

from __future__ import annotations

from her2lessons.quiz.drawn import Request

#: The flaws of `microscope.FLAWS`, in short words.
TEXTS = {
    "autofluorescence": "Reject it: the tissue itself glows",
    "poor resolution": "Reject it: its nuclei are poorly resolved",
    "over cytoplasm": "Reject it: signals over cytoplasm",
    "cannot be scored": "Reject it: too many signals are unclear",
    "controls": "Reject it: its controls are wrong",
}
OVERLOOKED = "a field with signals may be counted"
#: For a flaw, the others that could be argued about beside it, so they are not offered.
UNSURE: dict[str | None, tuple[str, ...]] = {
    "autofluorescence": ("cannot be scored",),
    "poor resolution": ("cannot be scored", "controls"),
    "cannot be scored": ("poor resolution",),
}

_LEVELS = {
    "autofluorescence": 1,
    "poor resolution": 1,
    "over cytoplasm": 2,
    "controls": 2,
    "cannot be scored": 3,
}
_ABSENT = {
    "autofluorescence": (
        "Some glow is always there. Here the ground stays dark enough for the dots to stand out from it.",
        "any light on the ground is autofluorescence",
    ),
    "poor resolution": (
        "Here most nuclei have an edge that can be followed, so a dot can be given to its nucleus.",
        "one soft nucleus spoils a field",
    ),
    "over cytoplasm": (
        "A dot or two outside the nuclei does not matter. Here the dots lie over the blue of the nuclei.",
        "any dot outside a nucleus spoils a field",
    ),
    "cannot be scored": (
        "Most dots here have a bright middle and can be counted; a weak one now and then is left out.",
        "any weak signal spoils a field",
    ),
}


def difficulty(field: Request) -> int:
    """A glow or a blur strikes the eye; dots must be looked at one by one; odd nuclei tempt to reject."""
    if field.flaw is None:
        return 3 if field.distractors else 1
    return _LEVELS[field.flaw]


def present(flaw: str) -> str:
    """Say why the field must be rejected."""
    from her2lessons.microscope import FLAWS

    return FLAWS["fish"][flaw]


def readable(field: Request) -> str:
    """Say why the field can be read."""
    if field.distractors:
        return (
            "The control cells show two dots of each colour, and the nuclei that may be counted are sharp. "
            "Those that overlap, are cut off or out of focus are left out."
        )
    return "The ground is dark, nuclei have clear edges, and the dots in them are sharp: all can be counted."


def absent(flaw: str, field: Request) -> tuple[str, str]:
    """Say how it is seen that a flaw is not there, and which mistake sees it all the same."""
    if flaw != "controls":
        return _ABSENT[flaw]
    if field.distractors:
        return (
            "The three control cells in the frame show two dots of each colour, as they should.",
            "control cells must look like the tumour",
        )
    return (
        "No control cell in this picture has failed: a failed one is a nucleus without its dots, in a frame.",
        "controls that are out of the picture have failed",
    )
