"""The reader of claims: what it gives, and what it says when a name or a cell is wrong."""

from dataclasses import FrozenInstanceError

import pytest

from her2lessons import evidence
from her2lessons.evidence.claims import Claim, parse_claim

CLAIM = {
    "id": "some_claim",
    "claim": "A claim.",
    "verdicts": "right oversimplified",
    "correct": "A sentence.",
    "why": "A reason.",
    "facts": "db04_os_hr b47_idfs_hr",
    "sources": "modi2025 fehrenbacher2020",
    "checked": "2026-11-20",
    "read_at": "somewhere",
}


def made(**changes: str) -> Claim:
    return parse_claim(CLAIM | changes, "here")


def test_a_claim_holds_its_lists_as_tuples_and_knows_its_sources():
    found = made()
    assert found.verdicts == ("right", "oversimplified")
    assert found.facts == ("db04_os_hr", "b47_idfs_hr")
    assert [source.key for source in found.references] == ["modi2025", "fehrenbacher2020"]


def test_a_claim_may_stand_without_facts():
    assert made(facts="").facts == ()


def test_a_claim_is_a_frozen_value_that_reads_as_the_claim_and_keeps_nothing_private():
    with pytest.raises(FrozenInstanceError):
        evidence.claim("one_in_five").verdicts = ("right",)
    assert str(made()) == "A claim."
    assert "somewhere" not in repr(made())


def test_claims_as_a_frame_hold_one_row_a_claim_with_text_in_every_cell_but_the_day():
    frame = evidence.claims().set_index("id")
    assert frame.index.is_unique
    assert list(frame.columns) == ["claim", "verdicts", "correct", "why", "facts", "sources", "checked"]
    for id, row in frame.iterrows():
        found = evidence.claim(str(id))
        assert tuple(row["verdicts"].split()) == found.verdicts
        assert tuple(row["facts"].split()) == found.facts
        assert tuple(row["sources"].split()) == found.sources
        assert row["checked"] == found.checked


def test_a_changed_frame_of_claims_does_not_change_the_next_one():
    frame = evidence.claims()
    frame["verdicts"] = "right"
    assert "wrong" in set(evidence.claims()["verdicts"])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("one_in_fife", "There is no claim 'one_in_fife'. Did you mean 'one_in_five'"),
        ("zzzz", "There is no claim 'zzzz'. Call evidence.claims() to see all names."),
        (5, "A claim is named by text, not by 5. Call evidence.claims() to see all names."),
        (None, "A claim is named by text, not by None."),
    ],
)
def test_an_unknown_claim_is_answered_with_the_names_that_come_close(name, said):
    with pytest.raises(ValueError) as caught:
        evidence.claim(name)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"verdicts": "half-right"},
            "verdicts holds 'half-right'; it must be of right, oversimplified, wrong,",
        ),
        ({"verdicts": "right Wrong"}, "verdicts holds 'Wrong'"),
        (
            {"verdicts": "right wrong outdated"},
            "verdicts is 'right wrong outdated'; give one verdict, or two that differ.",
        ),
        ({"verdicts": "wrong wrong"}, "verdicts is 'wrong wrong'; give one verdict, or two that differ."),
        ({"verdicts": " "}, "the column 'verdicts' is empty. Fill it in."),
        ({"correct": ""}, "the column 'correct' is empty"),
        ({"why": ""}, "the column 'why' is empty"),
        ({"sources": ""}, "the column 'sources' is empty"),
        ({"checked": "2026"}, "checked is '2026', which is not a date."),
        ({"read_at": ""}, "the column 'read_at' is empty"),
    ],
)
def test_a_wrong_cell_of_a_claim_is_named(changes, said):
    with pytest.raises(ValueError) as caught:
        made(**changes)
    assert str(caught.value).startswith("here: ")
    assert said in str(caught.value)
