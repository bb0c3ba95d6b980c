"""Where the names of circles stand on the map, so that none covers another, on a phone either."""

from collections.abc import Iterable, Sequence

from sme4smartcities.core.coast import HEIGHT, WIDTH
from sme4smartcities.organisations.directory.clusters import Circle

# The style sheet writes 17 units high, 34 on phones: a name is given the room of the latter.
LETTER, LINE = 17.0, 36.0
GAP = 6.0

Box = tuple[float, float, float, float]  # left, top, right, bottom
Label = tuple[float, float, str, str]  # x, y, text-anchor, text


def labelled(circles: Sequence[tuple[Circle, str]]) -> list[Label | None]:
    """Give each circle, the largest first, the first place beside it that is free, else no name."""
    taken = [_around(circle) for circle, _ in circles]
    labels: list[Label | None] = []
    for number, (circle, text) in enumerate(circles):
        others = taken[:number] + taken[number + 1 :]
        free = (label for label in _places(circle, text) if _fits(_box(label), others))
        label = next(free, None)
        labels.append(label)
        if label:
            taken.append(_box(label))
    return labels


def _places(circle: Circle, text: str) -> Iterable[Label]:
    middle = circle.y + LINE / 6
    yield circle.x + circle.radius + GAP, middle, "start", text
    yield circle.x - circle.radius - GAP, middle, "end", text
    yield circle.x, circle.y - circle.radius - GAP, "middle", text
    yield circle.x, circle.y + circle.radius + GAP + LINE / 2, "middle", text


def _around(circle: Circle) -> Box:
    r = circle.radius
    return circle.x - r, circle.y - r, circle.x + r, circle.y + r


def _box(label: Label) -> Box:
    x, y, anchor, text = label
    width = LETTER * len(text)
    left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
    return left, y - LINE * 0.75, left + width, y + LINE * 0.25


def _fits(box: Box, taken: Iterable[Box]) -> bool:
    left, top, right, bottom = box
    inside = left >= 0 and top >= 0 and right <= WIDTH and bottom <= HEIGHT
    return inside and all(
        right <= other[0] or left >= other[2] or bottom <= other[1] or top >= other[3]
        for other in taken
    )
