"""An organisation is invited into the consortium, accepts, and leaves with a date."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.accounts.models import Role
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.search.queries import find
from sme4smartcities.programmes.models import Edition, Participation, Partner
from sme4smartcities.programmes.services import (
    add_part,
    ask_to_take_part,
    edit_programme,
    give_programme_role,
    in_languages,
    move_participation,
)
from tests.conftest import make_member
from tests.programmes.conftest import make_programme


def page(name, *args):
    return reverse(f"programmes:{name}", args=args)


def test_an_invitation_goes_from_the_form_to_the_consortium(
    client, programme, keeper, company, owner
):
    client.force_login(keeper)
    sent = {"organisation": company.name, "role": "partner", "message": "Join us"}
    client.post(page("invite", programme.slug), sent)
    row = Participation.objects.get()
    mail = Mail.objects.get(to=owner.email)
    assert "Join us" in mail.text and page("join", programme.slug) in mail.text
    client.force_login(owner)
    assert company.title in client.get(reverse("web:desk")).content.decode()
    assert "joins the consortium as" in client.get(page("join", programme.slug)).content.decode()
    client.post(page("step", programme.slug, row.pk, "accept"))
    partner = Partner.objects.get()
    today = timezone.localdate().isoformat()
    assert (partner.organisation, partner.role.code, partner.starts) == (company, "partner", today)
    assert Mail.objects.filter(to=keeper.email).exists()
    client.post(page("step", programme.slug, row.pk, "leave"))
    partner.refresh_from_db()
    assert partner.ends == today


def test_declining_makes_nobody_a_partner(client, programme, keeper, company, owner):
    client.force_login(keeper)
    client.post(page("invite", programme.slug), {"organisation": company.name, "role": "partner"})
    client.force_login(owner)
    client.post(page("step", programme.slug, Participation.objects.get().pk, "decline"))
    assert not Partner.objects.exists()


def test_the_coordinator_hears_that_nobody_manages_the_invited(client, programme, keeper, company):
    company.name = "Nobody's"
    company.save()
    Role.objects.filter(scope_kind="organisation").delete()
    client.force_login(keeper)
    answer = client.post(page("invite", programme.slug), {"organisation": "Nobody's"}, follow=True)
    assert "nobody manages it here yet" in answer.content.decode()


def test_who_asks_and_who_answers_get_mails(programme, keeper, company, owner):
    row = ask_to_take_part(actor=owner, programme=programme, organisation=company, message="Us")
    assert Mail.objects.filter(to=keeper.email).count() == 1
    move_participation(actor=keeper, participation=row, act="admit", answer="Welcome")
    assert "Welcome" in Mail.objects.get(to=owner.email).text


def test_a_coordinator_of_one_edition_changes_that_edition_alone(client, programme, keeper):
    first = Edition(programme=programme, name=in_languages({"en": "First"}))
    second = Edition(programme=programme, name=in_languages({"en": "Second"}))
    for row in (first, second):
        add_part(actor=keeper, part=row)
    helper = make_member("hana")
    give_programme_role(
        actor=keeper, programme=programme, member=helper, role="coordinator", edition=first
    )
    client.force_login(helper)
    sent = {"name": "First round", "position": 1, "revision": 1}
    client.post(page("change", programme.slug, "edition", first.pk), sent)
    client.post(page("step_edition", programme.slug, first.pk, "start"))
    first.refresh_from_db()
    assert (str(first), first.state) == ("First round", "running")
    for address in (
        page("change", programme.slug, "edition", second.pk),
        page("keep", programme.slug),
        page("edit", programme.slug),
    ):
        assert client.get(address).status_code == 403
    client.force_login(keeper)
    people = client.get(page("people", programme.slug)).content.decode()
    assert "Hana" in people
    client.post(page("dismiss", programme.slug, helper.pk), {"edition": first.pk})
    client.force_login(helper)
    assert client.get(page("change", programme.slug, "edition", first.pk)).status_code == 403


@pytest.mark.parametrize("hiding", [{"entry": "invitation"}, {"state": "draft"}])
def test_a_coordinator_of_an_edition_sees_its_programme(client, lists, coordinator, hiding):
    hidden = make_programme("hidden", **hiding)
    edition = Edition(programme=hidden, name=in_languages({"en": "First"}))
    add_part(actor=coordinator, part=edition)
    helper = make_member("hana")
    client.force_login(helper)
    assert client.get(hidden.get_absolute_url()).status_code == 404
    give_programme_role(
        actor=coordinator, programme=hidden, member=helper, role="coordinator", edition=edition
    )
    assert client.get(hidden.get_absolute_url()).status_code == 200


def test_restricted_programmes_are_found_by_those_alone_who_may_see_them(
    client, worker, lists, coordinator, stranger
):
    hidden = make_programme("amphora-network", entry="invitation")
    shown = make_programme("amphora-fair")
    worker.run()
    everybody = {
        hit.subject_id for hit in find("amphora", kinds=("programme",), audiences=("public",))
    }
    assert everybody == {shown.pk}

    def found(member):
        client.force_login(member)
        text = client.get(reverse("web:search"), {"q": "amphora"}).content.decode()
        return {one for one in (hidden, shown) if one.get_absolute_url() in text}

    assert found(stranger) == {shown}
    edit_programme(actor=coordinator, programme=shown, values={"entry": "invitation"})
    assert found(stranger) == set()  # at once, before any job has run
