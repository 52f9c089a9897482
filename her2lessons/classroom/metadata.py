"""What every course notebook says of itself, in one metadata key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError


def _past_or_present(value: str) -> str:
    try:
        reviewed = date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is not a date like 2026-11-20") from None
    if reviewed > date.today():
        raise ValueError(f"{value} lies in the future")
    return value


class CourseMetadata(BaseModel):
    """The ``her2lessons`` key of a notebook's metadata."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    #: What the notebook is: a lesson to read, an exercise to do, or an exercise with its answers.
    kind: Literal["lesson", "exercise", "solution"]
    #: The lesson's number, two digits.
    number: Annotated[str, Field(pattern=r"^\d\d$")]
    title: Annotated[str, Field(min_length=3)]
    #: How long a learner needs, in minutes.
    minutes: Annotated[str, Field(pattern=r"^\d{1,3}$")]
    #: Numbers of the lessons that come before.
    prerequisites: tuple[Annotated[str, Field(pattern=r"^\d\d$")], ...]
    #: Ids of the syllabus's objectives, for example "05.1".
    objectives: tuple[Annotated[str, Field(pattern=r"^\d\d\.\d$")], ...]
    #: Ids of the concepts that the notebook covers, for example "B04".
    concepts: tuple[Annotated[str, Field(pattern=r"^[AB]\d\d$")], ...]
    #: The day somebody last checked the facts.
    reviewed: Annotated[str, AfterValidator(_past_or_present)]


def read_metadata(metadata: Any, name: str) -> CourseMetadata:
    """Give the course's own metadata of a notebook.

    Raises
    ------
    ValueError
        If the key is missing or a field is; the sentence names the notebook and each field at fault.
    """
    found = metadata.get("her2lessons")
    if found is None:
        raise ValueError(
            f"{name} has no 'her2lessons' key in its metadata; see CONTRIBUTING.md for what it holds."
        )
    if not isinstance(found, Mapping):
        raise ValueError(
            f"The 'her2lessons' metadata of {name} must hold fields such as kind and title, not {found!r}."
        )
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in dict(found).items()}
    try:
        return CourseMetadata.model_validate(plain)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise ValueError(f"The 'her2lessons' metadata of {name} is not right: {faults}.") from None
