"""What a drawing says, and where: its texts, and the room each takes."""

import re
from itertools import combinations
from xml.etree import ElementTree

from her2lessons.figures import style

_TEXT = "{http://www.w3.org/2000/svg}text"


def words(svg: str) -> list[str]:
    return [node.text for node in ElementTree.fromstring(svg).iter(_TEXT) if node.text]


def places(svg: str) -> list[tuple[str, float, float]]:
    """Each text with the point it is anchored to, in pixels."""
    found = []
    for node in ElementTree.fromstring(svg).iter(_TEXT):
        transform = node.attrib.get("transform", "")
        moved = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", transform)
        across, down = moved.groups() if moved else (node.attrib["x"], node.attrib["y"])
        found.append((node.text or "", float(across), float(down)))
    return found


def boxes(svg: str) -> list[tuple[str, float, float, float, float]]:
    """Each text with the left, top, right and bottom of the room it takes in the widest font."""
    found = []
    nodes = [node for node in ElementTree.fromstring(svg).iter(_TEXT) if node.text]
    for node, (text, across, down) in zip(nodes, [p for p in places(svg) if p[0]], strict=True):
        how = node.attrib["style"]
        size = float(re.search(r"font-size: ([\d.]+)px", how).group(1))
        width = style.text_width(text, "font-weight: 700" in how, size)
        anchor = re.search(r"text-anchor: (\w+)", how)
        before = {"middle": width / 2, "end": width}.get(anchor.group(1) if anchor else "start", 0.0)
        if "rotate(-90" in node.attrib.get("transform", ""):
            found.append(
                (text, across - 0.75 * size, down + before - width, across + 0.2 * size, down + before)
            )
        else:
            found.append(
                (text, across - before, down - 0.75 * size, across - before + width, down + 0.2 * size)
            )
    return found


def overlapping(svg: str) -> list[tuple[str, str]]:
    """Pairs of texts that lie on each other."""
    return [
        (one[0], other[0])
        for one, other in combinations(boxes(svg), 2)
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]


def cut_off(svg: str) -> list[str]:
    """Texts that reach beyond the drawing."""
    root = ElementTree.fromstring(svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    return [
        text
        for text, left, top, right, bottom in boxes(svg)
        if left < 0 or top < 0 or right > width or bottom > height
    ]
