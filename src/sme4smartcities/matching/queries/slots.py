"""What matching passes to whoever fills its slot "match_actions"."""

from sme4smartcities.core.subjects import Subject


class Matched(Subject):
    """A match as the slot "match_actions" gets it: who is shown, and beside whom.

    The slot stands once on every match that a page of matching shows, and on every alliance. As a
    subject it is what the card leads to: a challenge, a solution or an organisation; of an
    alliance, the challenge. ``beside`` is the reader's own side: the organisation or solution that
    would answer the challenge, the challenge that is to be solved, the organisation that looks for
    partners; of an alliance, its members in the order shown.

    Both sides are visible to the reader, and may be suggested to each other. A page calls
    ``fill(actor, matched)`` for each of a dozen matches: it should not ask the database each time.
    """

    beside: tuple[Subject, ...]

    def __new__(cls, shown: Subject, *beside: Subject) -> "Matched":
        self = super().__new__(cls, shown.kind, shown.id)
        self.beside = beside
        return self
