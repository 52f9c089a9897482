"""What a learner is shown by any family: sentences, and nothing of the code behind them."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from her2lessons.quiz import families

OF_THE_CODE = re.compile(r"\b\w+_\w+\b|\b(True|False|None)\b|\b[a-z]{3,}(19|20)\d\d[a-d]?\b")
#: Each family looks at two thousand of its questions in a file of its own.
SEEDS = range(400)
IDS = {"id", "family", "section", "kind", "sources", "concepts", "objective", "match"}


def shown(content: Any) -> Iterator[str]:
    """Every text of a question, however deep it lies, but for ids and source keys."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for name, value in content.items():
            if name not in IDS:
                yield from shown(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from shown(value)


@pytest.mark.parametrize("text", ["while lvef_ok is so", "This is False.", "None of these", "see wolff2018"])
def test_what_belongs_to_the_code_is_found(text: str) -> None:
    assert OF_THE_CODE.search(text)


@pytest.mark.parametrize("name", families.names())
def test_no_text_holds_a_name_of_the_code_a_value_of_it_or_a_source_key(name: str) -> None:
    family, texts = families.load(name), 0
    for seed in SEEDS:
        item = family.make(seed)
        for text in shown(item.model_dump()):
            assert not OF_THE_CODE.search(text), (item.id, text)
            texts += 1
    assert texts >= 2 * len(SEEDS)
