"""Keep an answer before it is drawn, and say honestly whether it was kept."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime

from her2lessons import progress

#: A longer log is offered once, below the map of progress, and not again on every card.
_MOST_ON_A_CARD = 100_000


@dataclass(frozen=True)
class Mark:
    """What the card says about the last answer."""

    text: str
    kept: bool
    download: str | None = None
    """On a host that forgets its disk: the whole answer log as a link that can be saved."""


def when(moment: datetime) -> str:
    """Give a moment as a person reads it, in this computer's time zone."""
    local = _here(moment)
    return f"{local.day} {local:%B %Y, %H:%M}"


def day(moment: datetime) -> str:
    """Give a day as a person reads it, in this computer's time zone."""
    local = _here(moment)
    return f"{local.day} {local:%B %Y}"


def _here(moment: datetime) -> datetime:
    try:
        return moment.astimezone()
    except (OverflowError, OSError, ValueError):
        return moment  # at the edge of what a calendar holds, in a log that was edited by hand


def save(answer: progress.Answer) -> Mark:
    """Append ``answer`` to the log; the mark says "saved" only once the line is on disk."""
    try:
        progress.AnswerLog().append(answer)
    except progress.SaveError as error:
        return Mark(str(error), kept=False)
    if progress.durability() == "session":
        link = download(_MOST_ON_A_CARD)
        text = "Saved for this session only: this host forgets its disk when it closes."
        return Mark(
            text if link else f"{text} Run progress() to download your answers.", kept=True, download=link
        )
    return Mark(f"Saved on {when(answer.at)}.", kept=True)


def download(most: int | None = None) -> str | None:
    """Give the whole answer log as a link that can be saved.

    None where there is none to read, or where it has more than ``most`` bytes.
    """
    path = progress.default_path()
    try:
        if most is not None and path.stat().st_size > most:
            return None
        content = path.read_bytes()
    except OSError:
        return None
    return f"data:application/jsonl;base64,{base64.b64encode(content).decode('ascii')}"


def memory() -> tuple[progress.Memory, str | None]:
    """Give what the answers so far add up to, and what to say if the log could not be read whole."""
    log = progress.AnswerLog()
    memory = log.memory()
    return memory, log.damage
