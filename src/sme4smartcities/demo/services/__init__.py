"""Load the demonstration; it stays out of every house that is not in demo mode."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.demo.services.acting import load_acting
from sme4smartcities.demo.services.calendar import move_calendar, open_calendar
from sme4smartcities.demo.services.challenges import load_challenges
from sme4smartcities.demo.services.indexing import index
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.demo.services.life import load_life
from sme4smartcities.demo.services.opportunities import (
    load_opportunities,
    load_record_opportunities,
)
from sme4smartcities.demo.services.organisations import load_organisations
from sme4smartcities.demo.services.people import load_people
from sme4smartcities.demo.services.places import load_places
from sme4smartcities.demo.services.programme import load_example
from sme4smartcities.demo.services.record import load_record
from sme4smartcities.demo.services.solutions import load_record_solutions, load_solutions
from sme4smartcities.demo.services.tables import load_tables
from sme4smartcities.demo.services.twins import load_twins

__all__ = ["STEPS", "Step", "load_demo", "move_calendar"]


@dataclass(frozen=True)
class Step:
    """One part of the load; run again, it adds what is missing."""

    title: Promise
    load: Callable[[Ledger], None]

    def run(self) -> None:
        if not settings.DEMO:
            raise Refused(_("The demonstration is loaded in demo mode only."))
        self.load(Ledger())


STEPS = (
    Step(_("Opening the calendar of the Example"), open_calendar),
    Step(_("Drawing six invented islands"), load_places),
    Step(_("Inventing their organisations"), load_organisations),
    Step(_("Opening accounts for each role"), load_people),
    Step(_("Setting up the Example programme"), load_example),
    Step(_("Passing their messages on"), load_life),
    Step(_("Merging an organisation that is there twice"), load_twins),
    Step(_("Looking at a table of organisations"), load_tables),
    Step(_("Reading the Record 2019–2023"), load_record),
    Step(_("Writing down what the towns want solved"), load_challenges),
    Step(_("Offering solutions of the Example"), load_solutions),
    Step(_("Telling the solutions of the Record"), load_record_solutions),
    Step(_("Announcing events, calls and tenders"), load_opportunities),
    Step(_("Telling the events of the Record"), load_record_opportunities),
    Step(_("Offering help and answering"), load_acting),
    Step(_("Indexing what was loaded"), index),
)


def load_demo() -> None:
    """Run every step. Raises Refused outside demo mode."""
    for step in STEPS:
        step.run()
