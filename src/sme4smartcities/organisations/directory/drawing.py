"""Where the names of circles stand on the map, so that none covers another, on a phone either."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from sme4smartcities.core.coast import HEIGHT, WIDTH

GAP = 6.0
SLANT = 0.7  # how far a corner of the square around a circle is from the circle, in radii

Box = tuple[float, float, float, float]  # left, top, right, bottom


class Round(Protocol):
    """What has its place on the map: a circle."""

    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def radius(self) -> float: ...


class Hand(NamedTuple):
    """How large a name is written, in units of the drawing: the room of a letter and of a line."""

    letter: float
    line: float


# The style sheet writes 17 units high, on phones 34.
WIDE, PHONE = Hand(9.0, 20.0), Hand(17.0, 36.0)


class Label(NamedTuple):
    """A name beside its circle; on phones it is left out where there is room for small letters only."""

    x: float
    y: float
    anchor: str  # SVG's text-anchor
    text: str
    on_phones: bool


def labelled(circles: Sequence[tuple[Round, str]]) -> list[Label | None]:
    """Give each circle, the largest first, the first place beside it that is free, else no name.

    First all names that fit in the large hand of a phone; then the rest in the small one.
    """
    labels: list[Label | None] = [None] * len(circles)
    for hand in (PHONE, WIDE):
        rounds = [_around(circle) for circle, _ in circles]
        taken = [_box(label, hand) for label in labels if label]
        for number, (circle, text) in enumerate(circles):
            if labels[number]:
                continue
            others = [*rounds[:number], *rounds[number + 1 :], *taken]
            places = _places(circle, text, hand)
            free = (label for label in places if _fits(_box(label, hand), others))
            label = labels[number] = next(free, None)
            if label:
                taken.append(_box(label, hand))
    return labels


def _places(circle: Round, text: str, hand: Hand) -> Iterable[Label]:
    """Give the places beside, above, below and at the corners of a circle, the best first."""
    x, y, far = circle.x, circle.y, circle.radius + GAP
    beside, aslant = y + hand.line / 6, circle.radius * SLANT + GAP
    above, below = -aslant, aslant + hand.line / 2
    yield from (
        Label(at_x, at_y, anchor, text, hand is PHONE)
        for at_x, at_y, anchor in (
            (x + far, beside, "start"),
            (x - far, beside, "end"),
            (x, y - far, "middle"),
            (x, y + far + hand.line / 2, "middle"),
            (x + aslant, y + above, "start"),
            (x + aslant, y + below, "start"),
            (x - aslant, y + above, "end"),
            (x - aslant, y + below, "end"),
        )
    )


def _around(circle: Round) -> Box:
    r = circle.radius
    return circle.x - r, circle.y - r, circle.x + r, circle.y + r


def _box(label: Label, hand: Hand = PHONE) -> Box:
    width = hand.letter * len(label.text)
    left = {"start": label.x, "end": label.x - width, "middle": label.x - width / 2}[label.anchor]
    return left, label.y - hand.line * 0.75, left + width, label.y + hand.line * 0.25


def _fits(box: Box, taken: Iterable[Box]) -> bool:
    left, top, right, bottom = box
    inside = left >= 0 and top >= 0 and right <= WIDTH and bottom <= HEIGHT
    return inside and all(
        right <= other[0] or left >= other[2] or bottom <= other[1] or top >= other[3]
        for other in taken
    )
