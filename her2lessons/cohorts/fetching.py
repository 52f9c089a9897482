"""Fetch a pinned file once and keep it; what cannot be fetched is told in plain words and leaves no trace."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

from her2lessons.cohorts.progress_bar import ProgressBar
from her2lessons.cohorts.remote import RemoteFile
from her2lessons.cohorts.transfer import Unwanted, bring

HOME = "HER2LESSONS_HOME"
"""Where this is set, everything a learner's course keeps is below it, these files too."""

TIMEOUT = 20
"""Seconds to wait for a connection, and for each next piece."""

RETRIES = 1
"""How often an address is tried again before the next one, because connections have hiccups."""

PATIENCE = 600
"""Seconds that a file may take over all its addresses; each has its part of them, and what was not used
before it."""


class DownloadError(ValueError):
    """A file could not be fetched or kept; the message says what is safe and what to do."""


def cache_folder() -> Path:
    """Give the folder that fetched files are kept in; it may not exist yet.

    It is ``patients`` below ``HER2LESSONS_HOME`` where that is set and not blank, else below this account's
    folder for caches.
    """
    chosen = os.environ.get(HOME, "").strip()
    if chosen:
        return named_folder(chosen) / "patients"
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("her2lessons", appauthor=False)) / "patients"


def named_folder(folder: str | os.PathLike[str]) -> Path:
    """Give the whole path of a folder that somebody named.

    Raises
    ------
    ValueError
        If it is no text and no path, empty, or text that no system takes for a path.
    """
    text = os.fspath(folder) if isinstance(folder, str | os.PathLike) else None
    if not isinstance(text, str) or not text.strip() or "\0" in text:
        raise ValueError(f"folder must be the path of a folder, not {folder!r}. Write it like 'my-data'.")
    try:
        return Path(text).expanduser().absolute()
    except RuntimeError:
        # "~" of nobody on this machine: taken as it stands, so that a failure says where it was.
        return Path(text).absolute()


def fetch(file: RemoteFile, folder: Path) -> Path:
    """Return the path of a file in `folder`, fetching it where it is not there or not whole.

    Raises
    ------
    DownloadError
        If no address gives the file, or if the folder cannot keep it.
    """
    from requests import RequestException

    failures = []
    began = monotonic()
    for number, address in enumerate(file.addresses, start=1):
        until = began + PATIENCE * number / len(file.addresses)
        bar = ProgressBar(file.name, file.size)
        try:
            return _fetch_from(address, file, folder, bar, until)
        except Unwanted as error:
            failures.append(f"{urlsplit(address).netloc} {error}")
        except (RequestException, ValueError) as error:
            failures.append(f"{urlsplit(address).netloc} {_reason(error)}")
        except OSError as error:
            raise DownloadError(_disk(file, folder, error)) from None
        finally:
            bar.close()
    raise DownloadError(
        f"The file {file.name} could not be fetched: {'; '.join(failures)}. Nothing was changed on this "
        f"computer, and no half file is left. Look to your internet connection and run the cell again "
        f"later. A file that you have from elsewhere can be put into {folder} as {file.name}; it is used if "
        f"it is the same to the last byte. The count tables need no internet."
    )


def _fetch_from(address: str, file: RemoteFile, folder: Path, bar: ProgressBar, until: float) -> Path:
    """Let pooch look into the folder, fetch what is not there, and check it before it gets its name."""
    import pooch  # type: ignore[import-untyped]

    def downloader(address: str, into: str, store: object) -> None:
        bring(address, Path(into), file.size, bar, TIMEOUT, until)

    store = pooch.create(
        folder,
        base_url="",
        registry={file.name: f"sha256:{file.sha256}"},
        urls={file.name: address},
        retry_if_failed=RETRIES,
    )
    with _quiet(pooch.get_logger()):
        return Path(store.fetch(file.name, downloader=downloader))


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """Keep pooch from writing a report of its own beside the bar."""
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


def _reason(error: Exception) -> str:
    """Say what an address did, as the end of a sentence that begins with its name."""
    from requests import exceptions

    if isinstance(error, exceptions.HTTPError) and error.response is not None:
        return _answered(error.response.status_code)
    if isinstance(error, exceptions.TooManyRedirects):
        return "sends from one address to the next without end"
    if isinstance(error, exceptions.SSLError):
        return "could not prove who it is (its certificate was refused)"
    if isinstance(error, exceptions.Timeout):
        return f"did not answer within {TIMEOUT} seconds"
    if isinstance(error, exceptions.ChunkedEncodingError):
        return "broke off before the whole file had arrived"
    if isinstance(error, exceptions.ContentDecodingError):
        return "sent something packed that could not be unpacked"
    if isinstance(error, exceptions.ConnectionError):
        return "could not be reached, or stopped answering"
    if isinstance(error, exceptions.InvalidURL | exceptions.InvalidSchema | exceptions.MissingSchema):
        return "has an address that cannot be opened"
    if isinstance(error, exceptions.RequestException):
        return "gave an answer that could not be read"
    # The only other error that pooch raises over a file that arrived.
    return "gave something other than the file this course knows (the checksum differs)"


def _answered(status: int) -> str:
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return f"does not have the file any more (answer {status})"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return f"asks to wait, because it was asked too often (answer {status})"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"has a fault of its own at the moment (answer {status})"
    return f"refused to give the file (answer {status})"


def _disk(file: RemoteFile, folder: Path, error: OSError) -> str:
    # Pooch wraps a refusal in words of its own; the system's are underneath.
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    why = (cause.strerror or str(cause)).lower()
    return (
        f"The file {file.name} could not be kept in {folder} ({why}). Nothing else was changed, and no half "
        f"file is left. Make room there, or allow writing to it, or name another folder: "
        f"cohorts.download(..., folder='my-data')."
    )
