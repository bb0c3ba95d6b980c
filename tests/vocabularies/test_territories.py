"""The coordinator decides which country each place is shown in, after looking at what changes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sme4smartcities.vocabularies.models import Place, TerritoryTable
from sme4smartcities.vocabularies.queries import term, the_place, where
from sme4smartcities.vocabularies.services import apply_territory_table

pytestmark = pytest.mark.django_db
JERUSALEM = 281184


def page(name, *args):
    return reverse(f"vocabularies:{name}", args=args)


@pytest.fixture
def at_work(client, gazetteer, coordinator):
    client.force_login(coordinator)
    return client


def choices(answer):
    """Give every row of the page with what it proposes."""
    form = answer.context["form"]
    return {row.key: row.territory for row in form.table.rows}


def test_the_table_is_looked_at_then_applied(at_work):
    text = at_work.get(page("territories"))
    assert "not applied yet" in text.content.decode()
    typed = {**choices(text), "country:FR": ""}
    preview = at_work.post(page("territories"), typed)
    changed = {change.row.key: change.after for change in preview.context["changes"]}
    assert changed["country:ES"] == "Spain" and "country:FR" not in changed
    assert where(the_place("Murcia")) == ""
    sent = {**dict(preview.context["wanted"]), "seen": preview.context["table"].seen}
    at_work.post(page("territories_apply"), sent)
    assert where(the_place("Murcia")) == "Region of Murcia, Spain"
    assert where(the_place("Marseille")) == ""
    assert "No place shows a country" not in at_work.get(reverse("web:desk")).content.decode()


def test_a_disputed_place_has_no_country_until_somebody_chooses_one(at_work):
    answer = at_work.get(page("territories"))
    assert "its status is not agreed" in answer.content.decode()
    typed = choices(answer)
    assert {code for key, code in typed.items() if key.startswith("place:")} == {""}
    at_work.post(page("territories_apply"), {**typed, f"place:{JERUSALEM}": "PS", "seen": ""})
    assert Place.objects.get(gazetteer_id=JERUSALEM).territory == term("territory", "PS")


def test_the_table_goes_out_and_comes_in_again(at_work):
    content = at_work.get(page("territories_file")).getvalue().decode("utf-8-sig")
    changed = content.replace('"country:IT","Italy"', '"country:IT","x"').replace(
        '"IT",""', '"",""'
    )
    sent = {"file": SimpleUploadedFile("territories.csv", changed.encode())}
    preview = at_work.post(page("territories_in"), sent)
    assert dict(preview.context["wanted"])["country:IT"] == ""
    wrong = SimpleUploadedFile("territories.csv", b"row,territory\ncountry:ES,Atlantis\n")
    text = at_work.post(page("territories_in"), {"file": wrong}).content.decode()
    assert "“Atlantis” is not known here" in text
    assert TerritoryTable.objects.get().applied_at is None


def test_the_slower_of_two_looks_once_more(at_work, coordinator):
    typed = choices(at_work.get(page("territories")))
    apply_territory_table(actor=coordinator, rows={"ES": ""})
    answer = at_work.post(page("territories_apply"), {**typed, "seen": ""})
    assert "Somebody else applied the table meanwhile" in answer.content.decode()
    assert where(the_place("Murcia")) == ""


def test_a_town_gets_the_name_that_people_here_use(at_work):
    town = the_place("Genoa")
    at_work.post(page("place", town.pk), {"en": "Genova the Proud"})
    assert Place.objects.get(pk=town.pk).label == "Genova the Proud"
    assert "Genova the Proud" in at_work.get(page("places"), {"q": "genoa"}).content.decode()
    at_work.post(page("place", town.pk), {"en": ""})
    assert Place.objects.get(pk=town.pk).labels == {}


def test_a_missing_village_is_added_in_the_time_zone_of_its_neighbours(at_work):
    typed = {"name": "Villanueva", "lat": "38.1", "lon": "-1.1", "territory": "ES620"}
    at_work.post(page("place_add"), typed)
    made = Place.objects.get(name="Villanueva")
    assert (made.time_zone, made.territory.code) == ("Europe/Madrid", "ES620")
    text = at_work.post(page("place_add"), {**typed, "lat": "138"}).content.decode()
    assert "Villanueva" in text and Place.objects.filter(name="Villanueva").count() == 1
