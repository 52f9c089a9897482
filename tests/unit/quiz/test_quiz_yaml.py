"""YAML is read strictly: lines are kept, tricks are refused, depth and repetition do no harm."""

import pytest

from her2lessons.quiz.yaml_text import Unquoted, read_yaml


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a:\n\t- b\n", 2, "is indented with a tab; use spaces only."),
        ("a:\n  \tb: c\n", 2, "is indented with a tab; use spaces only."),
        ("a: &x 1\nb: *x\n", 1, "sets an anchor (&x); write every value out where it stands."),
        ("a: &x [1]\nb: *x\n", 2, "repeats an anchor (*x); write the value out."),
        (
            "a: !!python/object:os.system x\n",
            1,
            "uses a YAML tag (tag:yaml.org,2002:python/object:os.system)",
        ),
        ("a: !mine {b: c}\n", 1, "uses a YAML tag (!mine); write plain values in quotes."),
        ("a: b\n---\nc: d\n", 2, "starts a second document (---); a bank is one document."),
        ("a: b\nc: d\na: e\n", 3, "repeats the field 'a' of line 1; keep one of the two."),
        ("? [a, b]\n: c\n", 1, "uses a list or a mapping as a key; a key is a word."),
        ("a: [b\n", 2, "cannot be read as YAML: did not find expected ',' or ']'"),
        ('a: "b\n', 2, "cannot be read as YAML: found unexpected end of stream."),
        ("a: b: c\n", 1, "cannot be read as YAML: mapping values are not allowed in this context."),
        ("a: \x00\n", 1, "cannot be read as YAML: "),
    ],
)
def test_what_yaml_allows_and_a_bank_does_not_is_named_with_its_line(text: str, line: int, said: str) -> None:
    faults = read_yaml(text).faults
    assert any(where == line and said in sentence for where, sentence in faults), faults


def test_repeated_anchors_cannot_grow_without_end() -> None:
    levels = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert len(read_yaml("\n".join(levels)).faults) == 40 + 2 * 39


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_before_it_costs_memory(opening: str) -> None:
    faults = read_yaml(opening * 50_000).faults
    assert (1, "is nested more than 20 deep; a bank needs five levels.") in faults


def test_values_are_kept_as_text_unless_yaml_would_change_them() -> None:
    text = (
        'a: "05.1"\nb: 05.1\nc: plain words\nd: true\ne: 3\nf:\ng: 0x1F\nh: 012\ni: ~\nj: 1_000\nk: |\n  No\n'
    )
    reading = read_yaml(text)
    assert reading.faults == []
    assert reading.value == {
        "a": "05.1",
        "b": Unquoted("05.1", "a number"),
        "c": "plain words",
        "d": True,
        "e": 3,
        "f": None,
        "g": Unquoted("0x1F", "a number"),
        "h": Unquoted("012", "a number"),
        "i": None,
        "j": Unquoted("1_000", "a number"),
        "k": "No\n",
    }


def test_every_value_knows_its_line() -> None:
    reading = read_yaml("a: b\nc:\n  - d\n  - {e: f,\n     g: h}\n")
    assert reading.lines["a",] == 1
    assert reading.lines["c", 0] == 3
    assert reading.lines["c", 1, "e"] == 4
    assert reading.lines["c", 1, "g"] == 5
