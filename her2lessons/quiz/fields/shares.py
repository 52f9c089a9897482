"""IHC: shares of invasive cells to ask a field for, what they score, and why another score is wrong."""

from __future__ import annotations

from random import Random

from her2lessons.guidelines import ihc
from her2lessons.guidelines.ihc import TEN_PERCENT, Percents, Reading, Score
from her2lessons.quiz.drawn import Request
from her2lessons.quiz.making import Mistake, Right

TEN = f"{TEN_PERCENT:g} %"
#: Percent from the line within which a field needs counting, not a look.
NEAR = 2
#: Percent of the cells that show one pattern, from which on a look is enough.
_MOST = 50
_LARGEST_SEED = 10**6

PATTERNS = {
    "intense_complete": "complete and intense",
    "weak_moderate_complete": "complete and weak to moderate",
    "moderate_intense_incomplete": "incomplete and moderate to intense",
    "faint_incomplete": "incomplete and faint",
}


def seed(dice: Random) -> int:
    """Draw the seed of a tissue."""
    return dice.randrange(_LARGEST_SEED)


def request(shares: Percents, tissue: int, magnification: int = 20) -> Request:
    """Ask for a field whose scored cells show these whole percentages."""
    asked = {name: f"{share:g}" for name, share in shares._asdict().items() if share}
    return Request(
        kind="ihc",
        seed=str(tissue),
        percents=asked,
        magnification="40" if magnification == 40 else "20",
    )


def reading(shares: Percents) -> Reading:
    """Ask the rule."""
    return ihc.score(*shares)


def clear(score: Score, dice: Random) -> Percents:
    """Draw shares that earn a score at a glance; the two lowest scores have no more to show."""
    main = dice.randint(_MOST, 85)
    rest = dice.choice([0, dice.randint(1, 95 - main)])
    if score == "3+":
        return Percents(main, 0, 0, rest)
    if score == "2+":
        return Percents(0, main, 0, rest)
    if score == "1+":
        return Percents(0, 0, 0, main)
    return Percents(0, 0, 0, dice.randint(2, 7) if score == "0+" else 0)


def mixed(score: Score, dice: Random) -> Percents:
    """Draw shares that earn a score among cells that differ, well off the line."""
    main, rest = dice.randint(15, 40), dice.randint(15, 40)
    if score == "3+":
        return Percents(main, rest, 0, dice.choice([0, dice.randint(1, 15)]))
    if score == "2+":
        return Percents(0, main, 0, rest)
    if score == "1+":
        return Percents(0, 0, 0, main)
    return clear(score, dice)


def on_the_line(dice: Random) -> Percents:
    """Draw shares of which one lies on the line or next to it, and decides: 0+ or 1+, 2+ or 3+, 1+ or 2+."""
    close = dice.randint(int(TEN_PERCENT) - NEAR, int(TEN_PERCENT) + NEAR)
    other = dice.randint(25, 60)
    # Weak rings that stay short of the line, beside faint staining, make an odd pattern; here they pass it.
    past = int(TEN_PERCENT) + dice.randint(1, NEAR)
    return dice.choice([Percents(0, 0, 0, close), Percents(close, other, 0, 0), Percents(0, past, 0, other)])


def odd(dice: Random) -> Percents:
    """Draw a pattern outside the definitions: dark lines with gaps, as at the base and sides of a gland."""
    return Percents(0, 0, dice.randint(25, 70), dice.choice([0, dice.randint(5, 25)]))


def is_near(shares: Percents) -> bool:
    """Whether a share lies within `NEAR` of the line and decides: on its other side the score differs."""
    for name, share in shares._asdict().items():
        if share and abs(share - TEN_PERCENT) <= NEAR:
            across = TEN_PERCENT if share > TEN_PERCENT else TEN_PERCENT + 1
            if reading(shares._replace(**{name: across})).score != reading(shares).score:
                return True
    return False


def difficulty(shares: Percents) -> int:
    """Give 1 where one pattern or none fills the eye, 3 near the line or for an odd pattern, else 2."""
    if is_near(shares) or reading(shares).unusual:
        return 3
    return 1 if max(shares) >= _MOST or not any(shares) else 2


def listed(shares: Percents) -> str:
    """Say in figures what was drawn."""
    parts = [f"{PATTERNS[name]} in {share:g} %" for name, share in shares._asdict().items() if share]
    unstained = 100 - sum(shares)
    if not parts:
        return "no staining of the membrane in any invasive cell"
    return f"{', '.join(parts)}; none in {unstained:g} %" if unstained else ", ".join(parts)


def right(shares: Percents) -> Right:
    """Give the right score with the line of the rule that decides."""
    found = reading(shares)
    return Right(found.score, f"{found.steps[-2].rule} Here: {found.steps[-2].finding}")


def walk(shares: Percents, *first: str) -> str:
    """Give what was drawn and the steps of the rule, as a numbered list, after sentences that come first."""
    lines = [
        *first,
        f"Drawn were, of the invasive cells: {listed(shares)}.",
        *(f"{step.rule} {step.finding}" for step in reading(shares).steps),
    ]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def against(score: Score, shares: Percents) -> Mistake:
    """Say why a score is not that of these shares, and which mistake leads there."""
    because, misconception = _AGAINST[score](shares)
    return Mistake(score, because, misconception)


def _three(shares: Percents) -> tuple[str, str]:
    intense, weak, incomplete, faint = shares
    found = f"they are {intense:g} %" if intense else "there are none"
    because = f"3+ asks for complete, intense lines in more than {TEN} of the invasive cells; here {found}."
    if intense:
        return because, "the strongest cells decide, however few"
    if incomplete:
        return because, "dark lines are intense and complete even with gaps"
    if weak:
        return because, "intensity is overlooked"
    return because, "any brown is strong staining" if faint else "background is taken for staining"


def _two(shares: Percents) -> tuple[str, str]:
    intense, _, _, faint = shares
    if intense > TEN_PERCENT:
        because = f"More than {TEN} ({intense:g} %) are complete and intense: 3+, whatever the rest shows."
        return because, _AVERAGE
    because = f"2+ asks for closed lines, or for lines stronger than faint; here {listed(shares)}."
    return because, "completeness is overlooked" if faint else "background is taken for staining"


def _one(shares: Percents) -> tuple[str, str]:
    intense, weak, incomplete, faint = shares
    if intense or weak:
        because = f"1+ has faint lines with gaps and no more; here {intense + weak:g} % have closed lines."
        mistake = (
            "the score is an average over all cells"
            if intense
            else "weak staining is the same as faint staining"
        )
        return because, mistake
    if incomplete:
        because = f"1+ is faint. Here {incomplete:g} % have gaps too, but lines that are moderate to intense."
        return because, "incomplete staining is always 1+"
    if faint:
        because = f"1+ asks for faint lines in more than {TEN}; here they are {faint:g} %, not past the line."
        exactly = faint == TEN_PERCENT
        return because, f"exactly {TEN} is past the line" if exactly else "any faint staining is 1+"
    return f"1+ asks for faint lines in more than {TEN} of the cells; here there are none.", _BACKGROUND


def _faint_few(shares: Percents) -> tuple[str, str]:
    if not any(shares):
        return "0+ asks for at least a trace of a faint line; here no invasive cell shows one.", _BACKGROUND
    because = f"0+ has faint lines in at most {TEN} and nothing else; here {listed(shares)}."
    few = sum(shares) - shares.faint_incomplete > 0
    return because, "closed or dark lines are passed over" if few else "faint staining hardly counts"


def _absent(shares: Percents) -> tuple[str, str]:
    because = f"0 absent is kept for no line at all; here {sum(shares):g} % of the invasive cells show one."
    if sum(shares) <= TEN_PERCENT:
        return because, f"staining in {TEN} or fewer counts as none"
    return because, "faint staining counts as none"


_AVERAGE = "the score is an average over all cells"
_BACKGROUND = "background is taken for staining"
_AGAINST = {"3+": _three, "2+": _two, "1+": _one, "0+": _faint_few, "0 absent": _absent}
