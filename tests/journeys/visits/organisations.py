"""The directory and its entries, from the eyes of everybody who may see them, and the messages between them."""

from datetime import timedelta

from django.utils import timezone

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import (
    Contact,
    Conversation,
    Layer,
    Organisation,
    Report,
    State,
)
from sme4smartcities.organisations.services.inviting import invite_colleague
from sme4smartcities.organisations.services.merging import merge as merge_organisations
from sme4smartcities.organisations.services.objecting import objection_token
from sme4smartcities.organisations.services.profile import keep_draft
from sme4smartcities.organisations.services.relay import block_sender, close_conversation
from sme4smartcities.organisations.tokens import hashed
from tests.journeys.visits import Arguments, Visit
from tests.journeys.visits.stage import Stage
from tests.organisations.cast import give_role, make_organisation

OWN, OTHER = "dry-main", "aguas-valdenara"  # what the SME owner manages, and a neighbour


def _page(found: Organisation) -> tuple[int, str]:
    return found.pk, found.slug


def page_of(key: str) -> Arguments:
    return lambda stage: _page(stage.organisation(key))


def of(key: str, *more: object) -> Arguments:
    return lambda stage: (stage.number(f"organisation:{key}"), *more)


def loaded(key: str) -> Arguments:
    return lambda stage: (stage.number(key),)


def _record(stage: Stage) -> Organisation:
    return Organisation.objects.filter(layer=Layer.RECORD).earliest("pk")


def _held(stage: Stage, name: str, **values: object) -> Organisation:
    made = make_organisation(name, manager=stage.member("founder"), **values)
    stage.member("founder").forget_grants()
    return made


def _bare(stage: Stage) -> Organisation:
    """One of which nobody has written anything but its name, last looked at long ago."""
    long_ago = timezone.now() - timedelta(days=500)
    return _held(stage, "Nothing Written Yet", last_confirmed_at=long_ago)


def _hidden(stage: Stage) -> Organisation:
    return _held(stage, "Hidden Works", state=State.HIDDEN)


def _draft(stage: Stage) -> Organisation:
    return _held(stage, "Quiet Draft", state=State.DRAFT)


def _unmanaged(stage: Stage) -> Organisation:
    return make_organisation("Nobody Runs This")


def _merged(stage: Stage) -> tuple[int]:
    """An entry that became a part of another."""
    found, kept = make_organisation("Known Twice", layer=Layer.EXAMPLE), stage.organisation(OTHER)
    merge_organisations(actor=SYSTEM, organisation=found, into=kept)
    return (found.pk,)


def _half_written(stage: Stage) -> tuple[int, str]:
    """A section whose writer went away in the middle."""
    found = stage.once(_bare)
    typed = {"summary": "We count cars.", "description": "## How", "domains": []}
    keep_draft(
        actor=stage.member("founder"),
        organisation=found,
        section="work-en",
        data=typed,
        revision=found.revision,
    )
    return found.pk, "work"


def _edited(stage: Stage) -> tuple[int, str]:
    """A section that somebody else saved since the first time."""
    found = stage.organisation(OWN)
    Organisation.objects.filter(pk=found.pk).update(revision=7)
    return found.pk, "work"


def _colleague(stage: Stage) -> Member:
    member = stage.member("colleague")
    give_role(member, "member", stage.organisation(OWN))
    return member


def _invited(stage: Stage) -> tuple[str]:
    """The link of a letter that invites a colleague."""
    sent = invite_colleague(
        actor=stage.member("sme-owner"),
        organisation=stage.organisation(OWN),
        email="colleague@dry-main.example",
        role="member",
        language="he",
    )
    type(sent).objects.filter(pk=sent.pk).update(token_hash=hashed("open-sesame"))
    return ("open-sesame",)


def _closed(stage: Stage) -> tuple[int]:
    found = Conversation.objects.get(pk=stage.number("conversation:2"))
    close_conversation(actor=stage.member("sme-owner"), conversation=found)
    block_sender(actor=stage.member("sme-owner"), conversation=found)
    return (found.pk,)


def _report(stage: Stage) -> tuple[int]:
    return (Report.objects.latest("pk").pk,)


def _contact(stage: Stage) -> tuple[int]:
    return (Contact.objects.earliest("pk").pk,)


def _objection(stage: Stage) -> tuple[str]:
    return (objection_token(Contact.objects.earliest("pk")),)


SEARCH = (
    Visit(address="organisations:directory"),
    Visit(address="organisations:directory", state="page two", query="?page=2"),
    Visit(
        address="organisations:directory",
        state="facets",
        query="?q=water&offers=leak-detection&domain=water&sort=updated",
    ),
    Visit(
        address="organisations:directory", state="around", query="?near=36.0,14.3&km=200&kind=sme"
    ),
    Visit(address="organisations:directory", state="no words fit", query="?q=qqxxzzq"),
    Visit(
        address="organisations:directory",
        state="no filter fits",
        query="?kind=university&offers=leak-detection&needs=leak-detection&domain=finance",
    ),
    Visit(address="organisations:directory", who="sme-owner"),
)
DETAIL = (
    Visit(address="organisations:organisation", state="example", on=page_of("qatra-nawrasan")),
    Visit(address="organisations:organisation", state="own", who="sme-owner", on=page_of(OWN)),
    Visit(address="organisations:organisation", state="other", who="sme-owner", on=page_of(OTHER)),
    Visit(address="organisations:organisation", state="any", who="coordinator", on=page_of(OTHER)),
    Visit(
        address="organisations:organisation",
        state="record",
        who="stranger",
        on=lambda stage: _page(stage.once(_record)),
    ),
    *(
        Visit(
            address="organisations:organisation",
            state=state,
            who=who,
            on=lambda stage, make=make: _page(stage.once(make)),
        )
        for state, who, make in (
            ("bare", "visitor", _bare),
            ("bare", "founder", _bare),
            ("hidden", "founder", _hidden),
            ("draft", "founder", _draft),
            ("unmanaged", "stranger", _unmanaged),
        )
    ),
)
OWNER = {"who": "sme-owner"}
WRITING = (
    Visit(address="organisations:mine", who="stranger"),
    Visit(address="organisations:mine", **OWNER),
    Visit(address="organisations:register", who="stranger"),
    Visit(address="organisations:register", who="stranger", state="wrong", sends={"name": ""}),
    Visit(
        address="organisations:register",
        who="stranger",
        state="similar",
        sends={"name": "Dry Main Analytics", "kind": "sme", "website": "", "domain": ""},
    ),
    *(
        Visit(address="organisations:edit", **OWNER, state=section, on=of(OWN, section))
        for section in ("basics", "work", "capabilities", "credentials")
    ),
    Visit(
        address="organisations:edit",
        **OWNER,
        state="basics wrong",
        on=of(OWN, "basics"),
        sends={"name": "", "website": "nowhere", "latitude": "900"},
    ),
    Visit(
        address="organisations:edit",
        **OWNER,
        state="work in Arabic",
        on=of(OWN, "work"),
        query="?text=ar",
    ),
    Visit(
        address="organisations:edit",
        **OWNER,
        state="conflict",
        on=_edited,
        sends={"revision": "1", "summary": "Written in another window."},
        status=409,
    ),
    Visit(
        address="organisations:edit",
        who="founder",
        state="half written",
        on=lambda stage: stage.once(_half_written),
    ),
    *(
        Visit(
            address="organisations:welcome",
            who="founder",
            state=section,
            on=lambda stage, section=section: (stage.once(_bare).pk, section),
        )
        for section in ("work", "capabilities", "credentials")
    ),
    Visit(address="organisations:logo", **OWNER, on=of(OWN)),
    Visit(address="organisations:logo", **OWNER, state="no file", on=of(OWN), sends={"logo": ""}),
    Visit(address="organisations:delete", **OWNER, on=of(OWN)),
)
PEOPLE = (
    Visit(address="organisations:people", **OWNER, on=of(OWN)),
    Visit(
        address="organisations:people",
        **OWNER,
        state="wrong invitation",
        on=of(OWN),
        sends={"email": "nobody"},
    ),
    Visit(address="organisations:myself", **OWNER, on=of(OWN)),
    Visit(
        address="organisations:remove",
        **OWNER,
        on=lambda stage: (stage.organisation(OWN).pk, stage.once(_colleague).pk),
    ),
    Visit(
        address="organisations:leave",
        who="colleague",
        on=lambda stage: (stage.once(_colleague), (stage.organisation(OWN).pk,))[1],
    ),
    Visit(address="organisations:join", who="stranger", on=of(OWN)),
    Visit(address="organisations:claim", who="stranger", on=of(OWN)),
    Visit(address="organisations:claim", who="stranger", on=lambda s: (s.once(_unmanaged).pk,)),
    Visit(address="organisations:invitation", on=lambda stage: stage.once(_invited)),
    Visit(
        address="organisations:invitation", who="stranger", on=lambda stage: stage.once(_invited)
    ),
)
TALK = (
    Visit(address="organisations:inbox", who="stranger"),
    Visit(address="organisations:inbox", **OWNER),
    Visit(address="organisations:write", who="city-officer", on=of(OTHER)),
    Visit(
        address="organisations:write",
        who="city-officer",
        state="empty",
        on=of(OTHER),
        sends={"title": "", "text": ""},
    ),
    Visit(
        address="organisations:write",
        who="city-officer",
        state="record",
        on=lambda stage: (stage.once(_record).pk,),
    ),
    Visit(address="organisations:conversation", **OWNER, on=loaded("conversation:0")),
    Visit(
        address="organisations:conversation",
        who="city-officer",
        state="empty answer",
        on=loaded("conversation:0"),
        sends={"text": ""},
    ),
    Visit(
        address="organisations:conversation",
        **OWNER,
        state="closed",
        on=lambda stage: stage.once(_closed),
    ),
    Visit(address="organisations:report", **OWNER, on=loaded("conversation:0")),
    Visit(
        address="organisations:report",
        **OWNER,
        state="no reason",
        on=loaded("conversation:0"),
        sends={"note": "x"},
    ),
)
COORDINATOR = {"who": "coordinator"}
COORDINATION = (
    Visit(address="organisations:reports", **COORDINATOR),
    Visit(address="organisations:settle", **COORDINATOR, on=_report),
    Visit(address="organisations:verify", **COORDINATOR, on=of(OWN)),
    Visit(
        address="organisations:verify",
        **COORDINATOR,
        state="no note",
        on=of(OWN),
        sends={"note": ""},
    ),
    Visit(address="organisations:merge", **COORDINATOR, on=of(OWN)),
    Visit(
        address="organisations:merge",
        **COORDINATOR,
        state="no such entry",
        on=of(OWN),
        sends={"into": "999999"},
    ),
    Visit(
        address="organisations:merge",
        **COORDINATOR,
        state="side by side",
        on=lambda stage: (stage.once(_unmanaged).pk,),
        sends={"into": "1"},
    ),
    Visit(address="organisations:merged", **COORDINATOR, on=lambda stage: stage.once(_merged)),
    Visit(address="organisations:contacts", **COORDINATOR),
    Visit(address="organisations:contacts_export", **COORDINATOR),
    Visit(address="organisations:contact_add", **COORDINATOR, on=of(OTHER)),
    Visit(
        address="organisations:contact_add",
        **COORDINATOR,
        state="wrong",
        on=of(OTHER),
        sends={"email": "nobody", "source": ""},
    ),
    Visit(address="organisations:contact", **COORDINATOR, on=_contact),
    Visit(address="organisations:contact_edit", **COORDINATOR, on=_contact),
    Visit(address="organisations:contact_letter", **COORDINATOR, on=_contact),
    Visit(address="organisations:contact_delete", **COORDINATOR, on=_contact),
    Visit(address="organisations:objection", on=_objection),
)
VISITS = (*SEARCH, *DETAIL, *WRITING, *PEOPLE, *TALK, *COORDINATION)
