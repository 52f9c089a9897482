"""Tasks whose answer is a table: the rows that were given, with columns added."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from her2lessons.exercises.plain import NotPlainError, a_type, is_made_by, plain, show, word
from her2lessons.exercises.task import Mark, Reply, UnreadableError, above_guessing
from her2lessons.exercises.words import is_known, listed

_SHOWN_FAULTS = 4


@dataclass(frozen=True)
class Column:
    """One column to add."""

    name: str
    expected: tuple[str, ...]
    """The right word for each row, in the order of the rows."""
    allowed: tuple[str, ...]
    """Every word the rules know here."""
    hints: tuple[str, ...]
    """A kind sentence for each row, for when its cell is wrong."""


@dataclass(frozen=True)
class TableAnswer:
    """A pandas DataFrame; each right cell of the added columns earns its share, beyond guessing."""

    name: str
    """What the learner calls the table."""
    label: str
    """What the rows' labels are called, also as a column."""
    rows: tuple[str, ...]
    """The rows' labels."""
    columns: tuple[Column, ...]

    def ask(self, answer: Any) -> tuple[Reply, ...]:
        """Read the added columns, column by column, each in the order of the rows."""
        if not is_made_by("pandas", "DataFrame", answer):
            raise UnreadableError(
                f"{self.name} has to be a pandas DataFrame, and it is {a_type(answer)}. "
                "Start from a copy of the table that was given, and add columns to it."
            )
        try:
            return self._read(answer)
        except UnreadableError:
            raise
        except Exception:
            raise UnreadableError(
                f"{self.name} could not be read. Give one row a {self.label} and plain words in its cells."
            ) from None

    def _read(self, answer: Any) -> tuple[Reply, ...]:
        names = answer.columns.tolist()
        place = {name: at for at, name in enumerate(names) if type(name) is str}
        if len(answer.index) != len(self.rows):
            raise UnreadableError(
                f"{self.name} has {len(answer.index)} rows, and {len(self.rows)} were given. "
                f"Keep one row a {self.label}."
            )
        by_column = self.label in place
        labels = (answer.iloc[:, place[self.label]] if by_column else answer.index).tolist()
        at = {label: row for row, label in enumerate(labels) if type(label) is str}
        missing = [row for row in self.rows if row not in at]
        if missing:
            raise UnreadableError(
                f"{self.name} has no row for {self.label} {', '.join(missing)}. "
                "Keep the row labels that were given."
            )
        for column in self.columns:
            if sum(type(name) is str and name == column.name for name in names) > 1:
                raise UnreadableError(
                    f'{self.name} has more than one column "{column.name}". Keep the one you mean.'
                )
        replies = []
        for column in self.columns:
            cells = answer.iloc[:, place[column.name]].tolist() if column.name in place else None
            replies += [_cell(cells[at[row]]) if cells else Reply(problem="is missing.") for row in self.rows]
        return tuple(replies)

    def judge(self, replies: tuple[Reply, ...]) -> Mark:
        """Compare each cell with what the rules give."""
        size = len(self.rows)
        lines, right = [], 0
        wrong: dict[int, list[str]] = {}
        for number, column in enumerate(self.columns):
            cells = replies[number * size : (number + 1) * size]
            if all(reply.problem == "is missing." for reply in cells):
                lines.append(f'The column "{column.name}" is missing.')
                continue
            for row, (expected, reply) in enumerate(zip(column.expected, cells, strict=True)):
                if not reply.problem and word(reply.value) == word(expected):
                    right += 1
                else:
                    wrong.setdefault(row, []).append(_fault(column, row, reply))
        parts = size * len(self.columns)
        guess = sum(max(Counter(column.expected).values()) for column in self.columns)
        if right == parts:
            return Mark(1.0, (f"All {parts} cells are right.",))
        lines.insert(0, f"{right} of {parts} cells are right.")
        if right and right <= guess:
            lines.append(
                f"The same word all the way down would get {guess} right, so the points start above that."
            )
        lines += [
            f"{self.label.capitalize()} {self.rows[row]}: {' '.join(faults)}"
            for row, faults in sorted(wrong.items())[:_SHOWN_FAULTS]
        ]
        return Mark(above_guessing(right, parts, guess), tuple(lines))


def _cell(value: object) -> Reply:
    try:
        return Reply(value=plain(value))
    except NotPlainError as error:
        return Reply(problem=f"is {error}")


def _fault(column: Column, row: int, reply: Reply) -> str:
    if reply.problem:
        return f"{column.name} {reply.problem}. Give one of its words."
    if reply.value is None or reply.value != reply.value:  # a missing value, None or NaN
        return f"{column.name} is empty. {column.hints[row]}"
    if not is_known(reply.value, column.allowed):
        return f"{column.name} is {show(reply.value)}, and its words are {listed(column.allowed)}."
    return f"{column.name} is not {show(reply.value)}. {column.hints[row]}"
