"""Every kind of page of the platform: who opens it, and what must exist before.

A feature adds a row for each of its pages. ``open`` gives the address below the language, after it
has made what the page shows; the rows of one test live in a fresh database.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.exchange.models import ImportState
from sme4smartcities.vocabularies.models import Place, Term
from sme4smartcities.vocabularies.services import load_places, load_vocabularies
from sme4smartcities.web.models import Page
from sme4smartcities.web.services import create_page, publish_page, write_page
from tests.conftest import make_member
from tests.organisations.tables import a_table, an_export

Cast = dict[str, Member]
ROLES = {"coordinator": ("coordinator",), "operator": ("operator",)}


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One kind of page. ``who``: visitor, owner, officer, expert, coordinator or operator."""

    name: str
    open: Callable[[Member | None], str]
    who: str = "visitor"

    def actor(self) -> Member | None:
        if self.who == "visitor":
            return None
        return make_member(self.who, roles=ROLES.get(self.who, ()))


def at(path: str) -> Callable[[Member | None], str]:
    """A page that needs nothing made."""
    return lambda actor: path


def a_page(actor: Member | None) -> Page:
    """A page about the programme, published, in two languages."""
    page = create_page(
        actor=SYSTEM, slug="rules", language="en", title="Our rules", body="## Be kind\n\nAlways."
    )
    publish_page(actor=SYSTEM, page=page)
    arabic = {"language": "ar", "title": "قواعدنا", "body": "كونوا لطفاء."}
    return write_page(actor=SYSTEM, page=page, expected=None, **arabic)


def a_list(path: str) -> Callable[[Member | None], str]:
    """A page of the list of capabilities; ``{term}`` in the path is one of its terms."""

    def opened(actor: Member | None) -> str:
        load_vocabularies(actor=SYSTEM)
        term = Term.objects.get(vocabulary__code="capability", code="leak-detection")
        return f"vocabularies/{path.format(term=term.pk)}"

    return opened


def with_places(path: str) -> Callable[[Member | None], str]:
    """A page that shows the gazetteer; ``{place}`` in the path is a town."""

    def opened(actor: Member | None) -> str:
        load_vocabularies(actor=SYSTEM)
        load_places(actor=SYSTEM)
        return path.format(place=Place.objects.get(name="Murcia").pk)

    return opened


VISITS = (
    Visit(name="home", open=at("")),
    Visit(name="home of a member", open=at(""), who="owner"),
    Visit(name="desk", open=at("desk/"), who="owner"),
    Visit(name="not found", open=at("nowhere/")),
    Visit(name="accessibility", open=at("about/accessibility/")),
    Visit(name="privacy", open=at("about/privacy/")),
    Visit(name="imprint", open=at("about/imprint/")),
    Visit(name="demonstration", open=at("about/demonstration/")),
    Visit(name="contact", open=at("contact/")),
    Visit(name="about", open=at("about/")),
    Visit(name="about page", open=lambda actor: f"about/{a_page(actor).slug}/"),
    Visit(
        name="pages",
        open=lambda actor: f"coordination/pages/?{a_page(actor).pk}",
        who="coordinator",
    ),
    Visit(name="new page", open=at("coordination/pages/new/"), who="coordinator"),
    Visit(
        name="edit page",
        open=lambda actor: f"coordination/pages/{a_page(actor).pk}/",
        who="coordinator",
    ),
    Visit(
        name="remove page",
        open=lambda actor: f"coordination/pages/{a_page(actor).pk}/remove/",
        who="coordinator",
    ),
    Visit(name="search", open=at("search/?q=water")),
    Visit(name="manual", open=at("manual/")),
    Visit(name="manual page", open=at("manual/from-need-to-solution/")),
    Visit(name="whole manual", open=at("manual/all/")),
    Visit(name="import", open=at("organisations/import/"), who="coordinator"),
    *(
        Visit(
            name=f"table {part}",
            open=lambda actor, state=state, query=query: (
                f"organisations/import/{a_table(actor, state).pk}/{query}"
            ),
            who="coordinator",
        )
        for part, state, query in (
            ("read", ImportState.READING, ""),
            ("columns", ImportState.COLUMNS, ""),
            ("problems", ImportState.READY, "?show=problems"),
            ("twins", ImportState.READY, "?show=twins"),
            ("fine", ImportState.READY, "?show=fine"),
            ("entered", ImportState.DONE, ""),
            ("failed", ImportState.FAILED, ""),
        )
    ),
    Visit(
        name="tables out",
        open=lambda actor: f"organisations/export/?{an_export(actor).pk}",
        who="owner",
    ),
    Visit(name="vocabularies", open=a_list("")),
    Visit(name="vocabulary", open=a_list("capability/")),
    *(
        Visit(name=f"vocabulary {part}", open=a_list(path), who="coordinator")
        for part, path in (
            ("lists", "keep/"),
            ("kept", "capability/keep/"),
            ("name", "capability/edit/"),
            ("add", "capability/add/"),
            ("import", "capability/import/"),
            ("term", "capability/terms/{term}/"),
            ("merge", "capability/terms/{term}/merge/"),
        )
    ),
    *(
        Visit(name=path, open=with_places(path), who="coordinator")
        for path in ("territories/", "places/?q=murcia", "places/{place}/", "places/add/")
    ),
)
