"""Keep the Example's dates as far from today as the content tells: they move on with the calendar.

Times are written here by hand, past the features' services: nothing happened, so there is no fact
(docs/decisions/0039). Only rows that the loader made are moved; what visitors wrote stays.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from sme4smartcities.alliances.models import (
    Alliance,
    Line,
    Meeting,
    Offer,
    OfferReport,
    Seat,
    Slot,
)
from sme4smartcities.challenges.models import Challenge, Question, Supporter, Version
from sme4smartcities.demo.models import Day
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.opportunities.models import Deadline, Occurrence, Opportunity
from sme4smartcities.organisations.models import (
    Contact,
    Conversation,
    JoinRequest,
    Message,
    Organisation,
    Report,
)
from sme4smartcities.programmes.models import (
    Body,
    BodyMember,
    Edition,
    Enquiry,
    EnquiryMessage,
    FigureValue,
    Material,
    Milestone,
    Participation,
    Partner,
    Programme,
    WorkPackage,
)
from sme4smartcities.solutions.models import Solution

WANTED = ("questions_until", "wanted_from", "wanted_until")

Moved = tuple[models.QuerySet[models.Model], Sequence[str]]


def _moved(ledger: Ledger) -> Iterator[Moved]:
    """Give all rows of the Example with the fields that hold a time."""
    talk = ledger.of("conversation").values()
    yield (
        Organisation.objects.filter(pk__in=ledger.of("organisation").values()),
        ("created_at", "last_confirmed_at", "verified_at"),
    )
    yield (
        Conversation.objects.filter(pk__in=talk),
        ("started_at", "last_at", "member_read_at", "managers_read_at"),
    )
    yield Message.objects.filter(conversation__in=talk), ("sent_at",)
    yield Report.objects.filter(conversation__in=talk), ("reported_at", "settled_at")
    challenges = ledger.of("challenge").values()
    yield (
        Challenge.objects.filter(pk__in=challenges),
        ("created_at", "published_at", "moved_at", "news_at", *WANTED),
    )
    yield Supporter.objects.filter(challenge__in=challenges), ("asked_at", "decided_at")
    yield Version.objects.filter(challenge__in=challenges), ("made_at",)
    yield (
        Question.objects.filter(pk__in=ledger.of("question").values()),
        ("asked_at", "answered_at", "reminded_at"),
    )
    asked = ledger.of("enquiry").values()
    yield (
        Enquiry.objects.filter(pk__in=asked),
        ("started_at", "last_at", "member_read_at", "keepers_read_at"),
    )
    yield EnquiryMessage.objects.filter(enquiry__in=asked), ("sent_at",)
    yield (
        JoinRequest.objects.filter(pk__in=ledger.of("request").values()),
        ("asked_at", "decided_at"),
    )
    yield (
        Contact.objects.filter(pk__in=ledger.of("contact").values()),
        ("collected_on", "expires_on", "noticed_at", "invited_at"),
    )
    yield (
        Solution.objects.filter(pk__in=ledger.of("solution").values()),
        ("created_at", "published_at", "confirmed_at"),
    )
    announced = ledger.of("opportunity").values()
    yield (
        Opportunity.objects.filter(pk__in=announced),
        ("created_at", "published_at", "begins_at", "next_at", "over_at"),
    )
    yield (
        Occurrence.objects.filter(opportunity__in=announced),
        ("starts_on", "starts_at", "ends_on", "ends_at", "begins", "finishes"),
    )
    yield Deadline.objects.filter(opportunity__in=announced), ("day", "at", "due")
    acted = ledger.of("offer").values()
    yield (
        Offer.objects.filter(pk__in=acted),
        ("sent_at", "moved_at", "last_at", "sender_read_at", "receiver_read_at"),
    )
    yield Line.objects.filter(offer__in=acted), ("said_at",)
    yield OfferReport.objects.filter(offer__in=acted), ("reported_at", "settled_at")
    formed = ledger.of("alliance").values()
    yield Alliance.objects.filter(pk__in=formed), ("created_at", "moved_at")
    seats = Seat.objects.filter(alliance__in=formed)
    yield seats, ("invited_at", "expires_at", "answered_at")
    talks = ledger.of("meeting").values()
    moments = ("created_at", "moved_at", "starts_at", "reminded_at")
    yield Meeting.objects.filter(pk__in=talks), moments
    yield Slot.objects.filter(meeting__in=talks), ("starts_at",)
    if programme := ledger.of("programme").get("example"):
        yield from _moved_programme(programme)


def _moved_programme(programme: int) -> Iterator[Moved]:
    """Give the programme's rows whose dates are days; a reader of one of them knows them as text."""
    span = ("starts", "ends")
    yield Programme.objects.filter(pk=programme), span
    for part in (Partner, Edition, WorkPackage, Body):
        yield part._default_manager.filter(programme=programme), span
    yield BodyMember.objects.filter(body__programme=programme), span
    yield Milestone.objects.filter(programme=programme), ("happened", "until")
    yield Material.objects.filter(programme=programme), ("published",)
    yield FigureValue.objects.filter(figure__programme=programme), ("as_of",)
    yield Participation.objects.filter(programme=programme), ("asked_at", "decided_at")


def open_calendar(ledger: Ledger) -> None:
    """Begin today, or bring what an earlier, broken load has left up to today."""
    if not Day.objects.exists():
        Day.objects.create(today=timezone.localdate())
    move_calendar()


def backdate(days: int, *rows: tuple[models.Model, Sequence[str]]) -> None:
    """Put rows that were made a moment ago to one moment of the day that the content tells."""
    at = timezone.now() + timedelta(days=days)
    for row, fields in rows:
        type(row)._default_manager.filter(pk=row.pk).update(**dict.fromkeys(fields, at))


@transaction.atomic
def move_calendar() -> None:
    """Move every date by the days since the last start; outside demo mode there is none to move."""
    day = Day.objects.select_for_update().first() if settings.DEMO else None
    passed = timezone.localdate() - day.today if day else timedelta()
    if day is None or passed <= timedelta():
        return
    for rows, fields in _moved(Ledger()):
        _shift(rows, fields, passed)
    day.today += passed
    day.save()


def _shift(rows: models.QuerySet[models.Model], fields: Sequence[str], by: timedelta) -> None:
    found = list(rows)
    for row in found:
        for field in fields:
            setattr(row, field, _later(getattr(row, field), by))
    rows.model._default_manager.bulk_update(found, list(fields), batch_size=100)


def _later(value: date | datetime | str | None, by: timedelta) -> date | datetime | str | None:
    """Move a moment or a day; a text holds a day, or is empty."""
    if isinstance(value, str):
        return (date.fromisoformat(value) + by).isoformat() if len(value) == 10 else value
    return value + by if value else None
