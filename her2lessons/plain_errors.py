"""In a notebook, say in one sentence what a learner can mend, in place of a page of traceback.

Two errors are a learner's daily bread: a cell run before the one it needs, and a value that a rule of this
course refuses. Both get a sentence. Every other error keeps its traceback, for those who write code.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import Any

_PACKAGE = Path(__file__).resolve().parent
_SAFE = "Your notebook and your saved answers are safe."


def install() -> None:
    """Take over the two errors in the running notebook, if there is one that has no handler of its own."""
    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython

    shell = get_ipython()
    if shell is not None and not shell.custom_exceptions:
        shell.set_custom_exc((NameError, ValueError), _show)


def _show(
    shell: Any,
    etype: type[BaseException],
    error: BaseException,
    trace: TracebackType,
    tb_offset: int | None = None,
) -> None:
    sentence = _sentence(error, trace)
    if sentence is None:
        shell.showtraceback((etype, error, trace), tb_offset=tb_offset)
    else:
        shell._showtraceback(etype, error, [sentence])


def _sentence(error: BaseException, trace: TracebackType) -> str | None:
    """Give what to say in place of a traceback; None where the traceback says it better."""
    files = []
    step: TracebackType | None = trace
    while step is not None:
        files.append(step.tb_frame.f_code.co_filename)
        step = step.tb_next
    if isinstance(error, NameError) and not isinstance(error, UnboundLocalError) and error.name:
        return _missing(error, trace) if not any(_ours(file) for file in files) else None
    return f"{error} {_SAFE}" if files and _ours(files[-1]) else None


def _missing(error: NameError, trace: TracebackType) -> str:
    last = trace
    while last.tb_next is not None:
        last = last.tb_next
    return (
        f"Line {last.tb_lineno}: there is no {error.name!r} yet. "
        "If a cell further up makes it, run that cell first: "
        "Run > Run All Above Selected Cell does all of them. If not, look at the spelling. " + _SAFE
    )


def _ours(file: str) -> bool:
    return Path(file).is_relative_to(_PACKAGE)
