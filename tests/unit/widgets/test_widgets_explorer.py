"""The explorer shows what the rule says, and never contradicts itself."""

from __future__ import annotations

import itertools

import pytest

from her2lessons.guidelines import her2, ish
from her2lessons.widgets import explore
from her2lessons.widgets._explore_her2 import DUAL, NO_RECOUNT, NOT_DONE, RECOUNT, REJECTED, SINGLE


def test_it_opens_on_the_question_of_the_lesson() -> None:
    explorer = explore.her2_status()
    assert explorer.interpretation == her2.interpret(ihc="2+")
    assert "undetermined" in explorer.outcome.value
    assert "Next step: ish." in explorer.outcome.value
    assert "Your own report needs your team." in explorer.html


def test_every_choice_shows_the_interpretation_of_the_rule_and_changes_that_fit_it() -> None:
    explorer = explore.her2_status()
    seen = set()
    for score, probe in itertools.product(explorer.ihc.options, explorer.probe.options):
        explorer.ihc.value, explorer.probe.value = score, probe
        found = explorer.interpretation
        if found is None:
            assert (score, probe) == (NOT_DONE, NOT_DONE)
            assert "There is nothing to interpret" in explorer.outcome.value
            continue
        seen.add((found.status, found.category))
        assert found.category in explorer.outcome.value
        assert all(step.finding.split("<")[0][:30] in explorer.outcome.value for step in found.steps[-1:])
        assert explorer.announcement["text"].startswith(
            f"Category: {found.category}. Status: {found.status}."
        )
    assert len(seen) >= 8


@pytest.mark.parametrize(("ratio", "copies"), [("1.8", "4.6"), ("1.8", "6.5"), ("2.1", "4.6")])
def test_what_would_change_speaks_of_the_result_on_show_also_after_a_recount(ratio: str, copies: str) -> None:
    explorer = explore.her2_status()
    explorer.probe.value, explorer.recount.value = DUAL, RECOUNT
    explorer.recount_ratio.value, explorer.recount_copies.value = ratio, copies
    found = explorer.interpretation
    assert found is not None
    assert found.next_step != "recount"
    if found.category != "undetermined":
        assert "instead of undetermined" not in explorer.outcome.value


def test_only_the_controls_that_count_are_there() -> None:
    explorer = explore.her2_status()
    hidden = lambda control: control.layout.display == "none"  # noqa: E731
    assert hidden(explorer.ratio)
    assert hidden(explorer.copies)
    explorer.probe.value = SINGLE
    assert hidden(explorer.ratio)
    assert not hidden(explorer.copies)
    explorer.probe.value = DUAL
    assert not hidden(explorer.recount)
    assert hidden(explorer.recount_ratio)
    explorer.recount.value = RECOUNT
    assert not hidden(explorer.recount_ratio)
    explorer.ihc.value = "1+"
    assert hidden(explorer.recount)
    assert explorer.interpretation == her2.interpret(ihc="1+", ish=ish.DualProbe(ratio=1.8, her2_copies=4.6))
    explorer.ihc.value, explorer.ratio.value = "2+", "nothing"
    assert hidden(explorer.recount)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "HER2/CEP17 ratio:"),
        ("five", "HER2/CEP17 ratio:"),
        ("1_8", "HER2/CEP17 ratio:"),
        ("1,000", "HER2/CEP17 ratio:"),
        ("1e999", "ratio"),
        ("0", "ratio must be a number above 0"),
        ("-2", "ratio must be a number above 0"),
        ("2 %", "is not a number alone"),
        ("<b>2</b>", "HER2/CEP17 ratio:"),
    ],
)
def test_a_figure_that_cannot_be_one_is_told_in_a_sentence(typed: str, sentence: str) -> None:
    explorer = explore.her2_status()
    explorer.probe.value = DUAL
    explorer.ratio.value = typed
    assert explorer.interpretation is None
    assert "No result yet." in explorer.outcome.value
    assert sentence in explorer.outcome.value
    assert "<b>" not in explorer.outcome.value
    explorer.ratio.value = "2,4"
    assert explorer.interpretation is not None, "a decimal comma is read"
    assert explorer.interpretation.category == "HER2-positive"


def test_a_rejected_test_counts_for_nothing() -> None:
    explorer = explore.her2_status()
    explorer.ihc.value = REJECTED
    assert explorer.interpretation is not None
    assert (explorer.interpretation.status, explorer.interpretation.next_step) == ("indeterminate", "repeat")
    assert explorer.recount.value == NO_RECOUNT
