"""The readers of drugs and approvals: what they give, and what they say when a name or a cell is wrong."""

import subprocess
import sys
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2lessons import evidence
from her2lessons.evidence.approvals import Approval, parse_approval
from her2lessons.evidence.drugs import Drug, parse_drug

DRUG = {
    "id": "somab_tecan",
    "name": "somab tecan",
    "brand": "",
    "drug_class": "HER2 antibody-drug conjugate",
    "target": "HER2",
    "mechanism": "Carries something.",
    "payload": "a poison",
    "drug_antibody_ratio": "8",
    "cleavable_linker": "yes",
    "bystander": "no",
    "harms": "",
    "note": "",
    "source": "modi2022 modi2025",
    "confidence": "high",
    "checked": "2026-11-20",
    "read_at": "somewhere",
}
PLAIN = {
    "drug_class": "HER2 antibody",
    "payload": "",
    "drug_antibody_ratio": "",
    "cleavable_linker": "",
    "bystander": "",
}
APPROVAL = {
    "id": "somab_us",
    "drug": "trastuzumab",
    "indication": "some people",
    "region": "US",
    "day": "2026-05-15",
    "precision": "day",
    "status": "approved",
    "source": "fda2022",
    "basis": "modi2022 modi2025",
    "confidence": "high",
    "checked": "2026-11-20",
    "read_at": "somewhere",
}


def made(**changes: str) -> Drug:
    return parse_drug(DRUG | changes, "here")


def decided(**changes: str) -> Approval:
    return parse_approval(APPROVAL | changes, "here")


def test_importing_and_reading_drugs_loads_neither_pandas_nor_numpy():
    code = (
        "import sys, her2lessons.evidence as e;"
        "e.drug('trastuzumab'); e.approval('tdxd_her2_low_us'); e.claim('one_in_five'); e.aged();"
        "print([m for m in ('pandas', 'numpy', 'matplotlib') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_a_drug_and_an_approval_are_frozen_values_that_know_their_sources():
    drug, approval = evidence.drug("trastuzumab"), evidence.approval("tdxd_her2_low_us")
    for value in (drug, approval):
        with pytest.raises(FrozenInstanceError):
            value.id = "another"
    assert [source.key for source in made().references] == ["modi2022", "modi2025"]
    assert [source.key for source in approval.references] == ["fda2022"]
    assert [source.key for source in approval.basis_references] == ["modi2022"]


def test_what_documents_an_approval_is_kept_apart_from_the_trials_it_rests_on():
    assert [source.key for source in decided().references] == ["fda2022"]
    assert [source.key for source in decided().basis_references] == ["modi2022", "modi2025"]
    assert decided(basis=" ").basis_references == ()


def test_a_drug_reads_as_its_name_and_keeps_nothing_private():
    assert str(made()) == "somab tecan"
    assert "somewhere" not in repr(made())
    assert "somewhere" not in repr(decided())


def test_yes_and_no_become_true_and_false_and_an_empty_cell_stays_unknown():
    known, unknown = made(), made(cleavable_linker="", bystander="", drug_antibody_ratio="")
    assert (known.cleavable_linker, known.bystander, known.drug_antibody_ratio) == (True, False, 8.0)
    assert (unknown.cleavable_linker, unknown.bystander, unknown.drug_antibody_ratio) == (None, None, None)


def test_only_a_conjugate_is_called_one():
    assert made().is_conjugate
    assert not made(**PLAIN).is_conjugate


def test_drugs_as_a_frame_hold_one_row_a_drug_and_no_private_column():
    frame = evidence.drugs().set_index("id")
    assert frame.index.is_unique
    assert "read_at" not in frame.columns
    assert str(frame["drug_antibody_ratio"].dtype) == "float64"
    assert frame.loc["trastuzumab_emtansine", "bystander"] is False
    assert frame.loc["trastuzumab_deruxtecan", "bystander"] is True
    assert frame.loc["trastuzumab", "bystander"] is None
    assert frame.loc["trastuzumab_deruxtecan", "checked"] == evidence.drug("trastuzumab_deruxtecan").checked


def test_a_changed_frame_of_drugs_or_approvals_does_not_change_the_next_one():
    for frame_of in (evidence.drugs, evidence.approvals):
        frame = frame_of()
        frame["id"] = "gone"
        assert "gone" not in set(frame_of()["id"])


def test_approvals_of_one_drug_are_that_drugs_rows_and_no_others():
    everything = evidence.approvals()
    one = evidence.approvals(drug="trastuzumab_deruxtecan")
    assert set(one["drug"]) == {"trastuzumab_deruxtecan"}
    assert len(one) == (everything["drug"] == "trastuzumab_deruxtecan").sum() > 5
    assert evidence.approvals("goserelin").empty
    assert "read_at" not in everything.columns


def test_approvals_come_oldest_first():
    days = list(evidence.approvals()["day"])
    assert days == sorted(days)
    assert len(set(days)) > 30


@pytest.mark.parametrize(
    ("call", "name", "said"),
    [
        (evidence.drug, "trastuzumap", "There is no drug 'trastuzumap'. Did you mean 'trastuzumab'"),
        (evidence.drug, "Tucatinib", "Did you mean 'tucatinib'"),
        (evidence.drug, "zzzz", "There is no drug 'zzzz'. Call evidence.drugs() to see all names."),
        (evidence.drug, 3, "A drug is named by text, not by 3. Call evidence.drugs() to see all names."),
        (evidence.drug, None, "A drug is named by text, not by None."),
        (evidence.drug, True, "A drug is named by text, not by True."),
        (evidence.approvals, "neratinip", "There is no drug 'neratinip'. Did you mean 'neratinib'"),
        (evidence.approvals, 1.5, "A drug is named by text, not by 1.5."),
        (
            evidence.approval,
            "tucatinib_uss",
            "There is no approval 'tucatinib_uss'. Did you mean 'tucatinib_us'",
        ),
    ],
)
def test_an_unknown_drug_is_answered_with_the_names_that_come_close(call, name, said):
    with pytest.raises(ValueError) as caught:
        call(name)
    assert said in str(caught.value)


@given(st.text().filter(lambda name: name not in set(evidence.drugs()["id"])))
def test_no_other_text_is_ever_taken_for_a_drug(name):
    with pytest.raises(ValueError, match="There is no drug"):
        evidence.drug(name)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"drug_class": "wonder drug"},
            "drug_class is 'wonder drug'; it must be one of: HER2 antibody, HER2",
        ),
        ({"drug_class": ""}, "the column 'drug_class' is empty. Fill it in."),
        ({"confidence": "low"}, "confidence is 'low'; it must be one of: high, medium."),
        ({"payload": ""}, "somab_tecan is a conjugate. Say in payload what it carries."),
        (PLAIN | {"payload": "a poison"}, "somab_tecan is no conjugate, so payload, drug_antibody_ratio,"),
        (PLAIN | {"bystander": "no"}, "is no conjugate"),
        (PLAIN | {"drug_antibody_ratio": "2"}, "is no conjugate"),
        ({"bystander": "perhaps"}, "bystander is 'perhaps'; write yes or no, or leave it empty."),
        ({"cleavable_linker": "True"}, "cleavable_linker is 'True'; write yes or no"),
        ({"drug_antibody_ratio": "about 8"}, "drug_antibody_ratio is 'about 8', which is not a number."),
        ({"drug_antibody_ratio": "nan"}, "which is not a number"),
        ({"drug_antibody_ratio": "80"}, "drug_antibody_ratio is 80.0; an antibody carries 1 to 10."),
        ({"drug_antibody_ratio": "-3.5"}, "an antibody carries 1 to 10."),
        ({"checked": "Nov 2026"}, "checked is 'Nov 2026', which is not a date."),
        ({"source": ""}, "the column 'source' is empty"),
        ({"read_at": ""}, "the column 'read_at' is empty"),
    ],
)
def test_a_wrong_cell_of_a_drug_is_named(changes, said):
    with pytest.raises(ValueError) as caught:
        made(**changes)
    assert str(caught.value).startswith("here: ")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("day", "precision"), [("2026-05-15", "day"), ("2013-02", "month"), ("1998", "year")]
)
def test_a_date_may_be_a_day_a_month_or_a_year(day, precision):
    found = decided(day=day, precision=precision)
    assert (found.day, found.precision) == (day, precision)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"region": "Mars"}, "region is 'Mars'; it must be one of: US, EU, China."),
        ({"status": "goal date"}, "status is 'goal date'; it must be one of: approved, withdrawn."),
        ({"day": ""}, "the column 'day' is empty. Fill it in."),
        ({"precision": ""}, "the column 'precision' is empty. Fill it in."),
        ({"source": " "}, "the column 'source' is empty. Fill it in."),
        ({"precision": "week"}, "precision is 'week'; it must be one of: day, month, year."),
        ({"precision": "month"}, "day is '2026-05-15', which is not a month. Write 2026-05-15 for a day,"),
        ({"day": "2026-05"}, "day is '2026-05', which is not a day."),
        ({"day": "2026-02-30"}, "day is '2026-02-30', which is not a day."),
        ({"day": "2026-13", "precision": "month"}, "day is '2026-13', which is not a month."),
        ({"day": "98", "precision": "year"}, "day is '98', which is not a year."),
        ({"drug": ""}, "the column 'drug' is empty"),
        ({"indication": " "}, "the column 'indication' is empty"),
        ({"confidence": "sure"}, "confidence is 'sure'; it must be one of: high, medium."),
        ({"read_at": ""}, "the column 'read_at' is empty"),
    ],
)
def test_a_wrong_cell_of_an_approval_is_named(changes, said):
    with pytest.raises(ValueError) as caught:
        decided(**changes)
    assert str(caught.value).startswith("here: ")
    assert said in str(caught.value)
