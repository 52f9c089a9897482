"""What each exercise task asks: inputs to try an answer on, what the rules give, and what to say.

``ex05`` holds the tasks of exercise 05; a new exercise is a new package beside it, found by its name.
"""

from __future__ import annotations

import importlib
import pkgutil
import re

from her2lessons.exercises.handout import Handout
from her2lessons.exercises.plain import a_type
from her2lessons.exercises.running import quiet
from her2lessons.exercises.task import Outcome, Task, UnreadableError

__all__ = ["Handout", "Outcome", "Task", "assignments", "evaluate", "handout", "task", "tasks"]

_NAME = re.compile(r"ex(\d\d)")


def assignments() -> tuple[str, ...]:
    """Give the numbers of the exercises there are, in order: two digits each."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(match[1] for match in map(_NAME.fullmatch, names) if match))


def tasks(assignment: str) -> tuple[Task, ...]:
    """Give the tasks of an exercise in the order they are done in.

    Parameters
    ----------
    assignment : str
        Its number, two digits: "05".

    Raises
    ------
    ValueError
        If there is no such exercise; the sentence names those there are.
    """
    there = assignments()
    if not isinstance(assignment, str) or assignment not in there:
        raise ValueError(
            f"There is no exercise {assignment!r}. There are: {', '.join(there)}. "
            'Write two digits in quotes, such as "05".'
        )
    found: tuple[Task, ...] = importlib.import_module(f"{__name__}.ex{assignment}").TASKS
    return found


def task(task_id: str) -> Task:
    """Give one task by its id, such as "05.b".

    Raises
    ------
    ValueError
        If there is no such task; the sentence names those there are.
    """
    if not isinstance(task_id, str):
        raise ValueError(f'A task is named by text such as "05.b", and this is {a_type(task_id)}.')
    number = task_id.partition(".")[0]
    known = {found.id: found for found in (tasks(number) if number in assignments() else ())}
    if not known:
        raise ValueError(
            f"There is no task {task_id!r}. Write the number of an exercise, a point and a letter, "
            f'such as "05.b". There are exercises {", ".join(assignments())}.'
        )
    if task_id not in known:
        raise ValueError(f"There is no task {task_id!r}. Exercise {number} has the tasks {', '.join(known)}.")
    return known[task_id]


def handout(task_id: str) -> object:
    """Give what a task gives its learner to work on: a text, or a pandas DataFrame; new at each call.

    Raises
    ------
    ValueError
        If there is no such task, or it gives nothing.
    """
    found = task(task_id)
    if found.handout is None:
        raise ValueError(
            f"Task {task_id} gives nothing to work on: its text in the notebook says all it needs."
        )
    return found.handout()


def evaluate(task_id: str, answer: object) -> Outcome:
    """Try an answer to a task and say how it went.

    Parameters
    ----------
    task_id : str
        The task's id, such as "05.b".
    answer : object
        Anything at all; None, or the three dots, mean that the learner has not started.

    Returns
    -------
    Outcome
        Points from 0.0 to the task's maximum, and kind feedback. Nothing that the answer is or does gets
        out of here as an error or as output.

    Raises
    ------
    ValueError
        Only if there is no such task.
    """
    asked = task(task_id)
    if answer is None or answer is ...:
        return asked.not_attempted()
    with quiet():
        try:
            replies = asked.kind.ask(answer)
        except UnreadableError as error:
            return asked.refuse(str(error))
        except KeyboardInterrupt:
            return asked.refuse("The check was stopped before it had finished. Run this cell again.")
        except BaseException:  # an answer may raise anything at all while it is read
            return asked.refuse(
                f"This answer is {a_type(answer)} that cannot be read. "
                "Use numbers, texts, lists or a table of pandas."
            )
    return asked.judge(replies)
