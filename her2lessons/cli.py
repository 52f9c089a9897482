"""The ``her2lessons`` command."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from her2lessons.microscope.exam import Marked

app = typer.Typer(
    help="HER2 and the treatment of breast cancer: a course in Jupyter notebooks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

_Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder for your copy of the course.")]


_DEFAULT_FOLDER = Path("my-course")


def _give_up(error: Exception) -> typer.Exit:
    typer.echo(f"her2lessons: {error}", err=True)
    return typer.Exit(1)


@app.command()
def start(folder: _Folder) -> None:
    """Copy the course into DIR; run again later, it brings newer versions beside what you changed."""
    from her2lessons.classroom.start import StartError
    from her2lessons.classroom.start import start as deliver

    try:
        delivery = deliver(folder)
    except StartError as error:
        raise _give_up(error) from None
    for sentence in delivery.sentences() or ["Your copy is up to date."]:
        typer.echo(sentence)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context, folder: _Folder = _DEFAULT_FOLDER) -> None:
    """Bring DIR up to date and open it in JupyterLab; further flags go to JupyterLab."""
    from her2lessons.classroom.lab import serve

    flags = list(context.args)
    if str(folder).startswith("-"):
        # A flag of JupyterLab's stood first, so no folder was named.
        flags, folder = [str(folder), *flags], _DEFAULT_FOLDER
    start(folder)
    raise typer.Exit(serve(folder, flags))


@app.command()
def build(
    only: Annotated[
        str | None, typer.Argument(help="Build only sources whose names start so, e.g. 05.")
    ] = None,
    root: Annotated[Path, typer.Option(help="Where the course lies.")] = Path(),
) -> None:
    """Build the notebooks from their sources: prepare, run, normalise, write."""
    try:
        from her2lessons.classroom import build as room
    except ModuleNotFoundError as error:
        raise _give_up(ValueError(_needs_teaching(error))) from None
    try:
        done = room.build(root, only)
    except (ValueError, OSError) as error:
        raise _give_up(error) from None
    for product, changed in done:
        typer.echo(f"{'built    ' if changed else 'unchanged'} {product.target.relative_to(root)}")


def _needs_teaching(error: ModuleNotFoundError) -> str:
    return (
        f"building needs {error.name}, which is not installed. "
        "Run 'make test' once, or install 'her2lessons[teaching]'."
    )


@app.command("check-banks")
def check_banks(
    banks: Annotated[
        list[Path] | None, typer.Argument(help="Bank files; all of the course's when none is named.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 for warnings too.")] = False,
    record: Annotated[
        bool, typer.Option("--record", help="First write new ids into the course's ledger, retire lost ones.")
    ] = False,
) -> None:
    """Say what an exam board would reject in question banks: errors, warnings, and a line a bank."""
    from her2lessons.quiz import authoring

    if record:
        if banks:
            raise _give_up(ValueError("--record is for the course's own banks; leave the files out."))
        try:
            typer.echo(authoring.record())
        except (ValueError, OSError) as error:
            raise _give_up(error) from None
    checked = authoring.check_files(banks) if banks else authoring.check_course()
    for bank in checked:
        for sentence in (bank.unreadable, *bank.errors):
            if sentence:
                typer.echo(str(sentence), err=True)
        for sentence in (*bank.warnings, bank.summary):
            if sentence:
                typer.echo(str(sentence))
    if any(bank.unreadable or bank.errors or (strict and bank.warnings) for bank in checked):
        raise typer.Exit(1)


@app.command()
def export(
    bank: Annotated[str, typer.Argument(metavar="BANK", help="A bank of the course, or a YAML file.")],
    to: Annotated[str, typer.Option(help="moodle, qti or anki.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    cases: Annotated[int, typer.Option(help="Questions to make of each item that makes them.")] = 5,
    ordering: Annotated[str, typer.Option(help="In Moodle: matching, or ordering (from 4.4).")] = "matching",
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
) -> None:
    """Write a question bank as a file for Moodle, for readers of QTI 2.1, or for Anki."""
    from her2lessons.classroom import export as room

    try:
        found = room.find_bank(bank)
        done = room.export(found, to, out, cases=cases, ordering=ordering, replace=replace)
    except ValueError as error:
        raise _give_up(error) from None
    typer.echo(f"{done.path}: {done.questions} questions of {found.name} for {to}.")
    for note in done.notes:
        typer.echo(f"- {note}")


@app.command()
def exam(
    secret: Annotated[
        str,
        typer.Argument(metavar="SECRET", help="At least 8 characters, yours alone; - asks for it unseen."),
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write pictures, an answer sheet and the key here.")
    ] = None,
    mark: Annotated[
        Path | None, typer.Option(metavar="SHEET", help="Mark a filled answer sheet of the set.")
    ] = None,
    size: Annotated[int, typer.Option(help="How many fields, a multiple of five from 10 to 100.")] = 20,
    replace: Annotated[bool, typer.Option("--replace", help="Write over files that are there.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the marks as JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the marks as CSV.")] = False,
) -> None:
    """Make the IHC fields of a class examination from SECRET, or mark a sheet; SECRET is written nowhere."""
    from her2lessons.microscope import exam as room

    if (out is None) == (mark is None):
        raise _give_up(ValueError("say either --out DIR to write a set or --mark SHEET to mark one."))
    if (as_json or as_csv) and (mark is None or as_json == as_csv):
        raise _give_up(ValueError("--json and --csv are for --mark, and only one of them at a time."))
    word = typer.prompt("Secret", hide_input=True, err=True) if secret == "-" else secret  # noqa: S105
    try:
        if mark is not None:
            _print_marks(room.mark(word, mark, size), as_json=as_json, as_csv=as_csv)
        elif out is not None:
            done = room.export(word, out, size, replace=replace)
            typer.echo(f"{done.students}: {done.pictures} pictures and {done.sheet.name}, for students.")
            typer.echo(f"{done.key}: the answers, for you alone.")
    except ValueError as error:
        raise _give_up(error) from None


def _print_marks(marked: Sequence[Marked], *, as_json: bool, as_csv: bool) -> None:
    import json

    from her2lessons.progress.reader_report import report

    found = report(marked)
    misread = [one for one in marked if one.given != one.true]
    if as_json:
        listed = [{"number": one.number, "true": one.true, "given": one.given} for one in misread]
        typer.echo(json.dumps(found.to_dict() | {"misread": listed}, ensure_ascii=False, indent=2))
    elif as_csv:
        typer.echo(found.to_csv(), nl=False)
    else:
        typer.echo(str(found))
        for one in misread:
            typer.echo(f"- Number {one.number} is {one.true} and was read as {one.given}.")


@app.command()
def progress(
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a row an objective, as CSV.")] = False,
    merge: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="First bring in the answers of another computer's answers.jsonl."),
    ] = None,
) -> None:
    """Show how far you have come, as `progress()` does in a notebook."""
    import json

    from her2lessons import progress as room
    from her2lessons.progress.overview import overview
    from her2lessons.progress.printed import printed

    if as_json and as_csv:
        raise _give_up(ValueError("--json and --csv ask for two things at once; choose one of them."))
    log = room.AnswerLog()
    try:
        # Said beside the overview, not in it: what follows may be read by a program.
        if merge is not None:
            typer.echo(str(room.merge(log, merge)), err=True)
        found = overview(log.memory())
    except (room.MergeError, OSError) as error:
        raise _give_up(error) from None
    if log.damage:
        typer.echo(log.damage, err=True)
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    elif as_csv:
        typer.echo(found.to_csv(), nl=False)
    else:
        typer.echo(printed(found, log.path))


@app.command("evidence-age")
def evidence_age(
    days: Annotated[int, typer.Option(help="How many days old a check may be.")] = 365,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when anything is older.")] = False,
) -> None:
    """List what nobody has checked for a year: facts, trials, drugs, approvals, claims, sources, rules."""
    from her2lessons.evidence import aged
    from her2lessons.guidelines import treatment

    try:
        rules = (("treatment rules", rule.id, rule.checked) for rule in treatment.rules())
        found = aged(days=days, also=rules)
    except ValueError as error:
        raise _give_up(error) from None
    for row in found:
        typer.echo(str(row))
    # Beside the list, not in it: a script counts and prefixes lines.
    typer.echo(f"{len(found)} rows were last checked more than {days} days ago.", err=True)
    if found and strict:
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
