"""Programmes as everybody reads them, as organisations take part, as their coordinators keep them."""

from sme4smartcities.programmes.models import (
    Body,
    Edition,
    Figure,
    Participation,
    Partner,
    Programme,
)
from sme4smartcities.programmes.services import write_to_programme
from tests.journeys.visits import Arguments, Visit, fixed
from tests.journeys.visits.stage import Stage
from tests.programmes.conftest import make_programme

EXAMPLE, RECORD = "six-islands", "sme4smartcities"


def _draft(stage: Stage) -> tuple[str]:
    return (make_programme("quiet-one", state="draft").slug,)


def _waiting(stage: Stage) -> tuple[str]:
    """Somebody waits to be let in."""
    return (Participation.objects.filter(state="applied").earliest("pk").programme.slug,)


def _enquiry(stage: Stage) -> tuple[int]:
    """A member asks the coordinators something."""
    found = Programme.objects.get(slug=EXAMPLE)
    writer = stage.member("researcher")
    begun = write_to_programme(
        actor=writer, programme=found, title="The second call", text="When does it open?"
    )
    return (begun.pk,)


def part(name: str, model: type) -> Arguments:
    return lambda stage: (
        EXAMPLE,
        name,
        model.objects.filter(programme=Programme.objects.get(slug=EXAMPLE)).earliest("pk").pk,  # type: ignore[attr-defined]
    )


COORDINATOR = {"who": "coordinator"}
READING = (
    Visit(address="programmes:list"),
    Visit(address="programmes:list", **COORDINATOR),
    Visit(address="programmes:programme", state="example", on=fixed(EXAMPLE)),
    Visit(address="programmes:programme", state="record", on=fixed(RECORD)),
    Visit(
        address="programmes:programme",
        state="draft",
        **COORDINATOR,
        on=lambda stage: stage.once(_draft),
    ),
    Visit(address="programmes:work", on=fixed(EXAMPLE)),
    Visit(address="programmes:taking_part", on=fixed(EXAMPLE)),
    Visit(address="programmes:join", who="stranger", on=fixed(EXAMPLE)),
    Visit(address="programmes:join", who="sme-owner", on=fixed(EXAMPLE)),
    Visit(address="programmes:join", who="city-officer", on=fixed(EXAMPLE)),
)
TALK = (
    Visit(address="programmes:write", who="stranger", on=fixed(EXAMPLE)),
    Visit(
        address="programmes:write",
        who="stranger",
        state="empty",
        on=fixed(EXAMPLE),
        sends={"title": "", "text": ""},
    ),
    Visit(address="programmes:enquiries", who="stranger"),
    Visit(
        address="programmes:enquiries",
        **COORDINATOR,
        on=lambda stage: (stage.once(_enquiry), ())[1],
    ),
    Visit(address="programmes:enquiry", who="researcher", on=lambda stage: stage.once(_enquiry)),
    Visit(
        address="programmes:enquiry",
        who="researcher",
        state="empty answer",
        on=lambda stage: stage.once(_enquiry),
        sends={"text": ""},
    ),
    Visit(
        address="programmes:enquiry_report",
        who="researcher",
        on=lambda stage: stage.once(_enquiry),
    ),
)
KEEPING = (
    Visit(address="programmes:parts_in", **COORDINATOR, on=fixed(EXAMPLE, "partner")),
    Visit(
        address="programmes:parts_in",
        **COORDINATOR,
        state="no file",
        on=fixed(EXAMPLE, "partner"),
        sends={"file": ""},
    ),
    Visit(address="programmes:import", **COORDINATOR),
    Visit(address="programmes:import", **COORDINATOR, state="no file", sends={"file": ""}),
    Visit(address="programmes:create", **COORDINATOR),
    Visit(address="programmes:create", **COORDINATOR, state="wrong", sends={"name": ""}),
    Visit(address="programmes:keep", **COORDINATOR, state="example", on=fixed(EXAMPLE)),
    Visit(
        address="programmes:keep",
        **COORDINATOR,
        state="draft",
        on=lambda stage: stage.once(_draft),
    ),
    Visit(address="programmes:edit", **COORDINATOR, on=fixed(EXAMPLE)),
    Visit(
        address="programmes:edit",
        **COORDINATOR,
        state="wrong",
        on=fixed(EXAMPLE),
        sends={"name": "", "website": "nowhere"},
    ),
    *(
        Visit(address="programmes:add", **COORDINATOR, state=kind, on=fixed(EXAMPLE, kind))
        for kind in (
            "partner",
            "edition",
            "work-package",
            "figure",
            "body",
            "milestone",
            "material",
        )
    ),
    Visit(
        address="programmes:add",
        **COORDINATOR,
        state="partner wrong",
        on=fixed(EXAMPLE, "partner"),
        sends={"organisation": "Nobody Knows This", "starts": "some day"},
    ),
    *(
        Visit(
            address="programmes:add_under",
            **COORDINATOR,
            state=kind,
            on=lambda stage, kind=kind, model=model: (
                EXAMPLE,
                kind,
                part("", model)(stage)[2],
            ),
        )
        for kind, model in (("value", Figure), ("body-member", Body))
    ),
    *(
        Visit(address="programmes:change", **COORDINATOR, state=kind, on=part(kind, model))
        for kind, model in (("partner", Partner), ("edition", Edition))
    ),
    Visit(address="programmes:people", **COORDINATOR, on=lambda stage: stage.once(_waiting)),
    Visit(
        address="programmes:invite",
        via="programmes:people",
        **COORDINATOR,
        state="unknown",
        on=fixed(EXAMPLE),
        sends={"organisation": "Nobody Knows This"},
    ),
    Visit(
        address="programmes:appoint",
        via="programmes:people",
        **COORDINATOR,
        state="unknown",
        on=fixed(EXAMPLE),
        sends={"email": "nobody@example.org"},
    ),
)
VISITS = (*READING, *TALK, *KEEPING)
