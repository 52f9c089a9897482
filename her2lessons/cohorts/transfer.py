"""Bring a file over the network: no more of it than there is, and in no more time than it is given."""

from __future__ import annotations

from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from her2lessons.cohorts.progress_bar import ProgressBar

    Pieces = SimpleQueue[bytes | Exception | None]

_PIECE = 64 * 1024

_GLANCE = 1.0
"""Seconds between two looks at the clock; on some systems a cell can be interrupted only then."""

# Not compressed on the way: the bytes that arrive are then those of the file.
_HEADERS = {"Accept-Encoding": "identity"}


class Unwanted(Exception):  # noqa: N818 - named as what arrived
    """What arrives cannot become the file; the text ends a sentence that begins with the address."""


def bring(address: str, into: Path, size: int, bar: ProgressBar, timeout: float, until: float) -> None:
    """Write what an address gives into a file of its own.

    The network is waited for in a second thread, because a server can hold the first one for ever with a
    byte now and then, each of them in time.

    Parameters
    ----------
    address : str
        Where to ask.
    into : pathlib.Path
        The file to write; it is made anew if it is there.
    size : int
        Bytes to accept.
    bar : ProgressBar
        Told of every piece.
    timeout : float
        Seconds to wait for a connection, and for each next piece.
    until : float
        When to give up, as `time.monotonic` counts.

    Raises
    ------
    Unwanted
        If more than `size` bytes arrive, if they take too long, or if the answer makes no sense.
    requests.RequestException
        If the address cannot be reached, refuses, or breaks off.
    OSError
        If the file cannot be written.
    """
    pieces: Pieces = SimpleQueue()
    enough = Event()
    # Made anew, because a temporary file is closed to everybody else, and would stay so under its new name.
    into.unlink(missing_ok=True)
    with into.open("xb") as kept:
        Thread(target=_ask, args=(address, timeout, pieces, enough), daemon=True).start()
        arrived = 0
        try:
            while (piece := _next(pieces, until, size)) is not None:
                arrived += len(piece)
                if arrived > size:
                    raise Unwanted(f"sends more than the {size:,} bytes that this file has")
                kept.write(piece)
                bar.update(len(piece))
        finally:
            enough.set()


def _ask(address: str, timeout: float, pieces: Pieces, enough: Event) -> None:
    """Hand over every piece that arrives, and at the end None, or what went wrong."""
    import requests

    try:
        with requests.get(address, stream=True, timeout=timeout, headers=_HEADERS) as answer:
            answer.raise_for_status()
            for piece in answer.iter_content(_PIECE):
                pieces.put(piece)
                if enough.is_set():
                    return
        pieces.put(None)
    except Exception as error:  # whatever it is, the first thread has to hear of it
        pieces.put(error)


def _next(pieces: Pieces, until: float, size: int) -> bytes | None:
    """Wait for the next piece, None for the end, or raise what the second thread met."""
    from requests import RequestException

    while (left := until - monotonic()) > 0:
        try:
            piece = pieces.get(timeout=min(left, _GLANCE))
        except Empty:
            continue
        if isinstance(piece, RequestException):
            raise piece
        if isinstance(piece, Exception):
            raise Unwanted("gave an answer that could not be read") from piece
        return piece
    raise Unwanted(f"was too slow: not all {size:,} bytes had arrived when the time for it was up")
