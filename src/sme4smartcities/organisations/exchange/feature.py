"""What the exchange of tables adds to the house."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature, MenuItem, Periodic, PersonalData
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.exchange import facts, reactions
from sme4smartcities.organisations.exchange.models import Export, Import, ImportRow
from sme4smartcities.organisations.exchange.queries import exports_for
from sme4smartcities.organisations.exchange.services.matters import MATTERS
from sme4smartcities.organisations.exchange.tasks import forget_old_tables

COORDINATOR = ("imports", "contacts")
MEMBER = (
    "table", "progress", "columns", "twins", "confirm", "again", "discard", "problems", "exports",
    "export_progress",
)  # fmt: skip


def _reads_export(actor: Actor, number: int) -> bool:
    return exports_for(actor).filter(pk=number).exists()


def _all_but(model: type[ImportRow], named: str) -> tuple[str, ...]:
    return tuple(f.name for f in model._meta.concrete_fields if f.name != named)


FEATURE = Feature(
    slug="exchange",
    title=_("Tables"),
    urls="sme4smartcities.organisations.exchange.urls",
    access={
        **{f"exchange:{name}": Access.COORDINATOR for name in COORDINATOR},
        **{f"exchange:{name}": Access.MEMBER for name in MEMBER},
        "exchange:table_now": Access.PUBLIC,
    },
    menu=(
        MenuItem(
            label=_("Import organisations"),
            url_name="exchange:imports",
            position=50,
            place="coordinator",
        ),
        MenuItem(
            label=_("Tables of organisations"),
            url_name="exchange:exports",
            position=40,
            place="account",
        ),
    ),
    reactions={
        facts.ImportStarted: (reactions.read_started,),
        facts.ColumnsChosen: (reactions.check_chosen,),
        facts.ImportConfirmed: (reactions.enter_confirmed,),
        facts.ExportAsked: (reactions.write_asked,),
    },
    periodic=(Periodic(task=forget_old_tables, every=86_400),),
    file_readers={"export": _reads_export},
    tables=MATTERS,
    personal_data=(
        PersonalData(
            model=Import,
            member="member",
            fields={"member": "exported+anonymised", "file_name": "exported+erased"},
            none=(
                "id",
                "about",
                "texts_in",
                "language",
                "state",
                "header",
                "mapping",
                "done",
                "total",
                "entered",
                "message",
                "created_at",
            ),
        ),
        PersonalData(
            model=Export,
            member="member",
            fields=dict.fromkeys(("member", "created_at", "asked"), "exported+erased"),
            none=("id", "format", "full", "language", "done", "total", "file_url", "message"),
        ),
        PersonalData(
            model=ImportRow,
            fields={"cells": "kept: what somebody is about to enter, thirty days, contacts seven"},
            none=_all_but(ImportRow, "cells"),
        ),
    ),
)
