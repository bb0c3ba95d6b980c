"""What a page asks of the database does not grow with the house: ten of each kind, or ten thousand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Max, Min, Model, QuerySet
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import _writing as writing
from sme4smartcities.accounts.models import Audience, Member, Profile
from sme4smartcities.alliances.services.forming import send_invitations, start_alliance
from sme4smartcities.alliances.services.offering import offer_help
from sme4smartcities.alliances.services.seating import move_seat
from sme4smartcities.challenges.models import ChallengeTerm
from sme4smartcities.challenges.services import ask_question, follow_challenge, invite_supporter
from sme4smartcities.challenges.services.attachments import attach
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.search.models import SearchRow, SearchText
from sme4smartcities.core.search.services import analyse, put_analysed, refresh, source_of
from sme4smartcities.matching.models import Fit
from sme4smartcities.organisations.directory.services import take_index
from sme4smartcities.organisations.models import Facet, Organisation, OrganisationTerm
from sme4smartcities.organisations.services.terms import write_own_columns
from sme4smartcities.solutions.models import Facet as SolutionFacet
from sme4smartcities.solutions.models import SolutionOwner, SolutionTerm
from sme4smartcities.solutions.services.answering import state_answer
from sme4smartcities.vocabularies.queries import term
from sme4smartcities.vocabularies.services import (
    apply_territory_table,
    load_places,
    load_vocabularies,
)
from tests.challenges.cast import make_challenge, make_city
from tests.conftest import Browser
from tests.organisations.cast import make_organisation
from tests.solutions.cast import make_solution

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MOST = 12
# Whoever could answer a challenge reads beside it how well the own solutions fit, and his or her offer.
MORE = {"challenge, by owner": 14}
FEW, MANY = 10, 10_000
KIND = "organisation"
NEEDS = ("leak-detection", "mapping")


class House:
    """A house with some of each kind, and a pair of them on whose pages everything stands."""

    def __init__(self, owner: Member, officer: Member, expert: Member) -> None:
        load_vocabularies(actor=SYSTEM)
        load_places(actor=SYSTEM)
        apply_territory_table(actor=SYSTEM)
        self.city = make_city(manager=officer)
        self.company = _offering(make_organisation("Ear Works", manager=owner), NEEDS[0])
        write_own_columns([self.company])
        self.partner = _offering(make_organisation("Map Room", manager=expert), NEEDS[1])
        self.challenge = make_challenge(self.city, needs=NEEDS)
        self.other = make_challenge(make_city("Saltquay"), needs=NEEDS, title="Dry squares")
        capabilities = [term("capability", code) for code in NEEDS]
        self.solution = make_solution(self.company, terms={SolutionFacet.OFFERS: capabilities})
        Profile.objects.filter(member=owner).update(show_name=Audience.EVERYBODY)
        self.alliance = self._acts(owner, officer, expert)
        self._fits()
        refresh(self.company.subject)
        self.invented = _invented()

    def _acts(self, owner: Member, officer: Member, expert: Member) -> Any:
        """Let happen what a page of a challenge, a solution and an alliance can show."""
        row = self.challenge
        file = SimpleUploadedFile("counts.csv", b"hour,cars\n9,14\n")
        attach(actor=officer, challenge=row, upload=file, title="Counts", language="en")
        for number in range(3):
            ask_question(
                actor=owner,
                challenge=row,
                text=f"How many are there in street {number}?",
                language="en",
                organisation=self.company,
            )
        town = make_city("Thornwick")
        invite_supporter(actor=officer, challenge=row, organisation=town, role="supporter")
        follow_challenge(actor=owner, challenge=row)
        offer_help(actor=owner, sender=self.company, challenge=row, text="We hear such leaks.")
        state_answer(actor=owner, solution=self.solution, challenge=row)
        made = start_alliance(
            actor=owner,
            challenge=row,
            starter=self.company,
            name="Two eyes",
            members=[self.partner],
        )
        made = send_invitations(actor=owner, alliance=made)
        move_seat(actor=expert, seat=made.seats.get(organisation=self.partner), act="accept")
        return made

    def fill(self, count: int) -> None:
        """Bring organisations, open challenges and solutions to this number each."""
        _repeat(self.invented, count, {OrganisationTerm: "organisation_id"})
        _repeat([self.other], count, {ChallengeTerm: "challenge_id", Fit: "challenge_id"})
        said = {SolutionTerm: "solution_id", SolutionOwner: "solution_id"}
        _repeat([self.solution], count, said)
        _make_findable(self.invented)
        take_index.call()

    def _fits(self) -> None:
        for row in (self.challenge, self.other):
            Fit.objects.create(
                challenge=row,
                organisation=self.company,
                offer_kind="solution",
                offer_id=self.solution.pk,
                points=42,
                level="possible",
                parts=[["capabilities", 1.0, [], []]],
            )


def _offering(row: Organisation, code: str) -> Organisation:
    said = term("capability", code)
    OrganisationTerm.objects.create(organisation=row, facet=Facet.OFFERS, term=said)
    return row


def _invented() -> list[Organisation]:
    """Invent a few organisations, findable by their words."""
    have = Organisation.objects.count()
    writing.write(list(writing.entries(FEW)))
    made = list(Organisation.objects.order_by("pk")[have:])
    put_analysed(analyse(source_of(KIND).documents([row.pk for row in made])))
    return made


@dataclass(frozen=True)
class Range:
    """Numbers of rows that are repeated: the turns put them behind ``last``, block by block."""

    first: int
    width: int
    last: int

    @classmethod
    def of(cls, rows: QuerySet[Any], column: str = "pk") -> "Range":
        first, held = rows.aggregate(Min(column))[f"{column}__min"], rows.count()
        return cls(first, held, rows.model.objects.aggregate(Max(column))[f"{column}__max"])

    def shifted(self, column: str) -> str:
        return f"{column} + {self.last + 1 - self.first} + turn * {self.width}"


def _repeat(patterns: Sequence[Any], count: int, said: Mapping[type[Model], str]) -> None:
    """Bring a table to this many rows, with what the patterns say.

    In the database: ten thousand made one by one would take minutes.
    """
    model = type(patterns[0])
    held = Range.of(model.objects.filter(pk__in=[row.pk for row in patterns]))
    turns = (count - model.objects.count()) // held.width
    for table, column in {model: "id", **said}.items():
        _copy(table._meta.db_table, _columns(table), column, held, turns, {column: held})


def _make_findable(patterns: Sequence[Organisation]) -> None:
    """Let the repeated organisations be found by the words of their patterns."""
    rows = SearchRow.objects.filter(kind=KIND, subject_id__in=[row.pk for row in patterns])
    assert rows.count() == len(patterns)
    held = Range.of(rows)
    subjects = Range(patterns[0].pk, held.width, patterns[-1].pk)
    turns = Organisation.objects.filter(pk__gt=subjects.last).count() // held.width
    if rows.model.objects.filter(kind=KIND, subject_id__gt=subjects.last).exists():
        return
    texts, index = _columns(SearchText), ("rowid", "head", "head_forms", "body", "body_forms")
    _copy("search_index", index, "rowid", held, turns, {"rowid": held})
    _copy(SearchText._meta.db_table, texts, "row_id", held, turns, {"row_id": held})
    both = {"id": held, "subject_id": subjects}
    _copy(SearchRow._meta.db_table, ("id", *_columns(SearchRow)), "id", held, turns, both)


def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(one.column for one in model._meta.concrete_fields if one.column != "id")


def _copy(
    table: str,
    columns: Sequence[str],
    by: str,
    held: Range,
    turns: int,
    shifted: Mapping[str, Range],
) -> None:
    """Repeat the rows whose number in a column lies in a range, each turn with numbers of its own."""
    names = tuple(dict.fromkeys((by, *columns)))
    whole = {name: f'{table}."{name}"' for name in names}
    given = ", ".join(f'"{name}"' for name in names)
    taken = ", ".join(
        shifted[name].shifted(one) if name in shifted else one for name, one in whole.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE turns(turn) AS (SELECT 0 UNION ALL SELECT turn + 1 FROM turns)"
            f" INSERT INTO {table} ({given}) SELECT {taken}"
            f" FROM {table} JOIN (SELECT turn FROM turns LIMIT {max(0, turns)})"
            f" WHERE {whole[by]} BETWEEN {held.first} AND {held.first + held.width - 1}"
        )


def pages(house: House, owner: Member) -> dict[str, dict[str, str]]:
    """Give the addresses that each reader opens, by the name of the page."""
    challenge, solution = house.challenge, house.solution
    invented = house.invented[0]
    said = OrganisationTerm.objects.filter(organisation=invented, facet=Facet.DOMAIN)
    two = f"kind={invented.kind.code}&domain={said[0].term.code}"
    everybody = {
        "directory": "/en/organisations/",
        "directory, two filters": f"/en/organisations/?{two}",
        "directory, words and a filter": "/en/organisations/?q=ear+works&kind=sme",
        "search": "/en/search/?q=ear+works",
        "search, narrowed": "/en/search/?q=ear+works&kind=organisation",
        "typeahead": "/en/search/offers/?q=ear+works",
        "organisation": house.company.get_absolute_url(),
        "challenges": "/en/challenges/",
        "challenges, two filters": "/en/challenges/?domain=transportation&needs=mapping",
        "challenge": challenge.get_absolute_url(),
        "solutions": "/en/solutions/",
        "solutions, two filters": "/en/solutions/?offers=mapping&offers=leak-detection",
        "solution": solution.get_absolute_url(),
    }
    members = {
        **everybody,
        "desk": "/en/desk/",
        "profile": reverse("accounts:profile_edit"),
        "person": reverse("accounts:person", args=(owner.pk,)),
        "fits": "/en/matches/",
    }
    alliance = house.alliance.get_absolute_url()
    edit = {name: reverse("solutions:edit", args=(solution.pk, name)) for name in ("about", "use")}
    studio = f"/en/challenges/{challenge.pk}/studio/"
    sections = {name: f"{studio}{name}/" for name in ("problem", "people", "goal", "frame", "tags")}
    return {
        "visitor": everybody,
        "owner": {
            **members,
            "alliance": alliance,
            "offers": "/en/offers/",
            "keep": reverse("solutions:keep", args=(solution.pk,)),
            **edit,
        },
        "officer": {**members, "studio": studio, **sections, "support": f"{studio}support/"},
        "coordinator": {**members, "studio": studio},
    }


def queries(client: Browser, address: str) -> int:
    client.get(address)  # what a process reads once is read
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def crowded(house: House) -> dict[str, str]:
    """Give the addresses of searches for words that thousands of organisations have."""
    invented = house.invented[0]
    word = max(invented.name.split(), key=len)
    return {
        "directory, frequent words": f"/en/organisations/?q={word}&kind={invented.kind.code}",
        "search, frequent words": f"/en/search/?q={word}&kind=organisation",
        "typeahead, frequent words": f"/en/search/offers/?q={word[:4]}",
    }


def test_a_page_asks_the_same_of_ten_and_of_ten_thousand(
    client, owner, officer, expert, coordinator
):
    house = House(owner, officer, expert)
    readers = {"owner": owner, "officer": officer, "coordinator": coordinator}

    def asked() -> dict[str, int]:
        counts = {}
        for reader, addresses in pages(house, owner).items():
            client.logout()
            if reader in readers:
                client.force_login(readers[reader])
            for name, address in addresses.items():
                counts[f"{name}, by {reader}"] = queries(client, address)
        return counts

    house.fill(FEW)
    few = asked()
    house.fill(MANY)
    many = asked()
    assert {name: (few[name], number) for name, number in many.items() if number != few[name]} == {}
    assert {name: number for name, number in many.items() if number > MORE.get(name, MOST)} == {}
    frequent = {name: queries(client, address) for name, address in crowded(house).items()}
    assert {name: number for name, number in frequent.items() if number > MOST} == {}
