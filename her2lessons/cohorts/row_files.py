"""From a downloaded file to a tidy frame: plain names, missing values missing, and nobody's identifier."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_METABRIC = {
    "Patient_ID": "patient_id",
    "Cohort": "cohort",
    "Age_at_diagnosis": "age",
    "Survival_time": "survival_months",
    "Survival_status": "survival_status",
    "Vital_status": "vital_status",
    "Chemotherapy": "chemotherapy",
    "Radiotherapy": "radiotherapy",
    "Tumour_size": "size_mm",
    "Tumour_stage": "stage",
    "Neoplasm_histologic_grade": "grade",
    "Lymph_nodes_examined_positive": "positive_nodes",
    "Lymph_node_status": "lymph_node_status",
    "Cancer_type": "histology",
    "ER_status": "er",
    "PR_status": "pr",
    "HER2_status": "her2",
    "HER2_status_measured_by_SNP6": "erbb2_copy_state",
    "PAM50": "pam50",
    "3-gene_classifier": "three_gene_classifier",
    "Nottingham_prognostic_index": "nottingham_prognostic_index",
    "Cellularity": "cellularity",
    "Integrative_cluster": "integrative_cluster",
    "Mutation_count": "mutation_count",
    "ESR1": "esr1_log2",
    "ERBB2": "erbb2_log2",
    "PGR": "pgr_log2",
    "TP53": "tp53_log2",
    "PIK3CA": "pik3ca_log2",
    "GATA3": "gata3_log2",
    "FOXA1": "foxa1_log2",
    "MLPH": "mlph_log2",
}

_LOWER = (
    "survival_status",
    "vital_status",
    "chemotherapy",
    "radiotherapy",
    "er",
    "pr",
    "her2",
    "erbb2_copy_state",
    "cellularity",
)
"""Columns of plain words, which this course writes in lower case."""

_IDENTIFYING = re.compile(r"(^|_)(id|uuid|barcode)$|display_name|tissue_source|form_completion")
"""Names of columns that point to a person, to a hospital, or to the day somebody filled in the form."""

_NOTHING = re.compile(r"\s*(NA|N/A|\[[^\]]*\])?\s*")
"""How these files write that nothing is known: empty, NA, or a remark in brackets."""


def metabric(path: Path) -> pd.DataFrame:
    """Read the METABRIC teaching extract."""
    import pandas as pd

    frame = pd.read_csv(path).rename(columns=_METABRIC)
    for column in _LOWER:
        frame[column] = frame[column].str.lower()
    return _without_identifiers(frame)


def tcga(path: Path) -> pd.DataFrame:
    """Read the clinical file of TCGA as cBioPortal publishes it."""
    return _without_identifiers(_cbioportal(path))


def msk(patients: Path, samples: Path) -> pd.DataFrame:
    """Read the MSK samples, each with what is known of its patient."""
    both = _cbioportal(samples).merge(
        _cbioportal(patients), on="patient_id", how="left", suffixes=("", "_of_patient")
    )
    return _without_identifiers(both)


def _cbioportal(path: Path) -> pd.DataFrame:
    """Read a tab-separated file whose first lines, marked with #, describe its columns."""
    import pandas as pd

    with path.open(encoding="utf-8") as lines:
        described = sum(1 for _ in iter(lambda: lines.readline().startswith("#"), False))
    frame = pd.read_csv(path, sep="\t", skiprows=described, dtype=str, keep_default_na=False, quoting=3)
    frame.columns = frame.columns.str.lower()
    return frame.apply(_typed)


def _typed(column: pd.Series[str]) -> pd.Series[str] | pd.Series[float]:
    """Make what is nothing missing, and a column of nothing but numbers a column of numbers."""
    import pandas as pd

    known = column.where(~column.map(lambda text: bool(_NOTHING.fullmatch(text))), None)
    if not known.notna().any():
        return known
    try:
        return pd.to_numeric(known)
    except ValueError:
        return known


def _without_identifiers(frame: pd.DataFrame) -> pd.DataFrame:
    """Number the people from 1, and drop whatever else could point to one."""
    import pandas as pd

    number = pd.factorize(frame["patient_id"])[0] + 1
    pointing = [name for name in frame.columns if _IDENTIFYING.search(name)]
    tidy = frame.drop(columns=pointing)
    tidy.insert(0, "patient", number)
    return tidy
