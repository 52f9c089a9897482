"""Tasks whose answer is a few words in a dictionary, such as the outcome of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from her2lessons.exercises.plain import NotPlainError, Plain, a_type, plain, show, word
from her2lessons.exercises.task import Mark, Reply, UnreadableError


@dataclass(frozen=True)
class Field:
    """One word to give."""

    name: str
    """Its key in the dictionary."""
    expected: str | None
    """The right word, or None where the right answer is that there is none."""
    allowed: tuple[str | None, ...]
    """Every word the rules know here."""
    hint: str
    """A kind sentence for a wrong word; it does not name the right one."""


@dataclass(frozen=True)
class WordsAnswer:
    """A dictionary of words; each right word earns its share. Capitals and spaces do not matter."""

    name: str
    """What the learner calls the dictionary."""
    fields: tuple[Field, ...]

    def ask(self, answer: Any) -> tuple[Reply, ...]:
        """Read each field of the dictionary."""
        if type(answer) is not dict:
            keys = ", ".join(f'"{field.name}": ...' for field in self.fields)
            raise UnreadableError(
                f"{self.name} has to be a dictionary, and it is {a_type(answer)}. Write it as {{{keys}}}."
            )
        # Looking a key up would ask objects of the learner's own whether they equal it; going through asks
        # nobody.
        found = {key: value for key, value in answer.items() if type(key) is str}
        return tuple(self._reply(field, found) for field in self.fields)

    def _reply(self, field: Field, found: Mapping[str, object]) -> Reply:
        if field.name not in found:
            return Reply(problem="is missing.")
        try:
            value = plain(found[field.name])
        except NotPlainError as error:
            return Reply(problem=f"is {error}. Give one word in quotes.")
        if value is not None and type(value) is not str:
            return Reply(problem=f"is {show(value)}. Give one word in quotes.")
        return Reply(value=value)

    def judge(self, replies: tuple[Reply, ...]) -> Mark:
        """Compare each word with what the rules give."""
        pairs = list(zip(self.fields, replies, strict=True))
        right = [field.name for field, reply in pairs if _right(field, reply)]
        if len(right) == len(pairs):
            return Mark(1.0, (f"All {len(pairs)} are right: {', '.join(right)}.",))
        lines = [f"Right so far: {', '.join(right)}." if right else "None of them is right yet."]
        lines += [_fault(field, reply) for field, reply in pairs if not _right(field, reply)]
        return Mark(len(right) / len(pairs), tuple(lines))


def _right(field: Field, reply: Reply) -> bool:
    return not reply.problem and word(reply.value) == word(field.expected)


def _fault(field: Field, reply: Reply) -> str:
    if reply.problem:
        return f'"{field.name}" {reply.problem}'
    if not is_known(reply.value, field.allowed):
        words = listed(field.allowed)
        return f'"{field.name}" is {show(reply.value)}, and that is not one of its words: {words}.'
    return f'"{field.name}" is not {show(reply.value)}. {field.hint}'


def is_known(value: Plain, allowed: tuple[str | None, ...]) -> bool:
    """Tell whether a word is one of those the rules use."""
    return any(word(value) == word(known) for known in allowed)


def listed(allowed: tuple[str | None, ...]) -> str:
    """Write words as a learner would type them."""
    return ", ".join("None" if known is None else f'"{known}"' for known in allowed)
