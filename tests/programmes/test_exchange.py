"""A programme goes out as a file and comes in again unchanged, as a draft."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.content import read
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.services import exported, load_programme, read_programme
from tests.organisations.cast import make_organisation


def told(programme):
    """Give an export without what differs between two platforms: address and keys."""
    data = exported(programme, SYSTEM)
    names = {one["key"]: one["name"] for one in data.pop("organisations")}
    del data["programme"]["slug"]
    for kind in ("partners", "work_packages"):
        for row in data[kind]:
            row |= {n: names[row[n]] for n in ("organisation", "lead") if n in row}
    for row in data["bodies"]:
        for one in row["members"]:
            one["organisation"] = names[one["organisation"]]
    return data


@pytest.fixture
def whole(lists):
    """A programme with every kind of part, as rich as the real one."""
    record = read("record")
    rows = {one["key"]: make_organisation(one["name"]) for one in record["organisations"]}
    about = {**record["programme"], "slug": "whole", "layer": "real", "state": "open"}
    return load_programme(data={**record, "programme": about}, organisations=rows)


def test_an_export_comes_in_again_unchanged(client, whole, coordinator):
    client.force_login(coordinator)
    file = client.get(reverse("programmes:file", args=("whole", "json"))).getvalue()
    before = told(whole)
    assert len(before["figures"]) == 19 and before["bodies"][0]["members"]
    Organisation.objects.filter(name="Leaders International").update(name="Somebody else")
    sent = {"file": SimpleUploadedFile("whole.json", file)}
    answer = client.post(reverse("programmes:import"), sent)
    assert "Leaders International" in answer.content.decode()
    assert Programme.objects.count() == 1
    client.post(reverse("programmes:import_confirm"), {"text": answer.context["text"]})
    made = Programme.objects.exclude(pk=whole.pk).get()
    assert (made.state, made.layer) == ("draft", "real") and told(made) == before
    assert Organisation.objects.filter(name="Leaders International").count() == 1


def test_a_hidden_organisation_is_named_to_nobody_who_may_not_see_it(client, whole):
    Organisation.objects.filter(name__in=["Leaders International", "Ramallah"]).update(
        state="hidden"
    )
    for kind in ("json", "partners", "bodies"):
        text = client.get(reverse("programmes:file", args=("whole", kind))).getvalue().decode()
        assert "Leaders International" not in text and "Kfar Saba" in text


def test_each_kind_of_part_is_a_table(client, whole):
    for kind in ("partners", "bodies", "figures", "milestones", "materials"):
        answer = client.get(reverse("programmes:file", args=("whole", kind)))
        text = answer.getvalue().decode("utf-8-sig")
        assert len(text.splitlines()) > 3, kind
    assert client.get(reverse("programmes:file", args=("whole", "secrets"))).status_code == 404


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", '{"format": "programme/1"}', "[" * 100_000,
        '{"format": "programme/1", "language": "en", "programme": 5, "organisations": []}',
        '{"format": "other", "language": "en", "programme": {}, "organisations": []}',
    ],
)  # fmt: skip
def test_a_damaged_file_gets_a_sentence(coordinator, text):
    with pytest.raises(Refused):
        read_programme(actor=coordinator, text=text)


def test_no_field_of_a_file_reaches_a_row_by_its_name(client, whole, coordinator):
    data = exported(whole, SYSTEM)
    data["programme"] |= {"state": "open", "layer": "record", "pk": 1, "slug": "whole"}
    data["partners"][0] |= {"programme_id": whole.pk, "revision": 99}
    client.force_login(coordinator)
    client.post(reverse("programmes:import_confirm"), {"text": json.dumps(data)})
    made = Programme.objects.exclude(pk=whole.pk).get()
    assert (made.state, made.layer) == ("draft", "real") and made.slug != "whole"
    assert made.partners.order_by("position").first().revision == 1


def test_only_a_coordinator_of_the_platform_brings_a_programme(owner):
    with pytest.raises(NotAllowed):
        read_programme(actor=owner, text="{}")
