"""A FISH field in words, for who cannot see it, without what a reader is asked for."""

from her2lessons.microscope.fish_request import Request
from her2lessons.microscope.palettes import PALETTES

_SEEN = {
    "autofluorescence": "The tissue itself glows in patches and along fibres in the colours of both probes, "
    "and the dots hardly stand out from it.",
    "poor resolution": "The nuclei are soft blue clouds without an edge that could be followed, and run into "
    "each other; the dots are wide and pale.",
    "over cytoplasm": "Many dots lie not in the nuclei but in the dim ring of cytoplasm around them.",
    "cannot be scored": "Many dots are pale smudges without a middle, beside others that are sharp.",
    "controls": "Three control cells are shown in a frame in the lower right corner: their nuclei are sharp "
    "and blue, and no dot lies in them.",
}
"""What a flaw looks like; that it is a reason to reject the field is for the reader to say."""


def description(request: Request, micrometres: float) -> str:
    """Describe a field that is so many micrometres wide."""
    colours = PALETTES[request.palette]
    words = [
        f"A simulated FISH field of breast cancer, about {micrometres:.0f} micrometres wide, on black: blue "
        f"nuclei stained with DAPI, with dots of two probes in them. HER2 is {colours.her2_word}; CEP17, the "
        f"centromere of chromosome 17, is {colours.cep17_word}. Now and then a signal is split into two dots "
        f"that touch."
    ]
    if request.distractors:
        words.append(
            "Not every nucleus may be counted: some overlap, are cut by the edge of the field, lie out of "
            "focus, show no dots, or belong to lymphocytes or stroma, and a few dots lie on the background."
        )
    if request.with_control and request.flaw != "controls":
        words.append(
            "Three control cells in a frame in the lower right corner show two dots of each colour in every "
            "nucleus."
        )
    if request.flaw is not None:
        words.append(_SEEN[request.flaw])
    return " ".join(words)
