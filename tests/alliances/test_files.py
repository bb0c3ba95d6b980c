"""What one takes along: tables of one's own offers, alliances and meetings, without live formulas."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from sme4smartcities.alliances.models import Alliance, Meeting, Party, Seat
from tests.organisations.cast import make_organisation

pytestmark = pytest.mark.django_db


def fetched(client, name, kind):
    answer = client.get(reverse(f"alliances:{name}_file", args=(kind,)))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.{kind}"'
    return b"".join(answer.streaming_content)


@pytest.fixture
def alliance(company, expert):
    row = Alliance.objects.create(name='=HYPERLINK("x")', starter=company, state="formed")
    partner = make_organisation("Bottega Occhio", manager=expert)
    for one, state in ((company, "joined"), (partner, "joined")):
        Seat.objects.create(alliance=row, organisation=one, state=state, is_lead=one == company)
    asked = make_organisation("Only Asked")
    Seat.objects.create(alliance=row, organisation=asked, state="invited")
    return row


@pytest.fixture
def meeting(alliance, company):
    row = Meeting.objects.create(
        alliance=alliance,
        title="+1 talk",
        zone="Europe/Madrid",
        state="agreed",
        starts_at=timezone.now() + timedelta(days=3),
        moved_at=timezone.now(),
    )
    Party.objects.create(meeting=row, organisation=company, state="proposes")
    return row


def test_own_alliances_and_meetings_read_back_from_every_kind_of_file(client, owner, meeting):
    client.force_login(owner)
    (row,) = json.loads(fetched(client, "alliances", "json"))
    assert row["Name"] == '=HYPERLINK("x")'
    assert row["Members"] == "Acequia Labs · Bottega Occhio" and row["Lead"] == "Acequia Labs"
    (row,) = json.loads(fetched(client, "meetings", "json"))
    assert (row["What it is about"], row["Time zone"]) == ("+1 talk", "Europe/Madrid")
    for name, text in (("alliances", "HYPERLINK"), ("meetings", "+1 talk")):
        sheet = load_workbook(BytesIO(fetched(client, name, "xlsx"))).active
        cell = sheet["A2"]
        assert text in str(cell.value) and cell.data_type == "s"
        line = fetched(client, name, "csv").decode("utf-8-sig").splitlines()[1]
        assert not line.lstrip('"').startswith(("=", "+"))


def test_nobody_takes_what_is_not_the_own(client, stranger, expert, meeting):
    client.force_login(stranger)
    assert json.loads(fetched(client, "alliances", "json")) == []
    assert json.loads(fetched(client, "meetings", "json")) == []
    client.force_login(expert)
    assert len(json.loads(fetched(client, "alliances", "json"))) == 1
    assert json.loads(fetched(client, "meetings", "json")) == []
    assert client.get(reverse("alliances:meetings_file", args=("pdf",))).status_code == 404
