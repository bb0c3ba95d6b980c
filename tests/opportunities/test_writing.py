"""Who writes, publishes, changes and calls off an opportunity, and what becomes of its dates."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.translated import source_text
from sme4smartcities.opportunities import drafts
from sme4smartcities.opportunities.codes import DeadlineKind, Kind
from sme4smartcities.opportunities.models import Complaint, Opportunity, State
from sme4smartcities.opportunities.services.complaining import complain, settle_complaint
from sme4smartcities.opportunities.services.dating import NEVER, turn_dates
from sme4smartcities.opportunities.services.moving import delete_opportunity, move_opportunity
from sme4smartcities.opportunities.services.writing import Told, edit_opportunity, enter_record
from sme4smartcities.organisations.models import Organisation
from tests.opportunities.cast import day, due, held, make_opportunity

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"opportunities:{name}", args=args)


FORM = {
    "kind": "event",
    "title": "Meet the city",
    "summary": "Talk about shade.",
    "zone": "Europe/Madrid",
    "starts_hour": "10:00",
    "ends_hour": "12:30",
    "deadline_0_kind": "registration",
}


def typed(**more):
    return {**FORM, "starts": day(10).isoformat(), "deadline_0_day": day(5).isoformat(), **more}


def test_an_organisation_that_is_not_verified_sends_to_review_and_the_coordinator_publishes(
    client, lists, officer, coordinator, city
):
    client.force_login(officer)
    client.post(page("create"), typed(owner=city.pk))
    row = Opportunity.objects.get()
    assert (row.state, row.owner) == (State.DRAFT, city)
    assert client.post(page("move", row.pk, "publish")).status_code == 403
    client.post(page("move", row.pk, "submit"))
    client.force_login(coordinator)
    assert row.name in client.get(page("queue")).text
    client.post(page("move", row.pk, "publish"))
    client.logout()
    shown = client.get(row.get_absolute_url()).text
    assert "Talk about shade." in shown and "Registration" in shown and "10:00" in shown


def test_a_verified_organisation_publishes_by_itself(client, officer, city):
    Organisation.objects.filter(pk=city.pk).update(verified_at=timezone.now())
    row = make_opportunity(city, state="draft")
    client.force_login(officer)
    client.post(page("move", row.pk, "publish"))
    row.refresh_from_db()
    assert row.state == State.PUBLISHED


def test_a_coordinator_sends_back_with_a_note_that_its_writer_reads(
    client, coordinator, officer, city
):
    row = make_opportunity(city, state="review")
    client.force_login(coordinator)
    assert client.post(page("move", row.pk, "return"), {"note": ""}).status_code == 200
    client.post(page("move", row.pk, "return"), {"note": "Where is it?"})
    row.refresh_from_db()
    assert row.state == State.DRAFT
    client.force_login(officer)
    assert "Where is it?" in client.get(page("keep", row.pk)).text


def test_an_event_without_a_day_is_not_published_and_a_tender_is(city):
    with pytest.raises(Refused, match="day on which"):
        make_opportunity(city, occurrences=[])
    assert make_opportunity(city, kind=Kind.TENDER).state == State.PUBLISHED


def test_a_day_without_an_hour_stays_a_day_and_lasts_until_it_ends(city):
    row = make_opportunity(city, kind=Kind.FUNDING, deadlines=[due(5)])
    held_ = row.deadlines.get()
    assert held_.at is None and held_.day == day(5)
    end = datetime.combine(day(6), datetime.min.time(), tzinfo=UTC)
    assert abs(held_.due - end) <= timedelta(hours=3)  # midnight in Madrid


def test_lists_are_sorted_by_what_comes_next_and_turn_with_the_clock(city, monkeypatch):
    row = make_opportunity(city, deadlines=[due(5, 12), due(7, 12)])
    first, second = row.deadlines.all()
    assert (row.next_at, row.over_at) == (first.due, row.occurrences.get().finishes)
    later = first.due + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert turn_dates() == 1 and turn_dates() == 0
    row.refresh_from_db()
    assert row.next_at == second.due


def test_what_names_no_date_is_never_over(city):
    row = make_opportunity(city, kind=Kind.TENDER)
    assert row.next_at == row.over_at == NEVER and not row.is_over


def test_a_new_date_after_publishing_marks_it_as_changed(event):
    told = Told(values={}, occurrences=[held(12, hour=10)])
    row = edit_opportunity(actor=SYSTEM, opportunity=event, told=told)
    assert (row.state, row.sequence) == (State.CHANGED, 1) and row.changed_at
    again = edit_opportunity(actor=SYSTEM, opportunity=row, told=told)
    assert again.sequence == 1


def test_other_words_do_not_mark_it_as_changed(event):
    told = Told(values={"summary": source_text("en", "Other words.")})
    row = edit_opportunity(actor=SYSTEM, opportunity=event, told=told)
    assert (row.state, row.sequence) == (State.PUBLISHED, 0)


def test_dates_that_are_not_told_stay(event):
    edit_opportunity(actor=SYSTEM, opportunity=event, told=Told(values={}, deadlines=[due(3)]))
    assert event.occurrences.count() == event.deadlines.count() == 1


def test_cancelling_needs_a_reason_and_the_page_tells_it(client, event):
    with pytest.raises(Refused):
        move_opportunity(actor=SYSTEM, opportunity=event, act="cancel")
    row = move_opportunity(actor=SYSTEM, opportunity=event, act="cancel", note="Storm.")
    assert row.sequence == 1
    shown = client.get(row.get_absolute_url()).text
    assert "It is cancelled." in shown and "Storm." in shown and "EventCancelled" in shown


def test_a_postponed_one_takes_place_again_as_changed(city):
    row = make_opportunity(city, state="postponed")
    edit_opportunity(actor=SYSTEM, opportunity=row, told=Told(values={}, occurrences=[held(40)]))
    row = move_opportunity(actor=SYSTEM, opportunity=row, act="resume")
    assert row.state == State.CHANGED


def test_what_was_published_is_withdrawn_and_never_deleted(event, officer):
    with pytest.raises(Refused):
        delete_opportunity(actor=officer, opportunity=event)
    row = make_opportunity(event.owner, "Never out", state="draft")
    delete_opportunity(actor=officer, opportunity=row)
    assert not Opportunity.objects.filter(pk=row.pk).exists()


def test_nobody_changes_a_record(coordinator):
    told = Told(
        values={"kind": Kind.EVENT, "title": source_text("en", "Fair")}, occurrences=[held(-900)]
    )
    row = enter_record(told=told)
    with pytest.raises(NotAllowed):
        edit_opportunity(actor=coordinator, opportunity=row, told=told)
    assert row.is_over


def test_an_hour_that_clocks_skip_and_an_end_before_the_start_say_so(client, lists, officer, city):
    client.force_login(officer)
    skipped = typed(owner=city.pk, starts="2027-03-28", starts_hour="02:30", ends_hour="")
    assert "put forward" in client.post(page("create"), skipped).text
    turned = typed(owner=city.pk, ends=day(9).isoformat())
    assert "before the start" in client.post(page("create"), turned).text
    assert not Opportunity.objects.exists()


def test_the_second_writer_sees_both_texts(client, lists, officer, event):
    client.force_login(officer)
    first = typed(title="First", revision=event.revision)
    event.refresh_from_db()
    first["revision"] = event.revision
    assert client.post(page("edit", event.pk), first).status_code == 302
    late = client.post(page("edit", event.pk), {**first, "title": "Second"})
    assert late.status_code == 409 and "First" in late.text and "Second" in late.text


def test_a_form_opened_and_saved_changes_nothing(client, lists, officer, city):
    """Also what the form does not show: days without hours, zones, parts of a tender."""
    deadlines = [due(5), due(8, 17, DeadlineKind.TENDER, lot="LOT-1")]
    row = make_opportunity(city, occurrences=[held(20, until=22)], deadlines=deadlines)
    before = [str(vars(one)) for one in (*row.occurrences.all(), *row.deadlines.all())]
    client.force_login(officer)
    form = client.get(page("edit", row.pk)).context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if value not in (None, ""):
            sent[bound.html_name] = value
    assert client.post(page("edit", row.pk), sent).status_code == 302
    row.refresh_from_db()
    after = [str(vars(one)) for one in (*row.occurrences.all(), *row.deadlines.all())]
    strip = lambda rows: [text.partition("'id'")[2] for text in rows]  # noqa: E731
    assert strip(before) == strip(after) and row.state == State.PUBLISHED and row.sequence == 0


def test_a_reader_asks_to_remove_and_a_coordinator_does(client, coordinator, event, worker):
    client.post(
        page("report", event.pk),
        {"reason": "rights", "text": "It is ours.", "email": "me@press.example"},
    )
    row = Complaint.objects.get()
    client.force_login(coordinator)
    assert "It is ours." in client.get(page("queue")).text
    client.post(page("settle", row.pk), {"outcome": "removed"})
    row.refresh_from_db()
    event.refresh_from_db()
    assert (row.outcome, row.email, event.state) == ("removed", "", State.WITHDRAWN)
    client.logout()
    assert client.get(event.get_absolute_url()).status_code == 404


def test_the_same_words_twice_are_one_report_and_ten_a_day_are_enough(event):
    for _twice in range(2):
        complain(actor=SYSTEM, asker="x", opportunity=event, reason="wrong", text="No.")
    assert Complaint.objects.count() == 1
    with pytest.raises(Exception, match="too often"):
        for number in range(12):
            complain(actor=SYSTEM, asker="x", opportunity=event, reason="wrong", text=f"{number}")


def test_only_a_coordinator_settles(event, officer):
    row = complain(actor=SYSTEM, asker="x", opportunity=event, reason="wrong")
    with pytest.raises(NotAllowed):
        settle_complaint(actor=officer, complaint=row, outcome="kept")


def test_a_february_day_of_a_leap_year_is_kept(city):
    moment = drafts.Moment(day=date(2028, 2, 29), zone="Asia/Hebron")
    row = make_opportunity(city, occurrences=[drafts.Occurrence(key="", start=moment)])
    assert row.occurrences.get().starts_on == date(2028, 2, 29)
