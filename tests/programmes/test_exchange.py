"""A programme goes out as a file and comes in again unchanged, as a draft."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.content import read
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.models import Edition, Programme, WorkPackage
from sme4smartcities.programmes.services import (
    add_part,
    exported,
    in_languages,
    load_programme,
    read_programme,
)
from tests.organisations.cast import make_organisation
from tests.programmes.conftest import make_programme


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


KINDS = {
    "edition": "editions",
    "partner": "partners",
    "work-package": "work_packages",
    "body": "bodies",
    "figure": "figures",
    "milestone": "milestones",
    "material": "materials",
}


def brought(client, programme, part, content):
    """Send a table of parts; give the page that tells what it would do."""
    address = reverse("programmes:parts_in", args=(programme.slug, part))
    return client.post(address, {"file": SimpleUploadedFile("t.csv", content)})


def confirmed(client, programme, part, page):
    return client.post(
        reverse("programmes:parts_confirm", args=(programme.slug, part)),
        {"table": page.context["table"], "seen": page.context["seen"]},
    )


@pytest.mark.parametrize("part", sorted(KINDS))
def test_a_table_of_parts_comes_in_again_unchanged(client, whole, coordinator, part):
    client.force_login(coordinator)
    lead = whole.partners.earliest("pk").organisation
    package = WorkPackage(programme=whole, code="WP1", name=in_languages({"en": "Work"}), lead=lead)
    add_part(actor=SYSTEM, part=package)
    edition = Edition(programme=whole, name=in_languages({"en": "1", "ar": "١"}), state="running")
    add_part(actor=SYSTEM, part=edition)
    kind = KINDS[part]
    address = reverse("programmes:file", args=("whole", kind))
    content = client.get(address).getvalue()
    again = brought(client, whole, part, content)
    rows = len(content.decode("utf-8-sig").splitlines()) - 1
    assert (again.context["same"], again.context["added"], again.context["wrong"]) == (rows, 0, 0)
    empty = make_programme("empty")
    page = brought(client, empty, part, content)
    assert (page.context["same"], page.context["added"], page.context["wrong"]) == (0, rows, 0)
    assert exported(empty, SYSTEM)[kind] == []
    assert confirmed(client, empty, part, page).status_code == 302
    assert told(empty)[kind] == told(whole)[kind]
    assert client.get(reverse("programmes:file", args=("empty", kind))).getvalue() == content


def test_a_row_of_a_table_is_added_or_left_out_with_the_reason(client, programme, keeper, company):
    client.force_login(keeper)
    table = (
        "organisation,role,starts,ends,has_budget,checked_on\n"
        "Acequia Labs,lead,2019,2022-06,yes,2026-11-01\n"
        "Nobody Ltd,partner,,,,\n"
        "Acequia Labs,king,,,,\n"
        "Acequia Labs,partner,2022,2019,,\n"
        "Acequia Labs,partner,,,perhaps,\n"
        "Acequia Labs,partner,,,,yesterday\n"
        ",partner,,,,\n"
    )
    page = brought(client, programme, "partner", table.encode())
    wrong = [line for line in page.context["lines"] if line.act == "error"]
    assert [line.number for line in wrong] == [3, 4, 5, 6, 7, 8] and all(
        line.message for line in wrong
    )
    confirmed(client, programme, "partner", page)
    partner = programme.partners.get()
    assert (partner.organisation, partner.has_budget, partner.ends) == (company, True, "2022-06")


def test_a_table_waits_for_a_second_look_when_the_programme_moved_on(
    client, programme, keeper, company
):
    client.force_login(keeper)
    table = b"name_en,starts\nFirst,2026\n"
    first = brought(client, programme, "edition", table)
    second = brought(client, programme, "edition", table)
    assert confirmed(client, programme, "edition", first).status_code == 302
    late = confirmed(client, programme, "edition", second)
    assert late.status_code == 200 and late.context["same"] == 1
    assert programme.editions.count() == 1


@pytest.mark.parametrize(
    "table", [b"name\nx\n", b"state_en\nx\n", b"%PDF", b"name_en\n" + b"x\n" * 501]
)
def test_what_is_no_table_of_parts_is_told_beside_the_field(client, programme, keeper, table):
    client.force_login(keeper)
    assert brought(client, programme, "edition", table).context["form"].errors["file"]


def test_a_figure_that_says_something_else_is_left_out(client, programme, keeper):
    client.force_login(keeper)
    head = "code,kind,name_en,unit,value_amount,value_meaning\n"
    table = f"{head}cities,target,Cities,count,12,planned\ncities,target,Towns,count,3,reached\n"
    page = brought(client, programme, "figure", table.encode())
    confirmed(client, programme, "figure", page)
    assert [str(value.amount) for value in programme.figures.get().values.all()] == ["12.000"]
    more = f"{head}cities,target,Cities,count,3,reached\n"
    confirmed(client, programme, "figure", brought(client, programme, "figure", more.encode()))
    assert programme.figures.get().values.count() == 2
