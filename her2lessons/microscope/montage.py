"""Several fields side by side in one picture, lettered."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont, features

from her2lessons.microscope.field import Field

LETTERS = "ABCD"
_SIDE, _GAP = 384, 8


def montage(fields: Sequence[Field]) -> tuple[str, bytes]:
    """Give one small picture of two to four fields, two in a row, with the letters A to D in their corners.

    Returns
    -------
    tuple of str and bytes
        The media type and the file's bytes.
    """
    rows = (len(fields) + 1) // 2
    sheet = Image.new("RGB", (2 * _SIDE + _GAP, rows * _SIDE + (rows - 1) * _GAP), "white")
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=28)
    for number, (one, letter) in enumerate(zip(fields, LETTERS, strict=False)):
        x, y = (number % 2) * (_SIDE + _GAP), (number // 2) * (_SIDE + _GAP)
        sheet.paste(Image.fromarray(one.image).resize((_SIDE, _SIDE), Image.Resampling.LANCZOS), (x, y))
        draw.rectangle((x, y, x + 40, y + 40), fill="white")
        draw.text((x + 11, y + 3), letter, fill="black", font=font)
    file = BytesIO()
    if features.check("webp"):
        sheet.save(file, "WEBP", quality=80)
        return "image/webp", file.getvalue()
    sheet.save(file, "PNG", optimize=True)
    return "image/png", file.getvalue()
