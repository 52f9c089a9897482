"""Draw cases: written categories and measurements, plain ones and traps, so that every stage comes up."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from her2lessons.guidelines import staging
from her2lessons.guidelines.measured import NODES, SIZES
from her2lessons.quiz.families.anatomic_stage.case import Case, Nodes, Tumour

_T_DETAILS = {"T1": ("T1mi", "T1a", "T1b", "T1c"), "T4": ("T4a", "T4b", "T4c", "T4d")}
_N_DETAILS = {
    "c": {"N2": ("N2a", "N2b"), "N3": ("N3a", "N3b", "N3c")},
    "p": {"N1": ("N1a", "N1b", "N1c"), "N2": ("N2a", "N2b"), "N3": ("N3a", "N3b", "N3c")},
}
_PLAIN_T = ("T1", "T2", "T3", "T4")
_PLAIN_N = ("N0", "N1", "N2", "N3")


def draw(chance: Random) -> Case:
    """Draw one case; every way of drawing is as likely as the next."""
    return chance.choice(_WAYS)(chance)


def _in_situ(chance: Random) -> Case:
    prefix = chance.choice("cp")
    t = chance.choice(["Tis", "Tis(DCIS)", "Tis(Paget)"])
    return _written(f"{prefix}{t}", f"{prefix}N0", "M0")


def _plain(chance: Random) -> Case:
    prefix = chance.choice("cp")
    return _written(prefix + chance.choice(_PLAIN_T), prefix + chance.choice(_PLAIN_N), "M0")


def _spread(chance: Random) -> Case:
    case = _detailed(chance)
    return _written(case.t, case.n, "M1")


def _detailed(chance: Random) -> Case:
    prefix = chance.choice("cp")
    t, n = chance.choice(_PLAIN_T), chance.choice(_PLAIN_N)
    t = chance.choice(_T_DETAILS.get(t, (t,)))
    n = chance.choice(_N_DETAILS[prefix].get(n, (n,)))
    return _written(prefix + t, prefix + n, "M0")


def _exceptional(chance: Random) -> Case:
    """Draw micrometastases, isolated cells, or nodes without a tumour that can be found."""
    t = chance.choice(_PLAIN_T)
    n = chance.choice(["N1mi", "N1mi", "N0(i+)"])
    if chance.randrange(4) == 0:
        t, n = "T0", chance.choice(["N1mi", "N1", "N2", "N3"])
    else:
        t = chance.choice(_T_DETAILS.get(t, (t,)))
    prefix = "p" if n != "N1" else chance.choice("cp")
    return _written(prefix + t, prefix + n, "M0")


def _measured(chance: Random) -> Case:
    return Case("stage", _plain_tumour(chance), _plain_nodes(chance))


def _measured_trap(chance: Random) -> Case:
    trapped = chance.randrange(3)
    tumour = _tumour_trap(chance) if trapped != 1 else _plain_tumour(chance)
    nodes = _nodes_trap(chance) if trapped != 0 else _plain_nodes(chance)
    return Case("stage", tumour, nodes)


def _t_asked(chance: Random) -> Case:
    tumour = _tumour_trap(chance) if chance.randrange(2) else _plain_tumour(chance)
    return Case("T", tumour, Nodes())


def _n_asked(chance: Random) -> Case:
    while True:
        nodes = _nodes_trap(chance) if chance.randrange(2) else _plain_nodes(chance)
        if nodes.positive:  # without a positive node there is nothing to ask
            return Case("N", Tumour(foci=(1.0,)), nodes)  # a tumour that nobody sees


_WAYS: tuple[Callable[[Random], Case], ...] = (
    *(_plain,) * 6,
    _in_situ,
    _spread,
    _detailed,
    _detailed,
    *(_exceptional,) * 4,
    *(_measured,) * 4,
    *(_measured_trap,) * 5,
    *(_t_asked,) * 3,
    *(_n_asked,) * 3,
)


def _written(t: str, n: str, m: str) -> Case:
    return Case("stage", Tumour(written=t), Nodes(written=n), m)


def _plain_tumour(chance: Random) -> Tumour:
    """Draw one size in the middle of a category, each of them as likely as the next."""
    wanted = chance.choice([t for _, t in SIZES[1:]] + ["T3"])
    while True:
        tumour = Tumour(foci=(float(chance.randint(2, 90)),))
        if tumour.category == f"p{wanted}" and not tumour.has_trap:
            return tumour


def _tumour_trap(chance: Random) -> Tumour:
    trap = chance.choice(["edge", "edge", "rounding", "foci", "in situ", "skin"])
    if trap == "edge":
        return Tumour(foci=(chance.choice([line for line, _ in SIZES]) + chance.choice([0, 0, 1]),))
    if trap == "rounding":
        return Tumour(foci=(chance.randint(11, 19) / 10,))
    size = chance.randint(4, 48)
    if trap == "foci":
        return Tumour(foci=(float(size), float(chance.randint(max(2, size // 2), size))))
    if trap == "in situ":
        return Tumour(foci=(float(size),), with_in_situ=float(size + chance.randint(8, 40)))
    return Tumour(foci=(float(size),), ulcerates=True)


def _plain_nodes(chance: Random) -> Nodes:
    """Draw a count in the middle of a category, with a deposit that is clearly above 2 mm."""
    positive = chance.choice([0, 0, 1, 2, 5, 6, 7, 8, 12, 14])
    return Nodes(positive=positive, deposits=(float(chance.randint(3, 15)),) if positive else ())


def _nodes_trap(chance: Random) -> Nodes:
    trap = chance.choice(["edge", "edge", "small", "small", "isolated", "told one by one"])
    if trap == "edge":
        most = chance.choice([most for most, _ in NODES])
        return Nodes(positive=most + chance.randrange(2), deposits=(float(chance.randint(3, 15)),))
    if trap == "isolated":
        return Nodes(positive=chance.randint(1, 2), deposits=(chance.choice([0.1, 0.2]),))
    if trap == "small":
        deposit = chance.choice([0.3, 0.5, 0.8, 1.0, 1.2, 1.5, 1.8, 2.0, 2.0, 2.1])
        return Nodes(positive=chance.choice([1, 1, 2, 3, 4, 5]), deposits=(deposit,))
    first = chance.randint(11, 20) / 10
    return Nodes(positive=2, deposits=(first, chance.randint(10, round(first * 10)) / 10))


def stageable(t: str, n: str) -> bool:
    """Whether the stage table has a row for T and N, so that a mistake can be carried to its end."""
    at, counted = staging.parse(t, "T").counts_as, staging.parse(n, "N").counts_as
    return not (at == "T0" and counted == "N0") and not (at == "Tis" and counted != "N0")
