"""A bank with every kind, a picture and hostile text in every field; and what an export must say of it."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from html.parser import HTMLParser
from itertools import permutations, product
from pathlib import Path
from typing import Any

from her2lessons.quiz import Bank, Item, load_bank_file, realise
from her2lessons.quiz import markdown as reader
from her2lessons.quiz.kinds.case import Case
from her2lessons.quiz.kinds.classify import Classify
from her2lessons.quiz.kinds.match import Matching
from her2lessons.quiz.kinds.multiple import Multiple
from her2lessons.quiz.kinds.numeric import Numeric
from her2lessons.quiz.kinds.order import Order

#: A picture of one pixel; the exporters never look inside.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000a49444154789c6300010000050001"
)
NASTY = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> [go](javascript:alert(3)) "
    '![p](https://example.org/p.png) "quoted" \x07\x0b &amp; & &#7; ]]> שלום 🧬 $\\frac{1}{2}$ \\(x\\) '
    "[latex]x[/latex] [sound:a.mp3] [$]y[/$] {{Prompt}} {{c1::z}} @@PLUGINFILE@@ <!-- c --> <b>bold</b>"
)
CASES = 5


def _item(item_id: str, kind: str, **fields: Any) -> dict[str, Any]:
    common = {
        "id": item_id,
        "section": "all",
        "kind": kind,
        "objective": "05.2",
        "concepts": ["B04", "B05"],
        "difficulty": 2,
        "prompt": f"{item_id}: what **now**?",
        "explain": "Go in *order*.\n\n1. One.\n2. Two, see [here](https://example.org/a?b=1&c=2).",
        "sources": ["wolff2018", "course"],
        "reviewed": "2026-11-20",
    }
    return {**common, **fields}


def _options(right: int, wrong: int, text: str = "Option") -> list[dict[str, Any]]:
    made = [
        {"id": f"{n}.o", "text": f"{text} *{n}*", "correct": n <= right, "because": f"Reason **{n}**. {text}"}
        for n in range(1, right + wrong + 1)
    ]
    # The right ones must not all stand first.
    return made[1:] + made[:1]


def _parts(count: int, text: str = "Part") -> list[dict[str, str]]:
    return [
        {"id": f"p{n}", "text": f"{text} {n}", "because": f"It is number {n}."} for n in range(1, count + 1)
    ]


def _pairs(text: str = "") -> dict[str, Any]:
    """Four pairs on two matches, the ids of pairs and matches alike, and a third match that fits nothing."""
    return {
        "pairs": [
            {
                "id": str(n),
                "text": f"Left {n} {text}",
                "match": "1" if n < 4 else "2",
                "because": f"Fits {n}.",
            }
            for n in range(1, 5)
        ],
        "matches": [
            {"id": "1", "text": f"Below 6.0 (<6.0) & more {text}"},
            {"id": "2", "text": f"At least 6.0 {text}"},
            {"id": "3", "text": f"Neither {text}", "because": f"Nothing here is neither. {text}"},
        ],
    }


ITEMS = [
    _item("t.1..b-01", "single", options=_options(1, 3)),
    _item("T-02.", "multiple", options=_options(3, 2)),
    _item("03", "multiple", options=_options(7, 6)),
    _item("04", "numeric", answer="2.4", unit="", tolerance="0.05"),
    _item("05", "numeric", answer="-120", unit="% of cells", tolerance="5 %"),
    _item("06", "numeric", answer="3", unit="", tolerance="0"),
    _item("07", "order", order=_parts(4)),
    _item("08", "match", **_pairs()),
    _item(
        "09",
        "match",
        pairs=[{"id": n, "text": f"L {n}", "match": n, "because": "So."} for n in "ab"],
        matches=[{"id": n, "text": f"R {n}"} for n in "ab"],
    ),
    _item(
        "10", "classify", image={"file": "one.png", "alt": 'Cells, "brown" <b>'}, categories=_options(1, 2)
    ),
    _item("11", "classify", categories=_options(1, 3)),
    _item("12", "case", family="her2_status", seed="7"),
    _item("h-1", "single", prompt=NASTY, explain=NASTY, options=_options(1, 2, NASTY)),
    _item("h-2", "multiple", prompt=NASTY * 18, explain=NASTY, options=_options(2, 2, NASTY)),
    _item("h-3", "numeric", prompt=NASTY, explain=NASTY, answer="97.25", unit=NASTY, tolerance="0"),
    _item("h-4", "order", prompt=NASTY, explain=NASTY, order=_parts(3, NASTY)),
    _item("h-5", "match", prompt=NASTY, explain=NASTY, **_pairs(NASTY)),
    _item(
        "h-6",
        "classify",
        prompt=NASTY,
        explain=NASTY,
        image={"file": "one.png", "alt": NASTY},
        categories=_options(1, 2, NASTY),
    ),
]


def write_bank(folder: Path, items: list[dict[str, Any]] = ITEMS, name: str = "test bank/..") -> Bank:
    """Write the bank as a teacher would, and read it; JSON is YAML with every text quoted."""
    (folder / "images").mkdir(exist_ok=True)
    (folder / "images" / "one.png").write_bytes(PICTURE)
    path = folder / f"{name.replace('/', '_')}.yaml"
    path.write_text(json.dumps({"lesson": "05", "items": items}, ensure_ascii=False), encoding="utf-8")
    return load_bank_file(path)


def asked(bank: Bank, cases: int = CASES) -> dict[str, Item]:
    """Give the questions that an export must hold, by their ids and in their order.

    What is answered on a simulated field can be shown nowhere else.
    """
    made: dict[str, Item] = {}
    for item in bank:
        if isinstance(item, Case):
            made |= {f"{item.id}-s{s}": realise(item, s) for s in range(item.seed, item.seed + cases)}
        else:
            made[item.id] = item
    return {key: item for key, item in made.items() if item.kind not in ("count", "estimate", "pick")}


class Page(HTMLParser):
    """What a browser makes of HTML: the text that is seen, the tags and the addresses."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.attributes = "", [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attributes

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(html: str) -> str:
    """Give the words that a browser shows of HTML."""
    return " ".join(Page(html).text.split())


def words(markdown: str) -> str:
    """Give the words that a page of the course shows of Markdown, with a sign for what no XML can hold."""
    return seen(reader.block(holdable(markdown)))


def holdable(text: str) -> str:
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", text)


def plain(text: str) -> str:
    return " ".join(holdable(text).split())


def harm(html: str, pictures: tuple[str, ...] = ()) -> list[str]:
    """Name what could run in HTML or be fetched from elsewhere, but for the addresses in ``pictures``."""
    page = Page(html)
    found = [tag for tag in page.tags if tag in ("script", "iframe", "object", "style", "b", "form", "svg")]
    found += [name for name, _ in page.attributes if name.startswith("on")]
    for name, value in page.attributes:
        if name == "src" and value not in pictures:
            found.append(f"src {value}")
        if name == "href" and not str(value).startswith("https://"):
            found.append(f"href {value}")
    return found


def expected(item: Item) -> dict[str, Any]:
    """Say what an export must hold of an item, in words as they are seen."""
    said: dict[str, Any] = {"prompt": words(item.prompt)}
    match item:
        case Numeric():
            said |= {"answer": Fraction(item.answer), "margin": item.margin}
        case Order():
            said |= {"order": [words(part.text) for part in item.order]}
        case Matching():
            texts = {match.id: plain(match.text) for match in item.matches}
            said["pairs"] = [(plain(pair.text), texts[pair.match]) for pair in item.pairs]
            said["choices"] = sorted(texts.values())
        case _:
            options = item.categories if isinstance(item, Classify) else item.options
            said["several"] = isinstance(item, Multiple)
            said["options"] = [(words(o.text), o.correct, words(o.because)) for o in options]
    if isinstance(item, Classify) and item.image:
        said["picture"] = (item.image.data, plain(item.image.alt))
    return said


def responses(item: Item) -> list[Any]:
    """Give every response there is to a question, or both sides of every edge of a number."""
    match item:
        case Numeric():
            answer, margin = Fraction(item.answer), item.margin
            step = Fraction(1, 1000)
            values = [answer + sign * margin + more * step for sign in (-1, 1) for more in (-1, 0, 1)]
            return [{"value": str(float(value)), "unit": ""} for value in values]
        case Order():
            return list(permutations(part.id for part in item.order))
        case Matching():
            pairs, matches = [p.id for p in item.pairs], [m.id for m in item.matches]
            return [dict(zip(pairs, chosen, strict=True)) for chosen in product(matches, repeat=len(pairs))]
        case Multiple():
            ids = [option.id for option in item.options]
            ticks = product((False, True), repeat=len(ids))
            return [[i for i, on in zip(ids, row, strict=True) if on] for row in ticks if any(row)]
        case Classify():
            return [option.id for option in item.categories]
        case _:
            return [option.id for option in item.options]
