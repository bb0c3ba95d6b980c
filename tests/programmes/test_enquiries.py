"""Members write to those who run a programme; no address shows, limits and reports hold."""

import pytest
from django.urls import reverse

from sme4smartcities.core.errors import NotAllowed, Refused, TooMany
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.programmes.models import Enquiry
from sme4smartcities.programmes.queries.enquiries import keepers_of
from sme4smartcities.programmes.services import (
    answer_enquiry,
    close_enquiry,
    forget_enquiries,
    report_enquiry,
    settle_enquiry,
    write_to_programme,
)
from tests.programmes.conftest import make_programme


@pytest.fixture
def begun(programme, keeper, owner):
    return write_to_programme(
        actor=owner, programme=programme, title="When does it start?", text="We are ready."
    )


def test_coordinators_get_a_mail_without_any_address(begun, keeper, owner):
    mail = Mail.objects.get()
    assert mail.to == keeper.email and "We are ready." in mail.text
    assert mail.subject == "A message about your programme"
    assert owner.email not in mail.text + mail.html + mail.subject


def test_a_programme_without_coordinators_of_its_own_is_answered_for_by_the_platforms(
    programme, coordinator
):
    assert keepers_of(programme) == [coordinator]


def test_an_answer_goes_out_in_the_programmes_name(begun, keeper, owner):
    message = answer_enquiry(actor=keeper, enquiry=begun, text="In spring.")
    assert message.from_programme
    mail = Mail.objects.get(to=owner.email)
    assert "In spring." in mail.text
    assert keeper.email not in mail.text and keeper.name not in mail.text


def test_a_second_click_sends_one_message(begun, programme, owner):
    again = write_to_programme(
        actor=owner, programme=programme, title="When does it start?", text="We are ready."
    )
    assert again == begun and begun.messages.count() == 1


def test_a_newcomer_writes_three_times_a_day(programme, coordinator, owner):
    for number in range(3):
        write_to_programme(actor=owner, programme=programme, title=f"{number}", text="Hello")
    with pytest.raises(TooMany):
        write_to_programme(actor=owner, programme=programme, title="Again", text="Hello")


def test_strangers_neither_read_nor_answer(begun, stranger, client):
    assert not Enquiry.objects.visible_to(stranger).exists()
    with pytest.raises(NotAllowed):
        answer_enquiry(actor=stranger, enquiry=begun, text="Me too")
    client.force_login(stranger)
    assert client.get(reverse("programmes:enquiry", args=(begun.pk,))).status_code == 404


def test_nobody_writes_to_a_record_or_a_draft(lists, owner):
    for programme in (make_programme("past", layer="record"), make_programme("d", state="draft")):
        with pytest.raises(NotAllowed):
            write_to_programme(actor=owner, programme=programme, title="Hello", text="Hello")


def test_a_reported_sender_is_kept_from_writing(begun, programme, keeper, coordinator, owner):
    report_enquiry(actor=keeper, enquiry=begun, reason="spam", note="Every day")
    settle_enquiry(actor=coordinator, enquiry=begun, outcome="warned")
    assert Mail.objects.get(key__startswith="warned:").to == begun.member.email
    report_enquiry(actor=keeper, enquiry=begun, reason="spam")
    settle_enquiry(actor=coordinator, enquiry=begun, outcome="blocked")
    begun.refresh_from_db()
    assert not begun.is_reported
    with pytest.raises(Refused):
        write_to_programme(actor=owner, programme=programme, title="More", text="More")
    with pytest.raises(NotAllowed):
        settle_enquiry(actor=keeper, enquiry=begun, outcome="dismissed")


def test_a_closed_enquiry_takes_no_answer_and_goes_after_a_year(begun, owner, keeper):
    close_enquiry(actor=keeper, enquiry=begun)
    with pytest.raises(Refused):
        answer_enquiry(actor=owner, enquiry=begun, text="But")
    assert forget_enquiries() == 0
    Enquiry.objects.update(last_at="2020-01-01T00:00:00Z")
    assert forget_enquiries() == 1 and not Enquiry.objects.exists()


def test_the_pages_lead_from_the_programme_to_the_answer(client, programme, coordinator, owner):
    client.force_login(owner)
    write = reverse("programmes:write", args=(programme.slug,))
    assert write in client.get(programme.get_absolute_url()).content.decode()
    text = client.post(write, {"title": "", "text": "Kept words"}).content.decode()
    assert "Kept words" in text
    client.post(write, {"title": "Dates?", "text": "When?"})
    inbox = client.get(reverse("organisations:inbox")).content.decode()
    assert "Dates?" in inbox
    client.force_login(coordinator)
    assert "Dates?" in client.get(reverse("web:desk")).content.decode()
    enquiry = Enquiry.objects.get()
    page = reverse("programmes:enquiry", args=(enquiry.pk,))
    client.post(page, {"text": "In spring."})
    client.force_login(owner)
    text = client.get(page).content.decode()
    assert "In spring." in text and coordinator.name not in text
    client.post(reverse("programmes:enquiry_report", args=(enquiry.pk,)), {"reason": "other"})
    enquiry.refresh_from_db()
    assert enquiry.is_reported
