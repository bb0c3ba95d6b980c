"""The best teams of two to four organisations for one challenge, exactly.

Best means: the most of what is needed by weight, then the fewest members, then those that fit best
by themselves, then the oldest entries. At least two countries.

A team that covers a set of needs is one that covers some of them and another that covers the rest
(scoring/covers.py), so that no team needs to be tried by itself.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

from sme4smartcities.matching.scoring.covers import Covers, Option

LEAST, MOST = 2, 4  # members
COUNTRIES = 2
MOST_NEEDS = 10  # the weightiest; a team is looked for among subsets of them
MOST_REFUSED = 30  # teams with two who do not want each other, before we give up

Refusal = Callable[[int, int], bool]


@dataclass(frozen=True, kw_only=True)
class Member:
    """An organisation that could join. ``fit``: points of its own match, whole numbers."""

    organisation: int
    country: int  # 0: not stated, so it counts as no second country
    brings: frozenset[int]
    fit: int


@dataclass(frozen=True, kw_only=True)
class Team:
    """Members in order of their fit, what they bring together and what nobody brings."""

    members: tuple[Member, ...]
    covered: frozenset[int]
    missing: frozenset[int]

    def brought_by(self, member: Member) -> frozenset[int]:
        """Give what only this member brings: why it is in the team."""
        others = [other.brings for other in self.members if other != member]
        return (member.brings & self.covered).difference(*others)


def nobody(one: int, other: int) -> bool:
    """Refuse no pair."""
    return False


def best_team(
    needs: Mapping[int, int], candidates: Iterable[Member], without: frozenset[int] = frozenset()
) -> Team | None:
    """Give the best team, leaving some organisations out; None where none of two countries helps.

    ``needs``: capability → weight, a whole number above 0, so that sums are exact.
    """
    return _Search(needs, candidates).best(without)


def alternatives(
    needs: Mapping[int, int],
    candidates: Iterable[Member],
    limit: int = 3,
    refused: Refusal = nobody,
) -> list[Team]:
    """Give the best team, and the best ones that do without one of its members each.

    ``refused`` tells which two organisations are never put together.
    """
    search = _Search(needs, candidates)
    first = search.agreed(frozenset(), refused)
    if first is None:
        return []
    found = [first]
    for member in first.members:
        other = search.agreed(frozenset({member.organisation}), refused)
        if other is not None and other not in found:
            found.append(other)
    rest = sorted(found[1:], key=lambda team: rank(team, needs))
    return [first, *rest][:limit]


def team_of(needs: Mapping[int, int], members: Sequence[Member]) -> Team:
    """Give these members as a team, whatever it is worth."""
    covered = frozenset(needs).intersection(*[_union(one.brings for one in members)])
    ordered = tuple(sorted(members, key=_first))
    return Team(members=ordered, covered=covered, missing=frozenset(needs) - covered)


def rank(team: Team, needs: Mapping[int, int]) -> tuple[int, int, int, tuple[int, ...]]:
    """Give what teams are compared by; the lower is the better one."""
    covered = sum(needs[need] for need in team.covered)
    numbers = tuple(sorted(one.organisation for one in team.members))
    return -covered, len(team.members), -sum(one.fit for one in team.members), numbers


class _Search:
    """The teams of one challenge: what each organisation brings as bits, worked out once."""

    def __init__(self, needs: Mapping[int, int], candidates: Iterable[Member]) -> None:
        self.needs = needs
        self.wanted = sorted(needs, key=lambda need: (-needs[need], need))[:MOST_NEEDS]
        bits = {need: 1 << place for place, need in enumerate(self.wanted)}
        self.members: dict[int, Member] = {}
        self.of_kind: dict[tuple[int, int], list[Member]] = {}  # what it brings, its country
        for one in candidates:
            mask = sum(bits[need] for need in one.brings if need in bits)
            if mask:
                self.members[one.organisation] = one
                self.of_kind.setdefault((mask, one.country), []).append(one)
        for members in self.of_kind.values():
            members.sort(key=_first)
        self.weights = [
            sum(needs[need] for place, need in enumerate(self.wanted) if mask >> place & 1)
            for mask in range(1 << len(self.wanted))
        ]

    def best(self, without: Collection[int]) -> Team | None:
        covers = Covers(len(self.wanted), self._options(without))
        for _weight, masks in self._by_weight(covers.whole):
            for size in range(LEAST, MOST + 1):
                found = [team for mask in masks if (team := covers.team(mask, size))]
                if found:
                    return self._team(min(found, key=lambda option: option.key))
        return None

    def agreed(self, without: frozenset[int], refused: Refusal) -> Team | None:
        """Give the best team in which nobody refuses another: the best one, else the better of the
        best without the one and without the other, and so on."""
        order = count()
        waiting: list[tuple[object, int, Team, frozenset[int]]] = []

        def wait(left_out: frozenset[int]) -> None:
            team = self.best(left_out)
            if team is not None:
                heappush(waiting, (rank(team, self.needs), next(order), team, left_out))

        wait(without)
        for _ in range(MOST_REFUSED):
            if not waiting:
                return None
            _rank, _place, team, left_out = heappop(waiting)
            pair = _first_refused(team, refused)
            if pair is None:
                return team
            for one in pair:
                wait(left_out | {one})
        return None

    def _options(self, without: Collection[int]) -> list[tuple[int, Option]]:
        """Of those that bring the same from the same country only the best can stand in a best team."""
        found = []
        for (mask, country), members in self.of_kind.items():
            one = next((one for one in members if one.organisation not in without), None)
            if one is not None:
                found.append((mask, Option(one.fit, (one.organisation,), country)))
        return found

    def _by_weight(self, whole: int) -> list[tuple[int, list[int]]]:
        """Give the sets of needs that somebody brings parts of, the weightiest first."""
        grouped: dict[int, list[int]] = {}
        for mask in range(1, whole + 1):
            if mask & whole == mask:
                grouped.setdefault(self.weights[mask], []).append(mask)
        return sorted(grouped.items(), reverse=True)

    def _team(self, found: Option) -> Team:
        return team_of(self.needs, [self.members[number] for number in found.numbers])


def _first_refused(team: Team, refused: Refusal) -> tuple[int, int] | None:
    numbers = sorted(one.organisation for one in team.members)
    pairs = ((one, other) for one in numbers for other in numbers if one != other)
    return next((pair for pair in pairs if refused(*pair)), None)


def _first(one: Member) -> tuple[int, int]:
    return -one.fit, one.organisation


def _union(sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*sets)
