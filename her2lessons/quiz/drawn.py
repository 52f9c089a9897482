"""A picture that the simulated microscope draws: asked for in words and numbers, drawn when it is shown."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field as Setting
from pydantic import computed_field, model_validator

from her2lessons.quiz.item import Strict, Text

if TYPE_CHECKING:
    from her2lessons.microscope import Field

Number = Annotated[str, Setting(pattern=r"^[0-9]{1,9}(\.[0-9]{1,6})?$")]
Seed = Annotated[str, Setting(pattern=r"^[0-9]{1,9}$")]


class Request(Strict):
    """What to ask the microscope for; all numbers as text, as in a bank.

    Attributes
    ----------
    kind
        ``"ihc"`` or ``"fish"``.
    seed
        Of the tissue.
    score
        IHC: one of the five scores. None where percents or a flaw say it.
    percents
        IHC: exact shares of the four patterns, by their names in `guidelines.ihc.score`.
    magnification
        IHC: ``"20"`` or ``"40"``.
    ratio, her2_copies, nuclei
        FISH: what is asked for.
    distractors
        FISH: add nuclei and dots that do not count.
    flaw
        Why the field must be rejected; None for one that can be read.
    """

    kind: Literal["ihc", "fish"]
    seed: Seed
    score: Text | None = None
    percents: dict[str, Number] | None = None
    magnification: Literal["20", "40"] = "20"
    ratio: Number | None = None
    her2_copies: Number | None = None
    nuclei: Seed = "20"
    distractors: bool = False
    flaw: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.kind == "fish" and (self.ratio is None or self.her2_copies is None):
            raise ValueError("asks for a FISH field without ratio and her2_copies; give both.")
        if self.kind == "ihc" and self.score is None and self.percents is None:
            raise ValueError("asks for an IHC field without a score or percents; give one of them.")
        return self

    def field(self, palette: str | None = None) -> Field:
        """Draw the field; the last few are remembered.

        Raises
        ------
        ValueError
            If the microscope cannot draw what is asked for.
        """
        return _draw(self.model_dump_json(), palette)


@lru_cache(maxsize=12)
def _draw(request: str, palette: str | None) -> Field:
    # Imported here: a bank can be read without numpy and pandas.
    from her2lessons import microscope

    asked = Request.model_validate_json(request, strict=False)
    if asked.kind == "fish":
        more: dict[str, Any] = {} if palette is None else {"palette": palette}
        return microscope.fish_field(
            ratio=float(asked.ratio or 0),
            her2_copies=float(asked.her2_copies or 0),
            nuclei=int(asked.nuclei),
            seed=int(asked.seed),
            distractors=asked.distractors,
            flaw=asked.flaw,
            **more,
        )
    wanted: dict[str, Any] = (
        {"percents": {name: float(share) for name, share in asked.percents.items()}}
        if asked.percents is not None
        else {"score": asked.score}
    )
    return microscope.ihc_field(
        **wanted, seed=int(asked.seed), magnification=int(asked.magnification), flaw=asked.flaw
    )


class Drawn(Strict):
    """A picture of one simulated field, or of several side by side, lettered A, B, C, D.

    Attributes
    ----------
    fields
        What to draw; one, or two to four.
    alt
        What is seen, without telling the answer, for who cannot see it.
    """

    fields: Annotated[tuple[Request, ...], Setting(strict=False, min_length=1, max_length=4)]
    alt: Text

    @property
    def data(self) -> bytes:
        """The bytes of the picture."""
        return _encoded(self._asked)[1]

    @property
    def media_type(self) -> str:
        """Such as ``image/webp``."""
        return _encoded(self._asked)[0]

    @property
    def file(self) -> str:
        """A name for the picture where it becomes a file, such as in an export."""
        return f"field-{self.digest}.{self.media_type.rpartition('/')[2]}"

    @property
    def address(self) -> str:
        """The picture as a data address, for ``src``."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.data).decode('ascii')}"

    @computed_field  # type: ignore[prop-decorator]
    @property
    def digest(self) -> str:
        """Changes with what is asked for; nothing is drawn to know it."""
        return hashlib.sha256("\n".join(self._asked).encode()).hexdigest()[:12]

    @property
    def _asked(self) -> tuple[str, ...]:
        """The requests as text: those with percents could not be remembered under themselves."""
        return tuple(one.model_dump_json() for one in self.fields)


# Files are small, and an export asks for each of its pictures more than once.
@lru_cache(maxsize=64)
def _encoded(asked: tuple[str, ...]) -> tuple[str, bytes]:
    fields = [_draw(one, None) for one in asked]
    if len(fields) == 1:
        return fields[0].encoded()
    from her2lessons.microscope.montage import montage

    return montage(fields)
