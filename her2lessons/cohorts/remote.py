"""Where whole files of patients live on the internet, and by what each is recognised."""

from __future__ import annotations

from dataclasses import dataclass

_METABRIC = (
    "AstraZeneca/data-science-python-course",
    "89f01e88613bcaafcd468207d98b4f896e30785a",
    "data/metabric_clinical_and_expression_data.csv",
)
_CBIOPORTAL = ("cBioPortal/datahub", "165bd77077b03038f9c2ee104959eb474770b2a9")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file, pinned to its very bytes."""

    name: str
    """What it is called in the cache."""
    size: int
    """Bytes."""
    sha256: str
    """Its checksum; whatever has another one is not this file."""
    addresses: tuple[str, ...]
    """Where it can be fetched, in the order to try."""


def _plain(repository: str, commit: str, path: str) -> tuple[str, ...]:
    """Addresses of a file that the repository itself holds."""
    return (
        f"https://raw.githubusercontent.com/{repository}/{commit}/{path}",
        f"https://github.com/{repository}/raw/{commit}/{path}",
    )


def _large(repository: str, commit: str, path: str) -> tuple[str, ...]:
    """Addresses of a file in large-file storage: the raw address would give a pointer of three lines."""
    return (
        f"https://media.githubusercontent.com/media/{repository}/{commit}/{path}",
        f"https://github.com/{repository}/raw/{commit}/{path}",
    )


METABRIC = RemoteFile(
    "metabric.csv",
    509_244,
    "6548d44af7312ceaef5f24f5e66f959b46a65a0a7edefb8879d737bf32e7ae68",
    _plain(*_METABRIC),
)
MSK_PATIENTS = RemoteFile(
    "msk2018_patients.txt",
    216_269,
    "b238d2847a12976c78eb5cd316a991f9b9512d689e2d264f50bf2503bd74a404",
    _large(*_CBIOPORTAL, "public/breast_msk_2018/data_clinical_patient.txt"),
)
MSK_SAMPLES = RemoteFile(
    "msk2018_samples.txt",
    742_508,
    "0bb8787fd290f1bb0f4cc7ec509e585ffad0903fc3f7f8b1c6bceb5cdbb4c84c",
    _large(*_CBIOPORTAL, "public/breast_msk_2018/data_clinical_sample.txt"),
)
TCGA = RemoteFile(
    "tcga_patients.txt",
    1_703_839,
    "973b6e03436330e0563a15989d04fb3566a2c7cdc66db9aaa3badbb32c58badc",
    _large(*_CBIOPORTAL, "public/brca_tcga/data_clinical_patient.txt"),
)
