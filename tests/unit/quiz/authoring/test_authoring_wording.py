"""Faults of wording: for each a question that has it, and one that just has not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from her2lessons.quiz import Bank, Item
from her2lessons.quiz.authoring import wording

LONG = "Read this. " * 91  # 1,001 characters
REASON_39 = "a" * 39
REASON_40 = "a" * 40

#: What is asked, and what is said of it; None where there is nothing to say.
STEMS = {
    "a plain question": ("Which test comes next?", None),
    "a negative in the case only": ("No ISH was done, and it is not planned. Which test comes next?", None),
    "not in the question": (
        "Which test is not needed?",
        'asks with "not", which a reader in a hurry overlooks; ask for what is so: rephrase.',
    ),
    "an emphasised not": (
        "Which test is **not** needed?",
        'asks with "not"; emphasis helps, but ask for what is so: rephrase the question.',
    ),
    "a shouted NOT": (
        "Which test is NOT needed?",
        'asks with "NOT"; emphasis helps, but ask for what is so: rephrase the question.',
    ),
    "except": (
        "These are tests. Choose all except one.",
        'asks with "except", which a reader in a hurry overlooks; ask for what is so: rephrase.',
    ),
    "which is false": (
        "Which sentence is false?",
        'asks with "false", which a reader in a hurry overlooks; ask for what is so: rephrase.',
    ),
    "a contraction": (
        "Which test isn't needed?",
        'asks with "isn\'t", which a reader in a hurry overlooks; ask for what is so: rephrase.',
    ),
    "false as a part of the case": ("It gives a false alarm. How often is it right?", None),
    "a false alarm in the question": ("How often does a false alarm come?", None),
    "a number with a point before a question": (
        "The ratio is 2.0. Is it not negative. What is the group?",
        None,
    ),
}


@pytest.mark.parametrize(("prompt", "said"), STEMS.values(), ids=STEMS)
def test_a_question_that_asks_for_what_is_not_so_is_warned_of(
    prompt: str, said: str | None, ask: Callable[..., Item], gather: Callable[..., Bank]
) -> None:
    found = list(wording.findings(gather(ask(prompt=prompt))))
    assert [str(finding) for finding in found] == (
        [] if said is None else [f"00_mine, item 05.1-01, prompt: warning: {said}"]
    )


def absolute(word: str) -> str:
    return (
        f'warning: says "{word}", by which people tell a wrong option; say it without, or name the mistake '
        "under misconception."
    )


def catch_all(words: str) -> str:
    return f'error: says "{words}"; name what is meant, or make the question a multiple one.'


#: The second of two options, the mistake it is tagged with, and what is said of it.
OPTIONS = {
    "a plain option": ("ISH", None, None),
    "all of the above": ("All of the above", None, catch_all("All of the above")),
    "none of these": ("None of these", "a mistake", catch_all("None of these")),
    "both of the other options": ("Both of the other options", None, catch_all("Both of the other options")),
    "two of the above": ("Two of the above", None, catch_all("of the above")),
    "all of these, with a noun": ("All of these cells", "a mistake", None),
    "all of something named": ("All of the patients", "a mistake", None),
    "always": ("It is always positive", None, absolute("always")),
    "never, in capitals": ("NEVER before surgery", None, absolute("NEVER")),
    "only": ("Only the ratio counts", None, absolute("Only")),
    "every, as a named mistake": ("Every 2+ is negative", "2+ is a result", None),
    "must": ("ISH must follow", None, absolute("must")),
    "a word that holds another": ("Smallest mustard, overall", None, None),
    "all the way round": ("Whether the ring goes all the way round", None, None),
    "not all": ("Not all by the same rule", None, None),
    "all beside an idiom": ("All of them, all the way round", None, absolute("All")),
}


@pytest.mark.parametrize(("text", "mistake", "said"), OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize(("kind", "field"), [("single", "options"), ("classify", "categories")])
def test_an_option_that_gives_itself_away_or_catches_all_is_named(
    text: str,
    mistake: str | None,
    said: str | None,
    kind: str,
    field: str,
    ask: Callable[..., Item],
    gather: Callable[..., Bank],
) -> None:
    item = ask(kind=kind, texts=("IHC", text), mistake={1: mistake} if mistake else None)
    found = [str(finding) for finding in wording.findings(gather(item))]
    assert found == ([] if said is None else [f"00_mine, item 05.1-01, {field}[2].text: {said}"])


#: A field, its text, and what is said of it.
TEXTS: dict[str, tuple[dict[str, Any], str | None]] = {
    "an explanation of 39 characters": (
        {"explain": REASON_39},
        "explain: error: has 39 characters; say in at least 40 why, for who chose otherwise.",
    ),
    "an explanation of 40 characters": ({"explain": REASON_40}, None),
    "asterisks that are not seen": (
        {"explain": f"**{REASON_39}**"},
        "explain: error: has 39 characters; say in at least 40 why, for who chose otherwise.",
    ),
    "a prompt of 1,001 characters": (
        {"prompt": LONG},
        "prompt: warning: has 1,001 characters, and nobody reads so much; stay below 1,000.",
    ),
    "a prompt of 1,000 characters": ({"prompt": LONG[:1000]}, None),
    "a prompt of 5,000 characters": (
        {"prompt": "x" * 5000},
        "prompt: warning: has 5,000 characters, and nobody reads so much; stay below 1,000.",
    ),
    "HTML": (
        {"prompt": "Is this <b>bold</b>?"},
        "prompt: warning: holds <b>, and HTML is shown as text; write Markdown instead.",
    ),
    "a script": (
        {"explain": f"{REASON_40} <script>alert(1)</script>"},
        "explain: warning: holds <script>, and HTML is shown as text; write Markdown instead.",
    ),
    "a picture that wants to run something": (
        {"explain": f"{REASON_40} <img src=x onerror='alert(1)'>"},
        "explain: warning: holds <img src=x onerror='alert(1)'>, and HTML is shown as text; write Markdown "
        "instead.",
    ),
    "a hidden remark": (
        {"explain": f"{REASON_40} <!-- later -->"},
        "explain: warning: holds <!--, and HTML is shown as text; write Markdown instead.",
    ),
    "a number below another": ({"prompt": "Is a ratio <2.0 and >1 negative?"}, None),
    "LaTeX": (
        {"prompt": r"What is $\frac{96}{40}$?"},
        r"prompt: warning: holds $\frac{96}{40}$, and LaTeX is shown as text; write the formula in words.",
    ),
    "LaTeX between brackets": (
        {"prompt": r"What is \(2\)?"},
        r"prompt: warning: holds \(, and LaTeX is shown as text; write the formula in words.",
    ),
    "LaTeX without a command": (
        {"prompt": "What is $2^3$?"},
        "prompt: warning: holds $2^3$, and LaTeX is shown as text; write the formula in words.",
    ),
    "a price": ({"prompt": "One costs $20, the other $30. Which is it?"}, None),
    "text from right to left": ({"prompt": "מה הצעד הבא?"}, None),
    "emoji": ({"prompt": "Which test comes next? 🔬"}, None),
}


@pytest.mark.parametrize(("fields", "said"), TEXTS.values(), ids=TEXTS)
def test_a_text_that_is_too_short_too_long_or_not_shown_as_meant_is_named(
    fields: dict[str, Any], said: str | None, ask: Callable[..., Item], gather: Callable[..., Bank]
) -> None:
    found = [str(finding) for finding in wording.findings(gather(ask(**fields)))]
    assert found == ([] if said is None else [f"00_mine, item 05.1-01, {said}"])


@pytest.mark.parametrize(
    ("kind", "field", "parts"),
    [
        ("order", "order", [{"id": letter, "text": letter} for letter in "abc"]),
        ("match", "pairs", [{"id": letter, "text": letter, "match": letter} for letter in "abc"]),
    ],
)
def test_the_reasons_of_every_kind_of_question_are_read(
    kind: str, field: str, parts: list[dict[str, str]], ask: Callable[..., Item], gather: Callable[..., Bank]
) -> None:
    reasons = [REASON_40, REASON_39, REASON_40]
    fields: dict[str, Any] = {
        field: [{**part, "because": because} for part, because in zip(parts, reasons, strict=True)]
    }
    if kind == "match":
        fields["matches"] = [{"id": letter, "text": f"match {letter}"} for letter in "abc"]
    found = list(wording.findings(gather(ask(kind=kind, **fields))))
    assert [finding.where.field for finding in found] == [f"{field}[2].because"]
