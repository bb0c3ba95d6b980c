"""The best teams of two to four organisations for one challenge, exactly.

Best means: the most of what is needed by weight, then the fewest members, then those that fit best
by themselves, then the oldest entries. At least two countries. Of organisations that bring the same
capabilities from the same country only the best fitting can stand in a best team, and of teams that
bring the same only the best, whatever is added to them: so no team needs to be tried twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST, MOST = 2, 4  # members
COUNTRIES = 2
MOST_NEEDS = 10  # the weightiest; a team is looked for among subsets of them


@dataclass(frozen=True, kw_only=True)
class Member:
    """An organisation that could join. ``fit``: points of its own match, whole numbers."""

    organisation: int
    country: int  # 0: not stated, so it counts as no second country
    brings: frozenset[int]
    fit: int


@dataclass(frozen=True, kw_only=True)
class Team:
    """Members in order of their number, what they bring together and what nobody brings."""

    members: tuple[Member, ...]
    covered: frozenset[int]
    missing: frozenset[int]

    def brought_by(self, member: Member) -> frozenset[int]:
        """Give what only this member brings: why it is in the team."""
        others = [other.brings for other in self.members if other != member]
        return (member.brings & self.covered).difference(*others)


UNSTATED, SEVERAL = 0, -1  # instead of the one country of a team that is being built


@dataclass(frozen=True)
class _Partial:
    """Some members while teams are built."""

    members: tuple[Member, ...]
    country: int
    fit: int

    @property
    def key(self) -> tuple[int, tuple[int, ...]]:
        return -self.fit, tuple(sorted(one.organisation for one in self.members))


Groups = dict[int, _Partial]  # country of a team, or SEVERAL → the best such team


def best_team(
    needs: Mapping[int, int], candidates: Iterable[Member], without: frozenset[int] = frozenset()
) -> Team | None:
    """Give the best team, leaving some organisations out; None where none of two countries helps.

    ``needs``: capability → weight, a whole number, so that sums are exact.
    """
    wanted = _weightiest(needs)
    bits = {need: 1 << place for place, need in enumerate(wanted)}
    singles = _singles(bits, (one for one in candidates if one.organisation not in without))
    level = {mask: _alone(found) for mask, found in singles.items()}
    whole = _union(singles)
    best: tuple[tuple[int, int, tuple[int, tuple[int, ...]]], _Partial, int] | None = None
    for size in range(LEAST, MOST + 1):
        level = _grown(level, singles)
        for mask, groups in level.items():
            if one := groups.get(SEVERAL):
                rank = (-_weight(mask, wanted, needs), size, one.key)
                if best is None or rank < best[0]:
                    best = rank, one, mask
        if best is not None and best[2] == whole:
            break  # nothing is left to bring: more members are never better
    return None if best is None else _team(best[1], best[2], wanted, needs)


def alternatives(
    needs: Mapping[int, int], candidates: Sequence[Member], limit: int = 3
) -> list[Team]:
    """Give the best team, and the best ones that do without one of its members each."""
    first = best_team(needs, candidates)
    if first is None:
        return []
    found = [first]
    for member in first.members:
        other = best_team(needs, candidates, frozenset({member.organisation}))
        if other is not None and other not in found:
            found.append(other)
    rest = sorted(found[1:], key=lambda team: _rank(team, needs))
    return [first, *rest][:limit]


def _weightiest(needs: Mapping[int, int]) -> list[int]:
    return sorted(needs, key=lambda need: (-needs[need], need))[:MOST_NEEDS]


def _singles(bits: Mapping[int, int], candidates: Iterable[Member]) -> dict[int, list[Member]]:
    """Keep, of each set of needs and each country, whoever fits best."""
    best: dict[tuple[int, int], Member] = {}
    for one in candidates:
        mask = sum(bits[need] for need in one.brings if need in bits)
        held = best.get((mask, one.country))
        if mask and (held is None or _first(one) < _first(held)):
            best[mask, one.country] = one
    singles: dict[int, list[Member]] = {}
    for (mask, country), one in sorted(best.items(), key=lambda pair: _first(pair[1])):
        if not _outdone(mask, country, one, best) and len(singles.get(mask, ())) <= COUNTRIES:
            singles.setdefault(mask, []).append(one)
    return singles


def _outdone(mask: int, country: int, one: Member, best: Mapping[tuple[int, int], Member]) -> bool:
    """Say whether somebody of the same country brings all this and more, and comes first as well."""
    return any(
        other[1] == country
        and other[0] != mask
        and mask | other[0] == other[0]
        and _first(held) < _first(one)
        for other, held in best.items()
    )


def _union(masks: Iterable[int]) -> int:
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def _first(one: Member) -> tuple[int, int]:
    return -one.fit, one.organisation


def _alone(members: Iterable[Member]) -> Groups:
    return {one.country: _Partial((one,), one.country, one.fit) for one in members}


def _grown(
    level: Mapping[int, Groups], singles: Mapping[int, Sequence[Member]]
) -> dict[int, Groups]:
    """Add one member to each team; of equals keep the best of several countries and of each one."""
    grown: dict[int, Groups] = {}
    for mask, groups in level.items():
        for brought, members in singles.items():
            into = grown.setdefault(mask | brought, {})
            for team in groups.values():
                for member in members:
                    _keep(into, team, member)
    return grown


def _keep(into: Groups, team: _Partial, member: Member) -> None:
    country = _together(team.country, member.country)
    fit = team.fit + member.fit
    held = into.get(country)
    if (held is not None and held.fit > fit) or member in team.members:
        return
    joined = _Partial((*team.members, member), country, fit)
    if held is None or joined.key < held.key:
        into[country] = joined


def _together(one: int, other: int) -> int:
    if SEVERAL in (one, other) or (one and other and one != other):
        return SEVERAL
    return one or other


def _weight(mask: int, wanted: Sequence[int], needs: Mapping[int, int]) -> int:
    return sum(needs[need] for place, need in enumerate(wanted) if mask >> place & 1)


def _team(found: _Partial, mask: int, wanted: Sequence[int], needs: Mapping[int, int]) -> Team:
    covered = frozenset(need for place, need in enumerate(wanted) if mask >> place & 1)
    members = tuple(sorted(found.members, key=_first))
    return Team(members=members, covered=covered, missing=frozenset(needs) - covered)


def _rank(team: Team, needs: Mapping[int, int]) -> tuple[int, int, int, tuple[int, ...]]:
    covered = sum(needs[need] for need in team.covered)
    numbers = tuple(sorted(one.organisation for one in team.members))
    return -covered, len(team.members), -sum(one.fit for one in team.members), numbers
