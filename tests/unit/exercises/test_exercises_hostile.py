"""Answers that are wrong in kind, broken, or made to deceive: each ends in a kind sentence."""

import asyncio
import logging
import sys
import warnings

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2lessons.exercises import evaluate, handout, running, tasks
from her2lessons.exercises.plain import NotPlainError, plain, show
from her2lessons.guidelines import her2, ish

TASKS = [task.id for task in tasks("05")]


class AgreesWithAll:
    """Says that it equals everything."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __hash__(self):
        return hash("status")

    def __getattr__(self, name):
        return AgreesWithAll()

    def __call__(self, *_args):
        return AgreesWithAll()

    def __bool__(self):
        return True


class RaisesAtEverything:
    """Raises whatever is asked of it, even its class."""

    def __raise(self, *_args, **_kwargs):
        raise RuntimeError("no")

    __eq__ = __ne__ = __hash__ = __repr__ = __str__ = __bool__ = __len__ = __iter__ = __call__ = __raise
    __float__ = __int__ = __index__ = __getitem__ = __getattr__ = __raise
    __class__ = property(__raise)


class Everything(str):
    """A text that equals every other text."""

    __slots__ = ()

    def __eq__(self, other):
        return True

    def __hash__(self):
        return str.__hash__(self)

    def split(self, *_args):
        return ["pending"]

    def strip(self, *_args):
        return "A"

    casefold = upper = strip


class Pretender(type):
    """A class of classes that claim to be int."""

    def __eq__(cls, other):
        return True

    def __hash__(cls):
        return hash(int)

    def __instancecheck__(cls, instance):
        return True


class ClaimsToBeInt(metaclass=Pretender):
    __class__ = int

    def __eq__(self, other):
        return True

    __hash__ = None


class AnyKey(dict):
    def __getitem__(self, key):
        return AgreesWithAll()

    def items(self):
        return [("status", "pending"), ("category", "undetermined"), ("next_step", "recount")]


class AllLetters(list):
    def __iter__(self):
        return iter("ACEG")

    def __len__(self):
        return 4


class Frame(pd.DataFrame):
    pass


class CruelError(Exception):
    def __str__(self):
        raise RuntimeError("no text either")

    __repr__ = __str__


def raises(error):
    def function(*_args):
        raise error

    return function


def recurses(*args):
    return recurses(*args)


async def waits(*_args):
    await asyncio.sleep(0)


def noisy(*_args):
    print("printed")
    print("printed to stderr", file=sys.stderr)
    warnings.warn("warned", stacklevel=1)
    logging.getLogger("learner").error("logged")
    return 1


def itself():
    loop = []
    loop.append(loop)
    return loop


def named(name):
    return type(name, (), {})()


def frame(**columns):
    return handout("05.d").assign(**columns)


HOSTILE = {
    # of the wrong kind
    "text": lambda: "pending",
    "number": lambda: 3,
    "float": lambda: 2.5,
    "nan": lambda: float("nan"),
    "infinity": lambda: float("inf"),
    "true": lambda: True,
    "bytes": lambda: b"A",
    "range": lambda: range(10),
    "empty list": list,
    "empty tuple": tuple,
    "empty dictionary": dict,
    "empty set": set,
    "object": object,
    "class": lambda: object,
    "module": lambda: sys,
    "generator": lambda: (x for x in "ACEG"),
    "huge number": lambda: 10**5000,
    "long list": lambda: ["A"] * 1_000_000,
    "list in itself": itself,
    "list of nothing": lambda: [None] * 4,
    "list of numbers": lambda: [1, 2, 3],
    "series": lambda: pd.Series([1, 2]),
    "lone surrogate": lambda: {"status": "\ud800"},
    "not a name": lambda: named("<b>x</b>\n"),
    # made to deceive
    "agrees with all": AgreesWithAll,
    "raises at everything": RaisesAtEverything,
    "claims to be int": ClaimsToBeInt,
    "text that equals all": lambda: Everything("x"),
    "dictionary with any key": AnyKey,
    "list of all letters": lambda: AllLetters(["Z"]),
    "dictionary of deceivers": lambda: dict.fromkeys(["status", "category", "next_step"], AgreesWithAll()),
    "dictionary of equal texts": lambda: dict.fromkeys(["status", "category", "next_step"], Everything("x")),
    "dictionary of raisers": lambda: dict.fromkeys(["status", "category", "next_step"], RaisesAtEverything()),
    "deceiving keys": lambda: {AgreesWithAll(): "pending"},
    "list of deceivers": lambda: [AgreesWithAll()] * 4,
    "list of equal texts": lambda: [Everything("A")] * 4,
    "list of raisers": lambda: [RaisesAtEverything()],
    "set of deceivers": lambda: {AgreesWithAll()},
    # functions
    "raises ValueError": lambda: raises(ValueError("no")),
    "raises nothing in particular": lambda: raises(Exception()),
    "raises a cruel error": lambda: raises(CruelError()),
    "raises an error of raisers": lambda: raises(Exception(RaisesAtEverything())),
    "raises huge text": lambda: raises(Exception("x" * 10**6)),
    "ends Python": lambda: raises(SystemExit()),
    "interrupts": lambda: raises(KeyboardInterrupt()),
    "raises BaseException": lambda: raises(BaseException()),
    "raises StopIteration": lambda: raises(StopIteration()),
    "recurses": lambda: recurses,
    "takes nothing": lambda: lambda: 1,
    "waits": lambda: waits,
    "noisy": lambda: noisy,
    "yields": lambda: lambda *_: (yield),
    "built-in": lambda: print,
    "type": lambda: int,
    "maximum": lambda: max,
    "gives deceiver": lambda: lambda *_: AgreesWithAll(),
    "gives pretender": lambda: lambda *_: ClaimsToBeInt(),
    "gives pair of deceivers": lambda: lambda *_: (AgreesWithAll(), AgreesWithAll()),
    "gives raiser": lambda: lambda *_: RaisesAtEverything(),
    "gives nan": lambda: lambda *_: float("nan"),
    "gives pair of nan": lambda: lambda *_: (float("nan"), float("nan")),
    "gives huge": lambda: lambda *_: 10**5000,
    "gives pair of huge": lambda: lambda *_: (10**5000, 10**5000),
    "gives nothing": lambda: lambda *_: None,
    "gives itself": lambda: lambda *_: itself(),
    "gives true": lambda: lambda *_: True,
    # tables
    "empty table": pd.DataFrame,
    "short table": lambda: frame(status="x", category="x").head(3),
    "long table": lambda: pd.concat([frame(status="x", category="x")] * 2),
    "same label twice": lambda: frame(status="x", category="x").set_axis(["A"] * 10),
    "no columns": lambda: frame().iloc[:, :0],
    "table of nothing": lambda: frame(status=None, category=None),
    "table of lists": lambda: frame(status=[["negative"]] * 10, category=[[]] * 10),
    "table of deceivers": lambda: frame(status=[AgreesWithAll()] * 10, category=[AgreesWithAll()] * 10),
    "table of equal texts": lambda: frame(status=[Everything("x")] * 10, category=[Everything("x")] * 10),
    "table of objects": lambda: frame(status=[object()] * 10, category=[named("X")] * 10),
    "own kind of table": lambda: Frame(her2.interpret_frame(handout("05.d"))),
    "two-storey columns": lambda: pd.concat({"x": her2.interpret_frame(handout("05.d"))}, axis=1),
    "turned table": lambda: her2.interpret_frame(handout("05.d")).T,
    "deceiving labels": lambda: frame(status="x", category="x").set_axis([AgreesWithAll()] * 10),
    "deceiving columns": lambda: frame(status="x", category="x").set_axis([AgreesWithAll()] * 5, axis=1),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("task_id", TASKS)
@pytest.mark.parametrize("name", HOSTILE)
def test_an_impossible_answer_ends_in_a_kind_sentence_and_without_full_points(name, task_id, capfd):
    outcome = evaluate(task_id, HOSTILE[name]())
    assert type(outcome.points) is float
    assert 0.0 <= outcome.points < outcome.max_points
    assert outcome.attempted
    assert type(outcome.feedback) is str
    assert outcome.feedback.endswith((".", "?"))
    assert len(outcome.feedback) < 1500
    outcome.feedback.encode("utf-8")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("task_id", ["05.b", "05.c"])
def test_an_endless_loop_is_ended_and_not_tried_on_further_inputs(task_id, monkeypatch):
    monkeypatch.setattr(running, "SECONDS", 0.05)
    calls = []

    def loops(*_args):
        calls.append(1)
        while True:
            try:
                while True:
                    pass
            except Exception:
                continue

    outcome = evaluate(task_id, loops)
    assert (outcome.points, len(calls)) == (0.0, 1)
    assert "was still running after 0.05 seconds. Is there a loop without an end?" in outcome.feedback


def test_a_recursion_without_end_is_named():
    assert "kept calling itself until Python gave up." in evaluate("05.b", recurses).feedback


def test_an_interrupted_call_is_named():
    assert "was stopped before it had finished." in evaluate("05.b", raises(KeyboardInterrupt())).feedback


def test_an_interrupt_while_a_table_is_read_is_named(monkeypatch):
    monkeypatch.setattr(pd.DataFrame, "columns", property(raises(KeyboardInterrupt())))
    said = evaluate("05.d", frame()).feedback
    assert said == "The check was stopped before it had finished. Run this cell again."


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            RuntimeError("broken"),
            "labelled could not be read. Give one row a case and plain words in its cells.",
        ),
        (
            SystemExit(),
            "This answer is a DataFrame that cannot be read. Use numbers, texts, lists or a table",
        ),
    ],
)
def test_a_table_that_raises_while_it_is_read_is_named(monkeypatch, error, said):
    answer = frame()
    monkeypatch.setattr(pd.DataFrame, "columns", property(raises(error)))
    assert evaluate("05.d", answer).feedback.startswith(said)


def test_a_waiting_function_is_told_how_to_be_an_ordinary_one():
    assert "has to be awaited. Write def in place of async def." in evaluate("05.b", waits).feedback


def test_trying_an_answer_leaves_tracing_logging_and_output_as_they_were():
    before = sys.gettrace(), logging.root.manager.disable, sys.stdout, sys.stderr, warnings.filters[:]
    for answer in (noisy, recurses, raises(SystemExit()), AgreesWithAll()):
        evaluate("05.b", answer)
    assert (
        sys.gettrace(),
        logging.root.manager.disable,
        sys.stdout,
        sys.stderr,
        warnings.filters[:],
    ) == before


def test_a_right_function_that_also_prints_and_warns_keeps_its_points(capfd):
    def chatty(ratio, her2_copies):
        noisy()
        return ish.group(ratio, her2_copies)

    assert evaluate("05.b", chatty).points == 4.0
    assert capfd.readouterr() == ("", "")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.sets(st.integers()),
    max_leaves=10,
)


@given(ANYTHING.filter(lambda value: value is not None), st.sampled_from(TASKS))
@settings(deadline=None)
def test_no_answer_that_knows_nothing_of_the_task_earns_every_point(answer, task_id):
    for tried in (answer, lambda *_: answer):
        outcome = evaluate(task_id, tried)
        assert outcome.points < outcome.max_points
        assert outcome.feedback


@given(ANYTHING)
@settings(deadline=None)
def test_a_value_is_read_as_plain_data_that_can_be_shown_or_refused_by_name(value):
    try:
        said = show(plain(value))
    except NotPlainError as error:
        said = str(error)
    assert 0 < len(said) <= 60
