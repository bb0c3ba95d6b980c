"""All that matching tells one member, as a text: a program, so that processes can be compared.

Asked with the number of the member, of a challenge and of an organisation of his or hers.
"""

import json
import sys
from typing import Any

import django


def views(challenge: int, company: int) -> list[str]:
    """Name the addresses of the API that tell matches; the desk and the pages ask the same."""
    return [
        "challenges",
        f"organisations/{company}/partners",
        f"challenges/{challenge}/like-problems",
        f"challenges/{challenge}/offers",
        f"challenges/{challenge}/alliances",
    ]


def told(member: int, challenge: int, company: int) -> dict[str, Any]:
    """Tell every view, each match opened, who could take each seat, and what a visitor is told."""
    # The settings first: this module is run as a program, too.
    from django.test import Client  # noqa: PLC0415

    from sme4smartcities.accounts.models import Member  # noqa: PLC0415
    from sme4smartcities.challenges.models import Challenge  # noqa: PLC0415
    from sme4smartcities.matching.queries.alliances import others_for  # noqa: PLC0415
    from sme4smartcities.matching.queries.described import described  # noqa: PLC0415
    from sme4smartcities.matching.queries.matches import (  # noqa: PLC0415
        challenges_for,
        market_of,
    )
    from sme4smartcities.organisations.models import Organisation  # noqa: PLC0415

    actor = Member.objects.get(pk=member)
    client = Client()
    client.force_login(actor)
    found = {
        view: client.get(f"/api/v1/matching/{view}?limit=50").json()
        for view in views(challenge, company)
    }
    found["opened"] = [
        client.get(f"/api/v1/matching/matches/{address}").json()
        for view in list(found.values())[:4]
        for one in view
        for address in [_address(one)]
    ]
    market = market_of(Challenge.objects.select_related("owner").get(pk=challenge))
    for team in found[f"challenges/{challenge}/alliances"]:
        members = [seat["organisation"]["id"] for seat in team["members"]]
        for seat in (0, *members):
            others = others_for(actor, market, members, seat)
            found[f"instead of {seat} in {members}"] = [list(other.members) for other in others]
    judged = challenges_for(Organisation.objects.get(pk=company), 50)
    found["judged now"] = [[*one.need, *one.offer, one.points] for one in judged]
    visitor = described(actor, "We find leaks of water and map pipes", "en")
    found["described"] = [
        [str(one.card.subject), one.match.points, [part.text for part in one.every_part]]
        for one in visitor.matches
    ] + [str(card.subject) for card in (*visitor.alike, *visitor.by_words)]
    return found


def _address(one: dict[str, Any]) -> str:
    own, shown = one["own"], one["shown"]
    return f"{own['kind']}/{own['id']}/{shown['kind']}/{shown['id']}"


def main() -> None:
    django.setup()
    from django.conf import settings  # noqa: PLC0415

    from sme4smartcities.matching.embedding import Embedder  # noqa: PLC0415
    from sme4smartcities.matching.queries import nearest, shelves  # noqa: PLC0415
    from tests.matching.test_embed import Letters  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.MEANING_BESIDE = False
    model = Embedder(Letters())
    shelves.known = nearest.known = nearest.embedders = lambda: (model,)
    print(json.dumps(told(*map(int, sys.argv[1:])), ensure_ascii=False))


if __name__ == "__main__":
    main()
