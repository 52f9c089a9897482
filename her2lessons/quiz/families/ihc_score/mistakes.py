"""Named mistakes: what each makes of a slide, and why that is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from her2lessons.guidelines import ihc
from her2lessons.guidelines.ihc import TEN_PERCENT, Percents
from her2lessons.quiz.families.ihc_score.slides import WORDS, Slide
from her2lessons.quiz.making import Mistake

AVERAGE = "the score is an average over all cells"

_TEN = f"{TEN_PERCENT:g} %"


def misread(slide: Slide) -> tuple[list[Mistake], list[Mistake]]:
    """Give the mistakes that this slide sets out to invite, and those that many slides allow."""
    special = [*_about_what_does_not_count(slide), *_about_the_line(slide)]
    general = [
        *_about_shares(slide),
        *_about_completeness(slide),
        *_about_intensity(slide),
        *_about_words(slide),
        *_about_averages(slide),
    ]
    return special, general


def _mistake(name: str, slide: Slide, read_as: Percents, why: str) -> Mistake:
    """Score the slide as it was misread, and close the reason with the line that decides in truth."""
    return Mistake(ihc.score(**read_as._asdict()).score, f"{why} {_truth(slide)}", name)


def _truth(slide: Slide) -> str:
    return slide.reading.steps[-2].rule


def _about_what_does_not_count(slide: Slide) -> Iterator[Mistake]:
    if slide.in_situ:
        why = f"The {slide.in_situ} % are in-situ cells. Only the invasive cells are scored."
        yield _mistake("in-situ cells count", slide, Percents(slide.in_situ, 0, 0, 0), why)
    if slide.cytoplasm:
        why = f"The haze in {slide.cytoplasm} % of the cells is in the cytoplasm. Only the membrane is read."
        yield _mistake("staining of the cytoplasm counts", slide, Percents(0, 0, 0, slide.cytoplasm), why)


def _about_the_line(slide: Slide) -> Iterator[Mistake]:
    """Give what comes of taking the line as passed by a figure that lies exactly on it."""
    shares = slide.percents
    for kind, share in slide.present.items():
        if share == TEN_PERCENT:
            past = shares._replace(**{kind: share + 1})
            why = f"The line is *more than* {_TEN}. The share that is {WORDS[kind]} lies on it, not past it."
            yield _mistake(f"exactly {_TEN} is past the line", slide, past, why)
    if shares.intense_complete + shares.weak_moderate_complete == TEN_PERCENT:
        past = shares._replace(weak_moderate_complete=shares.weak_moderate_complete + 1)
        why = f"The line is *more than* {_TEN}. All complete staining together lies on it, not past it."
        yield _mistake(f"exactly {_TEN} is past the line", slide, past, why)


def _about_shares(slide: Slide) -> Iterator[Mistake]:
    if not slide.present:
        return
    strongest, share = next(iter(slide.present.items()))
    why = f"The strongest cells are {WORDS[strongest]}, but they are {share} %, which is not past {_TEN}."
    if share <= TEN_PERCENT:
        yield _mistake("the strongest cells decide, however few", slide, _only(strongest), why)
        kept = [part if part > TEN_PERCENT else 0 for part in slide.percents]
        why = f"Cells that make up {_TEN} or fewer are not thrown away: here {_few(slide)} still count."
        yield _mistake(f"staining in {_TEN} or fewer counts as none", slide, Percents(*kept), why)
    if slide.unstained > max(slide.present.values()):
        why = f"Most cells, {slide.unstained} %, show nothing, but the score does not go by the majority."
        yield _mistake("the most common pattern decides", slide, Percents(0, 0, 0, 0), why)
    else:
        common = max(slide.present, key=lambda kind: slide.present[kind])
        why = f"What most stained cells show ({WORDS[common]}) does not decide; the lines are asked in turn."
        yield _mistake("the most common pattern decides", slide, _only(common), why)
    if len(slide.present) > 1:
        added = _only(strongest)._replace(**{strongest: sum(slide.percents)})
        listed = _listed(list(slide.present.values()))
        why = f"Adding {listed} up mixes kinds of staining that the rule keeps apart."
        yield _mistake("all stained cells are added up", slide, added, why)


def _about_completeness(slide: Slide) -> Iterator[Mistake]:
    intense, complete, incomplete, faint = slide.percents
    if incomplete or faint:
        share = f"{incomplete + faint:g} %"
        closed = Percents(intense + incomplete, complete + faint, 0, 0)
        why = f"In {share} of the cells the ring has gaps. Staining all round them was not seen."
        yield _mistake("completeness is overlooked", slide, closed, why)
    if incomplete:
        weak = Percents(intense, complete, 0, incomplete + faint)
        why = f"1+ is faint and incomplete. In {incomplete:g} % it is incomplete, but moderate to intense."
        yield _mistake("incomplete staining is always 1+", slide, weak, why)


def _about_intensity(slide: Slide) -> Iterator[Mistake]:
    intense, complete, incomplete, faint = slide.percents
    if complete:
        strong = Percents(intense + complete, 0, incomplete, faint)
        why = f"The ring is closed in these {complete:g} %, but weak to moderate is not intense."
        yield _mistake("intensity is overlooked", slide, strong, why)
        pale = Percents(intense, 0, incomplete, complete + faint)
        why = f"Weak to moderate is not faint, and in these {complete:g} % the ring is closed."
        yield _mistake("weak staining is the same as faint staining", slide, pale, why)
    if faint:
        gone = Percents(intense, complete, incomplete, 0)
        why = f"Faint staining is staining: {faint:g} % of the cells show it."
        yield _mistake("faint staining is no staining", slide, gone, why)


def _about_words(slide: Slide) -> Iterator[Mistake]:
    """Give the mistakes that put a wrong name to what was seen rightly."""
    score, truth = slide.reading.score, _truth(slide)
    if score == "3+":
        share = f"{slide.percents.intense_complete:g} %"
        why = f"3+ does not ask for all the cells: {share} are past the line."
        yield Mistake("2+", f"{why} {truth}", "3+ means that nearly all cells stain")
        why = f"{slide.unstained} % of the cells show nothing, but they do not undo the {share} that do."
        yield Mistake("0 absent", f"{why} {truth}", "the weakest pattern on the slide decides")
    rings = slide.percents.intense_complete + slide.percents.weak_moderate_complete
    if score == "2+" and rings > TEN_PERCENT:
        why = f"1+ is faint staining with gaps. Here the ring is closed in {rings:g} % of the cells."
        yield Mistake("1+", f"{why} {truth}", "anything weaker than intense is 1+")
    if score == "1+":
        share = f"{slide.percents.faint_incomplete:g} %"
        why = f"0+ is faint staining in {_TEN} of the cells or fewer, and here it is in {share}."
        yield Mistake("0+", why, "faint staining is 0+, however many cells show it")
    if score == "0 absent":
        why = "0+ is some faint staining of the membrane. Here the membranes show none at all."
        yield Mistake("0+", why, "0+ is another name for no staining")
        why = f"1+ is faint staining of the membrane in more than {_TEN}. Here no membrane is stained."
        yield Mistake("1+", why, "1+ is the lowest score")


def _about_averages(slide: Slide) -> Iterator[Mistake]:
    """Give what comes of averaging the strength of the staining over all the cells, few of them stained."""
    if not slide.present:
        return
    intense, complete, incomplete, faint = slide.percents
    average = round((3 * intense + 2 * complete + 2 * incomplete + faint) / 100)
    text = ("0+", "1+", "2+", "3+")[average]
    stronger = intense + complete + incomplete
    if stronger and max(slide.percents) <= TEN_PERCENT:
        # The average is near nothing in any such slide; nearer at hand is to read few cells as 0+.
        why = f"0+ is faint staining. In {stronger:g} % of the cells it is complete, or stronger than faint."
        yield Mistake("0+", f"{why} {_truth(slide)}", f"any staining in {_TEN} or fewer is 0+")
        return
    why = "The score is no average over stained and unstained cells; it asks how many show each kind."
    yield Mistake(text, f"{why} {_truth(slide)}", AVERAGE)


def _only(kind: str) -> Percents:
    return Percents(0, 0, 0, 0)._replace(**{kind: 100})


def _few(slide: Slide) -> str:
    return _listed([share for share in slide.present.values() if share <= TEN_PERCENT])


def _listed(shares: list[int]) -> str:
    """Write percentages for a sentence, such as 7 %, 76 % and 2 %."""
    *first, last = (f"{share} %" for share in shares)
    return f"{', '.join(first)} and {last}" if first else last
