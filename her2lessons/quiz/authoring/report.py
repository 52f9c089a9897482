"""Check the banks of the course, or a teacher's own, with every rule, and gather what there is to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from her2lessons.quiz.authoring import alike, balance, coverage, ledger, reading_level, repeats, wording
from her2lessons.quiz.authoring.finding import Finding, Where, error
from her2lessons.quiz.bank import Bank, load_bank_file
from her2lessons.quiz.checking import BankError

#: Where the banks of the course and their ledger lie.
COURSE = Path(__file__).parents[1] / "banks"

_RULES = (wording, alike, balance, coverage, reading_level)


@dataclass(frozen=True)
class Checked:
    """What was found in one bank, or in the course as a whole."""

    name: str
    """As the author named it: a bank of the course, or the path of a file."""
    questions: int | None
    """None where there is nothing to count: the file cannot be read, or this is about the whole course."""
    findings: tuple[Finding, ...]
    unreadable: str = ""
    """Why the file cannot be read, a line a fault; else empty."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps it out of the course."""
        return tuple(finding for finding in self.findings if finding.level == "error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What asks for a second look."""
        return tuple(finding for finding in self.findings if finding.level == "warning")

    @property
    def summary(self) -> str:
        """One line, or nothing where there is nothing to count."""
        if self.questions is None:
            return ""
        found = [
            f"{len(some)} {what}{'s' if len(some) != 1 else ''}"
            for what, some in (("error", self.errors), ("warning", self.warnings))
            if some
        ]
        asked = f"{self.questions} question{'s' if self.questions != 1 else ''}"
        return f"{self.name}: {asked}, {', '.join(found) or 'no fault found'}"


def bank_findings(bank: Bank) -> tuple[Finding, ...]:
    """Give what the rules for a single bank find, errors first."""
    found = [finding for rule in _RULES for finding in rule.findings(bank)]
    return tuple(sorted(found, key=lambda finding: finding.level))


def course_findings(banks: Sequence[Bank], entries: Sequence[ledger.Entry]) -> tuple[Finding, ...]:
    """Give what the rules for the whole course find in its banks."""
    return (
        *repeats.findings(banks),
        *ledger.findings(banks, entries),
        *coverage.without_bank(banks),
    )


def check_course(folder: Path | None = None) -> tuple[Checked, ...]:
    """Check every bank in a folder, by itself and beside the others; what belongs to none comes last."""
    folder = folder or COURSE
    banks, unreadable = _load(sorted(folder.glob("*.yaml")))
    try:
        beside = course_findings(banks, ledger.read(folder / ledger.NAME))
    except ledger.LedgerError as fault:
        beside = (
            *repeats.findings(banks),
            error(Where(ledger.NAME), str(fault)),
            *coverage.without_bank(banks),
        )
    if unreadable:
        # What such a file holds is not known, so nothing can be missing yet.
        beside = tuple(finding for finding in beside if finding.where.bank not in (ledger.NAME, "course"))
    names = {bank.name for bank in banks}
    each = [
        Checked(
            bank.name,
            len(bank),
            (*bank_findings(bank), *(finding for finding in beside if finding.where.bank == bank.name)),
        )
        for bank in banks
    ]
    others = tuple(finding for finding in beside if finding.where.bank not in names)
    found = sorted([*each, *unreadable], key=lambda checked: checked.name)
    return (*found, Checked("course", None, others)) if others else tuple(found)


def check_files(files: Sequence[Path], folder: Path | None = None) -> tuple[Checked, ...]:
    """Check single files: a bank of the course as part of it, any other by itself and for the ids in use."""
    folder = folder or COURSE
    return tuple(_checked_files(tuple(dict.fromkeys(files)), folder))


def record(folder: Path | None = None, today: date | None = None) -> str:
    """Bring the ledger of a folder of banks up to date and say what was done.

    Raises
    ------
    ValueError
        If a bank or the ledger cannot be read: then nothing is known to be new or missing.
    """
    folder = folder or COURSE
    banks, unreadable = _load(sorted(folder.glob("*.yaml")))
    if unreadable:
        names = ", ".join(checked.name for checked in unreadable)
        raise ValueError(f"Nothing was recorded, because a bank cannot be read: {names}. Mend it first.")
    return str(ledger.record(folder / ledger.NAME, banks, today or date.today()))


def _checked_files(files: Sequence[Path], folder: Path) -> Iterator[Checked]:
    own = [path for path in files if path.resolve().parent != folder.resolve()]
    course = {checked.name: checked for checked in check_course(folder)} if len(own) < len(files) else {}
    banks, _ = _load(own)
    among = tuple(repeats.findings(banks))
    taken = _course_ids(folder) if own else {}
    for path in files:
        if path not in own and path.stem in course:
            yield course[path.stem]
            continue
        loaded, unreadable = _load([path])
        yield from (Checked(str(path), None, (), checked.unreadable) for checked in unreadable)
        for bank in loaded:
            beside = (finding for finding in among if finding.where.bank == bank.name)
            found = (*bank_findings(bank), *repeats.collisions(bank, taken), *beside)
            yield Checked(str(path), len(bank), found)


def _course_ids(folder: Path) -> dict[str, str]:
    """Give every id that the course holds or held, with where."""
    banks, _ = _load(sorted(folder.glob("*.yaml")))
    try:
        retired = {entry.id: ledger.NAME for entry in ledger.read(folder / ledger.NAME)}
    except ledger.LedgerError:
        retired = {}  # said when the course itself is checked
    return {**retired, **{item.id: bank.name for bank in banks for item in bank}}


def _load(paths: Sequence[Path]) -> tuple[list[Bank], list[Checked]]:
    """Load what can be loaded, and keep why the rest cannot."""
    banks, unreadable = [], []
    for path in paths:
        try:
            banks.append(load_bank_file(path))
        except BankError as fault:
            unreadable.append(Checked(path.stem, None, (), str(fault)))
    return banks, unreadable
