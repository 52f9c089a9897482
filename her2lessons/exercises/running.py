"""Call a learner's function so that nothing it does reaches the page: no output, no error, no end of time."""

from __future__ import annotations

import copy
import logging
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import FrameType
from typing import Any

from her2lessons.exercises.plain import NotPlainError, a_type, is_made_by, plain, show
from her2lessons.exercises.task import Reply

SECONDS = 2.0
"""How long one call may run. A right answer to any task needs a small part of a thousandth of this."""


class _TooLong(BaseException):
    """Raised inside a call that has run out of time; no `except Exception` of the learner's holds it up."""


@contextmanager
def quiet() -> Iterator[None]:
    """Send prints, warnings and log lines nowhere, and put everything back at the end.

    nbgrader gives no points to a cell that writes to stderr, and a learner's debugging prints would hide
    the feedback.
    """
    logged = logging.root.manager.disable
    with (
        Path(os.devnull).open("w", encoding="utf-8", errors="replace") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        logging.disable(logging.CRITICAL)
        try:
            yield
        finally:
            logging.disable(logged)


def call(function: Callable[..., object], arguments: tuple[Any, ...]) -> Reply:
    """Call a function on copies of its arguments and give what came of it as plain data.

    Parameters
    ----------
    function
        Anything that can be called.
    arguments
        What to call it with, in order.

    Returns
    -------
    Reply
        The value it returned, or the error it raised, or a sentence's end that says what went wrong.
    """
    before = sys.gettrace()
    try:
        sys.settrace(_stop_at(time.monotonic() + SECONDS))
        try:
            value = function(*copy.deepcopy(arguments))
        finally:
            sys.settrace(before)
    except _TooLong:
        return Reply(
            problem=f"was still running after {SECONDS:g} seconds. Is there a loop without an end?", last=True
        )
    except KeyboardInterrupt:
        return Reply(problem="was stopped before it had finished.", last=True)
    except BaseException as error:  # whatever a learner's code raises, it must not end the cell
        return _raised(error)
    return _returned(value)


def _stop_at(deadline: float) -> Callable[[FrameType, str, Any], Any]:
    # Python calls this at every line of the learner's code: the one way to end an endless loop that needs
    # no second process, no signal, and works in any thread and on any system.
    def watch(_frame: FrameType, _event: str, _argument: Any) -> Any:
        if time.monotonic() > deadline:
            raise _TooLong
        return watch

    return watch


def _raised(error: BaseException) -> Reply:
    kind = type(error)
    if issubclass(kind, ValueError):
        return Reply(raised="ValueError", problem=f"raised a ValueError{_message(error)}.")
    if issubclass(kind, RecursionError):
        return Reply(raised="RecursionError", problem="kept calling itself until Python gave up.", last=True)
    return Reply(raised="Exception", problem=f"raised {a_type(error)}{_message(error)}.")


def _message(error: BaseException) -> str:
    # str(error) could be code of the learner's own; the arguments are only looked at.
    arguments = BaseException.__dict__["args"].__get__(error)
    if type(arguments) is tuple and len(arguments) == 1 and type(arguments[0]) is str and arguments[0]:
        return f" with the message {show(arguments[0])}"
    return ""


def _returned(value: object) -> Reply:
    if value is None:
        return Reply(problem="gave nothing back. Does every way through it end with a return?")
    if is_made_by("types", "GeneratorType", value):
        return Reply(problem="gave a generator. Write return in place of yield.")
    if is_made_by("types", "CoroutineType", value):
        return Reply(problem="has to be awaited. Write def in place of async def.")
    try:
        return Reply(value=plain(value))
    except NotPlainError as error:
        return Reply(problem=f"gave {error}, which is no plain number or text.")
