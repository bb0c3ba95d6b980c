"""The pages that belong to no single feature."""

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.web.models import Page
from sme4smartcities.web.services import create_page, publish_page, write_page
from tests.journeys.visits import Visit, fixed
from tests.journeys.visits.stage import Stage


def _rules(stage: Stage) -> Page:
    """A page about the programme, published, in two languages."""
    page = create_page(
        actor=SYSTEM, slug="rules", language="en", title="Our rules", body="## Be kind\n\nAlways."
    )
    publish_page(actor=SYSTEM, page=page)
    arabic = {"language": "ar", "title": "قواعدنا", "body": "كونوا لطفاء."}
    return write_page(actor=SYSTEM, page=page, expected=None, **arabic)


COORDINATOR = {"who": "coordinator"}
OPEN = (
    Visit(address="web:home"),
    Visit(address="web:home", who="sme-owner"),
    Visit(address="web:desk", who="sme-owner"),
    Visit(address="web:desk", who="city-officer"),
    Visit(address="web:desk", who="coordinator"),
    Visit(address="web:desk", who="stranger"),
    Visit(address="web:search", state="words", query="?q=water"),
    Visit(address="web:search", state="narrowed", query="?q=water&kind=organisation&language=en"),
    Visit(address="web:search", state="nothing", query="?q=qqxxzzq"),
    Visit(address="web:search", state="empty"),
    Visit(address="web:describe"),
    Visit(
        address="web:describe",
        state="said",
        sends={"text": "Encontramos fugas de agua escuchando las tuberías."},
        status=200,
    ),
    Visit(address="web:describe", state="wrong", sends={"text": ""}, status=200),
    Visit(address="web:tour"),
    Visit(address="web:accessibility"),
    Visit(address="web:privacy"),
    Visit(address="web:imprint"),
    Visit(address="web:contact"),
    Visit(address="web:about_demo"),
    Visit(address="web:about"),
    Visit(address="web:about_page", on=lambda stage: (stage.once(_rules).slug,)),
    Visit(address="web:manual"),
    Visit(address="web:manual", state="words", query="?q=passkey"),
    Visit(address="web:manual_page", on=fixed("from-need-to-solution")),
    Visit(address="web:manual_whole"),
    Visit(address="api_docs"),
)
COORDINATED = (
    Visit(address="web:pages", **COORDINATOR, on=lambda stage: (stage.once(_rules), ())[1]),
    Visit(address="web:page_new", **COORDINATOR),
    Visit(address="web:page_new", **COORDINATOR, state="wrong", sends={"title": "", "slug": "a b"}),
    Visit(address="web:page_edit", **COORDINATOR, on=lambda stage: (stage.once(_rules).pk,)),
    Visit(
        address="web:page_edit",
        **COORDINATOR,
        state="conflict",
        on=lambda stage: (stage.once(_rules).pk,),
        sends={"revision": "1", "title": "Written in another window"},
        status=409,
    ),
    Visit(address="web:page_remove", **COORDINATOR, on=lambda stage: (stage.once(_rules).pk,)),
)
VISITS = (*OPEN, *COORDINATED)
