"""Named mistakes about T and N: what each makes of the measurements, and why that is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from her2lessons.guidelines import staging
from her2lessons.guidelines.measured import ISOLATED_CELLS, MICROINVASION, MICROMETASTASIS, NODES, SIZES
from her2lessons.quiz.families.anatomic_stage.case import Case, Nodes, Tumour
from her2lessons.quiz.making import Mistake

_NEXT = 0.001
"""Millimetres: enough to bring a size that lies exactly on a line past it."""


def misread(case: Case) -> tuple[list[Mistake], list[Mistake]]:
    """Give the mistakes that this case sets out as traps, and those that many cases allow."""
    return misread_tumour(case.tumour) if case.asked == "T" else misread_nodes(case.nodes)


def misread_tumour(tumour: Tumour) -> tuple[list[Mistake], list[Mistake]]:
    """Give the mistakes about T that this tumour sets out to invite, and those that many allow."""
    return [*_about_what_counts(tumour), *_about_edges(tumour)], list(_about_lines(tumour))


def misread_nodes(nodes: Nodes) -> tuple[list[Mistake], list[Mistake]]:
    """Give the mistakes about N that these nodes set out to invite, and those that many allow."""
    if not nodes.positive:
        return [], []
    return [*_about_deposits(nodes), *_about_counts(nodes)], list(_about_neighbours(nodes))


def _t(name: str, size: float, because: str) -> Mistake:
    return Mistake(f"p{staging.t_from_size(size)}", because, name)


def _about_what_counts(tumour: Tumour) -> Iterator[Mistake]:
    size = tumour.foci[0]
    if len(tumour.foci) > 1:
        why = f"Foci are never added up. The largest invasive focus counts, and it measures {size:g} mm."
        yield _t("separate foci are added up", sum(tumour.foci), why)
    if tumour.with_in_situ:
        why = f"T is the size of the invasive part alone, {size:g} mm. The in-situ cancer is left out."
        yield _t("in-situ cancer counts into the size", tumour.with_in_situ, why)
    if tumour.ulcerates:
        why = "The skin is ulcerated. That makes it T4, whatever the size."
        yield _t("the size alone gives T", size, why)
        why = "T3 is a matter of size, above 50 mm, and this tumour is smaller. Ulcerated skin is T4."
        yield Mistake(
            "pT3", why.replace("50", f"{SIZES[-1][0]:g}"), "a tumour in the skin counts as a large one"
        )


def _about_edges(tumour: Tumour) -> Iterator[Mistake]:
    size = tumour.foci[0]
    if tumour.ulcerates:
        return
    if size in [line for line, _ in SIZES]:
        why = f"The line belongs to the smaller category: exactly {size:g} mm is not yet past it."
        yield _t("a size exactly on the line belongs to the larger T", size + _NEXT, why)
    if MICROINVASION < size < MICROINVASION + 1:
        why = (
            f"{size:g} mm is above {MICROINVASION:g} mm. It is recorded as 2 mm, never rounded down to 1 mm."
        )
        yield _t("a size just above 1 mm is rounded down", MICROINVASION, why)
    below = [line for line, _ in SIZES if line < size <= line + 1]
    if below and size > MICROINVASION + 1:
        why = f"{size:g} mm is past the line at {below[-1]:g} mm, if only just."
        yield _t("just past the line still belongs to the smaller T", below[-1], why)


def _about_lines(tumour: Tumour) -> Iterator[Mistake]:
    """Give the T on either side, with the line that rules it out."""
    size = tumour.foci[0]
    if tumour.ulcerates:
        return
    name = "the lines between the T categories are mixed up"
    below = [(line, t) for line, t in SIZES if line < size]
    for line, t in below[-2:]:
        yield Mistake(f"p{t}", f"{t} goes up to {line:g} mm, and this tumour measures {size:g} mm.", name)
    larger = [*(t for _, t in SIZES), "T3"][len(below) + 1 :]
    for line, t in list(zip([line for line, _ in SIZES][len(below) :], larger, strict=False))[:2]:
        yield Mistake(f"p{t}", f"{t} begins above {line:g} mm, and this tumour measures {size:g} mm.", name)
    if not larger:
        why = "T4 is not a matter of size: it is a tumour in the chest wall or through the skin."
        yield Mistake("pT4", why, "T4 is a very large tumour")


def _n(name: str, positive: int, largest: float | None, because: str) -> Mistake:
    return Mistake(f"p{staging.pn_from_nodes(positive, largest)}", because, name)


def _about_deposits(nodes: Nodes) -> Iterator[Mistake]:
    largest, micro = nodes.deposits[0], f"{MICROMETASTASIS:g} mm"
    if len(nodes.deposits) > 1:
        why = f"Deposits are never added up. The largest one counts, and it measures {largest:g} mm."
        yield _n("deposits are added up", nodes.positive, sum(nodes.deposits), why)
    if largest <= ISOLATED_CELLS:
        why = f"At most {ISOLATED_CELLS:g} mm is isolated tumour cells, and their node is not counted."
        yield _n("isolated tumour cells make a node positive", nodes.positive, None, why)
        yield _n("isolated tumour cells are a micrometastasis", nodes.positive, MICROMETASTASIS, why)
    elif largest <= MICROMETASTASIS:
        why = f"No deposit is above {micro}: the largest measures {largest:g} mm, which is a micrometastasis."
        yield _n("the number of nodes counts, however small the deposits", nodes.positive, None, why)
        why = f"{largest:g} mm is above {ISOLATED_CELLS:g} mm: more than isolated tumour cells, so not N0."
        yield _n("a micrometastasis counts as isolated tumour cells", nodes.positive, ISOLATED_CELLS, why)
    elif largest <= MICROMETASTASIS + 0.1:
        why = f"{largest:g} mm is above {micro}, if only just, so it is no micrometastasis."
        yield _n("just past the line still belongs to the smaller N", nodes.positive, MICROMETASTASIS, why)


def _about_counts(nodes: Nodes) -> Iterator[Mistake]:
    positive, largest = nodes.positive, nodes.deposits[0]
    if largest <= MICROMETASTASIS:
        return
    for most, category in NODES:
        if positive == most:
            why = f"{category} goes up to {most} nodes, and {positive} still belongs to it."
            yield _n("the largest number of an N belongs to the next one", positive + 1, largest, why)
        if positive == most + 1:
            why = f"{category} goes up to {most} nodes, and {positive} is one more."
            yield _n("one node more does not change N", positive - 1, largest, why)


def _about_neighbours(nodes: Nodes) -> Iterator[Mistake]:
    """Give the other N by number, with the numbers that rule them out."""
    largest, name = nodes.deposits[0], "the numbers of nodes that make N1, N2 and N3 are mixed up"
    found = staging.pn_from_nodes(nodes.positive, largest)
    fewest = dict(zip(("N1", "N2", "N3"), (1, *(most + 1 for most, _ in NODES)), strict=True))
    most = {category: number for number, category in NODES}
    for category in fewest:
        if largest <= MICROMETASTASIS:
            why = (
                f"{category} asks for a deposit above {MICROMETASTASIS:g} mm, and here it is {largest:g} mm."
            )
        elif nodes.positive < fewest[category]:
            why = f"{category} begins with {fewest[category]} nodes, and here there are {nodes.positive}."
        else:
            why = f"{category} ends with {most.get(category)} nodes, and here there are {nodes.positive}."
        if category != found:
            yield Mistake(f"p{category}", why, name)
    if largest > MICROMETASTASIS:
        why = f"N1mi has no deposit above {MICROMETASTASIS:g} mm, and here one measures {largest:g} mm."
        yield Mistake("pN1mi", why, "N1mi is any small number of nodes")
