"""Things to be matched with what they belong to. Response: a mapping of every pair id to a match id."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from her2lessons.quiz.item import Identifier, Item, Strict, Text
from her2lessons.quiz.result import Chosen, Reason, ResponseError, Result, Words, result
from her2lessons.quiz.view import PublicView, view

_WORDS = Words(chosen="You matched", missed="The right pair", also="The right pair")


class Pair(Strict):
    """One thing, and the id of what it belongs to.

    Attributes
    ----------
    id
        Unique among the pairs of its question.
    text
        What the learner reads (plain text; it labels the field).
    match
        The id of the match that is right for it; several pairs may share one.
    because
        The reason, shown only after answering (Markdown).
    """

    id: Identifier
    text: Text
    match: Identifier
    because: Text


class Match(Strict):
    """Something to choose for a pair; one that fits no pair is a distractor and says why.

    Attributes
    ----------
    id
        Unique among the matches of its question.
    text
        What the learner reads (plain text; it stands in a list to choose from).
    because
        For a match that fits nothing here: the reason, shown to who chooses it (Markdown).
    """

    id: Identifier
    text: Text
    because: Text | None = None


def _distinct(parts: tuple[Pair, ...] | tuple[Match, ...]) -> tuple[Pair, ...] | tuple[Match, ...]:
    if len(parts) < 2:
        raise ValueError("holds fewer than two; matching needs at least two.")
    for field in ("id", "text"):
        values = [getattr(part, field).strip() for part in parts]
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise ValueError(f"repeats the {field} {twice[0]!r}; make each {field} different.")
    return parts


class Matching(Item):
    """A question in which each thing on the left has one match on the right.

    Attributes
    ----------
    pairs
        The things on the left, in the order shown, with their right matches.
    matches
        What there is to choose from, in the order shown.
    """

    kind: Literal["match"]
    pairs: Annotated[tuple[Pair, ...], Field(strict=False), AfterValidator(_distinct)]
    matches: Annotated[tuple[Match, ...], Field(strict=False), AfterValidator(_distinct)]

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        known = {match.id for match in self.matches}
        used = {pair.match for pair in self.pairs}
        for pair in self.pairs:
            if pair.match not in known:
                raise ValueError(
                    f"matches the pair {pair.id!r} with {pair.match!r}, which is not in matches."
                )
        if len(used) < 2:
            raise ValueError("matches every pair with the same thing; then there is nothing to tell apart.")
        for match in self.matches:
            if match.id not in used and match.because is None:
                raise ValueError(f"gives no reason (because) for the match {match.id!r}, which fits no pair.")
        return self


Model = Matching


def read_response(item: Matching, response: object) -> dict[str, str]:
    """Give the chosen match of every pair.

    Raises
    ------
    ResponseError
        If the response is not a mapping of every pair id to the id of a match.
    """
    if not isinstance(response, Mapping):
        raise ResponseError("This question takes a match for each pair: a mapping of pair ids to match ids.")
    pairs = {pair.id: pair.text for pair in item.pairs}
    matches = [match.id for match in item.matches]
    for given, chosen in response.items():
        if given not in pairs:
            raise ResponseError(
                f"There is no pair {given!r} in this question; its pairs are {', '.join(pairs)}."
            )
        if chosen not in matches:
            raise ResponseError(f"There is no match {chosen!r} here; choose one of: {', '.join(matches)}.")
    missing = [text for pair_id, text in pairs.items() if pair_id not in response]
    if missing:
        raise ResponseError(f"Choose a match for every line first; {missing[0]} has none yet.")
    return dict(response)


def score(item: Matching, response: object) -> Result:
    """Give the mean share of pairs found for each match that is used, corrected for guessing.

    With M matches in use the mark is (sum of the shares - 1) / (M - 1): everything right gives 1; the same
    match for every pair gives 0, however many pairs it fits; so does, on average, choosing at random.
    """
    given = read_response(item, response)
    texts = {match.id: match.text for match in item.matches}
    used: dict[str, list[bool]] = {}
    for pair in item.pairs:
        used.setdefault(pair.match, []).append(given[pair.id] == pair.match)
    found = sum((Fraction(sum(hits), len(hits)) for hits in used.values()), Fraction(0))
    wrong = [pair for pair in item.pairs if given[pair.id] != pair.match]
    return result(
        item,
        (found - 1) / (len(used) - 1),
        chosen=[
            Chosen(
                f"{pair.text}: {texts[given[pair.id]]}",
                _reason(item, pair, given[pair.id]),
                pair not in wrong,
            )
            for pair in item.pairs
        ],
        right=[Reason(f"{pair.text}: {texts[pair.match]}", pair.because) for pair in item.pairs],
        missed=[Reason(f"{pair.text}: {texts[pair.match]}", pair.because) for pair in wrong],
        words=_WORDS,
    )


def public_view(item: Matching) -> PublicView:
    """Give the prompt, the pairs and what there is to choose from, without telling what belongs together."""
    return view(item, item.pairs, choices=item.matches)


def _reason(item: Matching, pair: Pair, given: str) -> str:
    """Say why a choice is right, or why it fits nothing; a wrong one is put right among the missed."""
    if given == pair.match:
        return pair.because
    return next(match.because or "" for match in item.matches if match.id == given)
