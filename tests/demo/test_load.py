"""The demonstration is loaded whole and once, and its dates move with the calendar."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.search.models import SearchRow
from sme4smartcities.core.search.queries import find
from sme4smartcities.demo import content, queries
from sme4smartcities.demo.models import Day, Loaded
from sme4smartcities.demo.services import load_demo, move_calendar
from sme4smartcities.organisations.models import (
    Contact,
    Conversation,
    JoinRequest,
    Layer,
    Organisation,
    Report,
    State,
)
from sme4smartcities.organisations.services.relay import write_to_organisation
from sme4smartcities.programmes.models import Edition, Programme
from sme4smartcities.vocabularies.models import Place, Term
from tests.conftest import Browser

TOLD = list(content.organisations())


def test_every_organisation_stands_in_the_example_layer(demo):
    rows = Organisation.objects.filter(layer=Layer.EXAMPLE).exclude(state=State.MERGED)
    assert rows.count() == len(TOLD)
    row = rows.get(name="قطرة نورسان")
    assert row.title == "Qatra Nawrasan"
    assert row.territory.code == "example-nawrasan"
    assert row.territory.parent is None and row.territory.scheme == "own"
    assert (row.latitude, row.longitude) == (row.place.lat, row.place.lon)
    assert row.summary["ar"]["state"] == "source" and row.summary["en"]["state"] == "written"
    offers = row.terms.filter(facet="offers").values_list("term__code", flat=True)
    assert set(offers) == {"leak-detection", "earth-observation", "iot-devices", "ai"}


def test_a_second_load_changes_nothing(demo):
    before = [model.objects.count() for model in (Organisation, Place, Term, Loaded, Entry)]
    load_demo()
    assert [model.objects.count() for model in (Organisation, Place, Term, Loaded, Entry)] == before


def test_each_organisation_entered_is_a_fact_of_the_platform(demo):
    facts = Entry.objects.filter(name="organisations.OrganisationRegistered")
    assert facts.count() == Organisation.objects.count()
    assert not facts.exclude(actor_id=None).exists()


def test_everything_loaded_is_found_at_once(demo):
    found = {hit.subject_id for hit in find("קרקע", kinds=["organisation"])}
    assert Organisation.objects.get(website="https://telem-shahafit.example").pk in found
    kept = Organisation.objects.exclude(state=State.MERGED)
    assert SearchRow.objects.filter(kind="organisation").count() == kept.count()


def test_an_organisation_that_was_there_twice_is_one_and_its_old_entry_stays_readable(demo):
    old = Organisation.objects.get(state=State.MERGED)
    assert old.merged_into == queries.organisation_named("quiet-roofs")
    coordinator = Browser()
    coordinator.force_login(queries.role_account("coordinator"))
    address = reverse("organisations:merged", args=(old.pk,))
    assert b"Quiet Roofs of Kelmara Ltd" in coordinator.get(address).content


def test_the_programme_runs_today(demo):
    programme = Programme.objects.get(slug="six-islands")
    today = timezone.localdate().isoformat()
    assert (programme.layer, programme.state) == ("example", "open")
    running = programme.editions.get(state="running")
    assert running.starts < today < running.ends
    assert [partner.over(today) for partner in programme.partners.all()].count(True) == 1
    waiting = programme.participations.filter(state="applied")
    assert waiting.count() == 2 and programme.participations.count() == 6


def test_people_wait_for_an_answer(demo):
    owner = queries.role_account("sme-owner")
    officer = queries.role_account("city-officer")
    company = queries.organisation_named("dry-main")
    assert JoinRequest.objects.filter(organisation=company, state="waiting").count() == 2
    unread = [
        row.title
        for row in Conversation.objects.visible_to(owner)
        if not row.managers_read_at or row.managers_read_at < row.last_at
    ]
    assert "شراكة بين الصورة والصوت" in unread
    talk = Conversation.objects.get(title="Leaks under the old quarter")
    assert talk.member == officer and talk.messages.count() == 3
    assert [message.from_organisation for message in talk.messages.order_by("pk")] == [
        False,
        True,
        False,
    ]
    times = [message.sent_at for message in talk.messages.order_by("pk")]
    assert times == sorted(times) and talk.last_at == times[-1]
    assert (timezone.now() - talk.started_at).days == 9
    assert Report.objects.get().conversation.title == "9,000 addresses of officials"
    assert Contact.objects.count() == 11


def test_the_calendar_moves_on_with_the_days(demo):
    talk = Conversation.objects.get(title="Leaks under the old quarter")
    edition = Edition.objects.get(state="running")
    contact = Contact.objects.order_by("pk")[0]
    facts = Entry.objects.count()
    Day.objects.update(today=timezone.localdate() - timedelta(days=40))
    move_calendar()
    later = Conversation.objects.get(pk=talk.pk)
    assert later.last_at - talk.last_at == timedelta(days=40)
    ends = date.fromisoformat(Edition.objects.get(pk=edition.pk).ends)
    assert ends - date.fromisoformat(edition.ends) == timedelta(days=40)
    assert Contact.objects.get(pk=contact.pk).expires_on - contact.expires_on == timedelta(days=40)
    assert Entry.objects.count() == facts
    move_calendar()
    assert Conversation.objects.get(pk=talk.pk).last_at == later.last_at


def test_what_visitors_write_keeps_its_time(demo, owner):
    mine = write_to_organisation(
        actor=owner, organisation=queries.organisation_named("dry-main"), title="Hello", text="Hi"
    )
    Day.objects.update(today=timezone.localdate() - timedelta(days=3))
    move_calendar()
    assert Conversation.objects.get(pk=mine.pk).last_at == mine.last_at
