"""A small bank with one question of each kind, and a way to spoil it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from her2lessons.quiz import Bank, Item, load_bank_file

SMALL_BANK = Path(__file__).parent / "small_bank.yaml"


@pytest.fixture(scope="session")
def bank() -> Bank:
    return load_bank_file(SMALL_BANK)


@pytest.fixture(scope="session")
def single(bank: Bank) -> Item:
    return bank[0]


@pytest.fixture(scope="session")
def multiple(bank: Bank) -> Item:
    return bank[1]


@pytest.fixture(scope="session")
def numeric(bank: Bank) -> Item:
    return bank[2]


@pytest.fixture(scope="session")
def case(bank: Bank) -> Item:
    return bank[3]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a text, or bytes, as a bank called ``spoiled.yaml``."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "spoiled.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def spoiled(written: Callable[[str | bytes], Path]) -> Callable[[str, str], Path]:
    """Write the small bank with the first occurrence of one text replaced by another."""

    def spoil(before: str, after: str) -> Path:
        text = SMALL_BANK.read_text(encoding="utf-8")
        assert before in text
        return written(text.replace(before, after, 1))

    return spoil
