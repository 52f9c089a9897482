"""Downloaded files as tidy frames: made-up bytes in the shape of the real files."""

from pathlib import Path

import pandas as pd
import pytest

from her2lessons.cohorts import downloads, row_files

TCGA = """#Identifier to uniquely specify a patient.\tHER2 score\tSite
#STRING\tNUMBER\tSTRING
PATIENT_ID\tOTHER_PATIENT_ID\tIHC_SCORE\tHER2_CENT17_RATIO\tHER2_FISH_STATUS\tTISSUE_SOURCE_SITE\tFORM_COMPLETION_DATE\tREMARK
TCGA-ZZ-0001\tabc-1\t2+\t1.4\tNegative\tZZ\t2011-1-1\t"said # so
TCGA-ZZ-0002\tabc-2\t[Not Available]\t[Not Available]\tPositive\tZZ\t2011-1-2\t[Unknown]
TCGA-ZZ-0003\tabc-3\t3+\t\tNA\tZZ\t2011-1-3\t
"""

PATIENTS = """#Patient Identifier\tAge
PATIENT_ID\tAGE\tSEX
P-9\t61\tFemale
P-2\tNA\tMale
"""

SAMPLES = """#Sample Identifier\tPatient Identifier
SAMPLE_ID\tPATIENT_ID\tSAMPLE_TYPE\tONCOTREE_CODE\tSEX
P-9-T1\tP-9\tPrimary\tIDC\tF
P-2-T1\tP-2\tMetastasis\tILC\tM
P-9-T2\tP-9\tMetastasis\tIDC\tF
"""


@pytest.fixture
def tcga(tmp_path: Path) -> pd.DataFrame:
    path = tmp_path / "tcga.txt"
    path.write_text(TCGA, encoding="utf-8")
    return row_files.tcga(path)


@pytest.fixture
def msk(tmp_path: Path) -> pd.DataFrame:
    (tmp_path / "patients.txt").write_text(PATIENTS, encoding="utf-8")
    (tmp_path / "samples.txt").write_text(SAMPLES, encoding="utf-8")
    return row_files.msk(tmp_path / "patients.txt", tmp_path / "samples.txt")


def test_lines_that_describe_the_columns_are_no_rows(tcga):
    assert len(tcga) == 3
    assert tcga["ihc_score"].dropna().tolist() == ["2+", "3+"]


def test_numbers_are_numbers_and_what_is_not_known_is_missing(tcga):
    assert tcga["her2_cent17_ratio"].dtype == "float64"
    assert tcga["her2_cent17_ratio"].isna().tolist() == [False, True, True]
    assert tcga["her2_fish_status"].isna().tolist() == [False, False, True]
    assert tcga["remark"].tolist()[0] == '"said # so'
    assert tcga["remark"].isna().tolist() == [False, True, True]


def test_no_identifier_and_no_hospital_is_left(tcga, msk):
    assert list(tcga.columns) == ["patient", "ihc_score", "her2_cent17_ratio", "her2_fish_status", "remark"]
    for frame, marks in ((tcga, ("TCGA", "ZZ", "abc", "2011")), (msk, ("P-9", "P-2"))):
        text = frame.to_csv()
        assert not any(mark in text for mark in marks)


def test_samples_of_one_person_carry_one_number_and_what_is_known_of_her(msk):
    assert msk["patient"].tolist() == [1, 2, 1]
    assert msk["sample_type"].tolist() == ["Primary", "Metastasis", "Metastasis"]
    assert msk["oncotree_code"].tolist() == ["IDC", "ILC", "IDC"]
    assert msk["age"].tolist()[::2] == [61, 61]
    assert pd.isna(msk["age"][1])
    assert msk[["sex", "sex_of_patient"]].iloc[1].tolist() == ["M", "Male"]


@pytest.mark.parametrize("name", downloads.DOWNLOADS)
def test_every_download_cites_its_study_warns_and_names_its_licence(name):
    from her2lessons import evidence

    chosen = downloads.DOWNLOADS[name]
    assert all(evidence.reference(key).kind == "dataset" for key in chosen.source_keys)
    assert len(chosen.caution.split()) > 30
    assert "  " not in chosen.caution
    assert chosen.licence
    assert chosen.files


def test_the_tcga_rows_come_with_the_warning_not_to_name_a_site():
    assert "Name no site." in downloads.DOWNLOADS["tcga"].caution
    assert "verification bias" in downloads.DOWNLOADS["msk"].caution
    assert "a person can have more than one" in downloads.DOWNLOADS["msk"].caution
