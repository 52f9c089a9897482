"""A picture that a question shows: a file in the folder ``images`` beside its bank, with a text for it."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, PrivateAttr, computed_field

from her2lessons.quiz.item import Strict, Text

FOLDER = "images"
_LARGEST = 500_000
TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}


def _plain_name(name: str) -> str:
    if Path(name).name != name or "\\" in name or name.startswith("."):
        raise ValueError(
            f"{name!r} is not a file name alone; pictures lie in the folder images beside the bank."
        )
    if Path(name).suffix.lower() not in TYPES:
        raise ValueError(f"{name!r} is not a picture that pages show; use {', '.join(TYPES)}.")
    return name


class Picture(Strict):
    """A picture and the text that stands for it.

    Attributes
    ----------
    file
        Name of a file in ``images`` beside the bank.
    alt
        What the picture shows, without telling the answer, for who cannot see it.
    """

    file: Annotated[Text, AfterValidator(_plain_name)]
    alt: Text
    _data: bytes = PrivateAttr(b"")

    def model_post_init(self, context: Any) -> None:
        """Read the file, from the bank's folder that the reader of the bank names."""
        folder = context.get("folder") if isinstance(context, dict) else None
        if folder is None:
            raise ValueError("has a picture, and only a bank read from a file can hold pictures.")
        path = Path(folder) / FOLDER / self.file
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ValueError(
                f"names {self.file!r}, which cannot be read from {FOLDER} ({error.strerror})."
            ) from None
        if not data or len(data) > _LARGEST:
            raise ValueError(
                f"names {self.file!r} of {len(data):,} bytes; a picture has 1 to {_LARGEST:,}, so that saved "
                "notebooks stay small."
            )
        self._data = data

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self._data

    @property
    def media_type(self) -> str:
        """Such as ``image/png``."""
        return TYPES[Path(self.file).suffix.lower()]

    @property
    def address(self) -> str:
        """The picture as a data address, for ``src``; nothing in it can run."""
        return f"data:{self.media_type};base64,{base64.b64encode(self._data).decode('ascii')}"

    @computed_field  # type: ignore[prop-decorator]
    @property
    def digest(self) -> str:
        """Changes with what is seen, so that an answer is tied to the very picture."""
        return hashlib.sha256(self._data).hexdigest()[:12]
