"""Partners, editions, figures and the other parts of a programme."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from sme4smartcities.core.errors import Conflict, NotAllowed, Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Layer
from sme4smartcities.organisations.services.merging import merge
from sme4smartcities.programmes.models import Edition, FigureValue, Milestone, Partner
from sme4smartcities.programmes.queries import programme_page
from sme4smartcities.programmes.services import (
    add_figure,
    add_part,
    add_partner,
    add_value,
    change_part,
    in_languages,
    move_edition,
    remove_part,
)
from sme4smartcities.vocabularies import queries as vocabularies
from tests.organisations.cast import make_organisation

pytestmark = pytest.mark.django_db


def role(code="partner"):
    return vocabularies.term("partner_role", code)


def test_a_partner_is_one_for_as_long_as_it_was(programme, keeper, company):
    partner = add_partner(
        actor=keeper,
        programme=programme,
        organisation=company,
        role=role("lead"),
        starts="2019-09",
        ends="2022-06",
        source="their own site",
    )
    page = programme_page(programme, SYSTEM)
    assert (page.partners, page.former) == ([], [partner])
    assert partner.ends_spoken == "June 2022"


def test_an_end_before_the_start_is_refused(programme, keeper, company):
    with pytest.raises(ValidationError):
        add_partner(
            actor=keeper,
            programme=programme,
            organisation=company,
            role=role(),
            starts="2022",
            ends="2019",
        )
    assert not Partner.objects.exists()


def test_a_stranger_adds_changes_and_removes_nothing(programme, keeper, company, stranger):
    partner = add_partner(actor=keeper, programme=programme, organisation=company, role=role())
    with pytest.raises(NotAllowed):
        add_partner(actor=stranger, programme=programme, organisation=company, role=role())
    with pytest.raises(NotAllowed):
        change_part(actor=stranger, part=partner, values={"ends": "2020"})
    with pytest.raises(NotAllowed):
        remove_part(actor=stranger, part=partner)


def test_layers_do_not_mix(programme, keeper):
    past = make_organisation("Past City", layer=Layer.RECORD)
    with pytest.raises(Refused):
        add_partner(actor=keeper, programme=programme, organisation=past, role=role())


def test_two_coordinators_meet_over_a_partner(programme, keeper, coordinator, company):
    partner = add_partner(actor=keeper, programme=programme, organisation=company, role=role())
    change_part(actor=keeper, part=partner, values={"ends": "2025"}, revision=1)
    with pytest.raises(Conflict) as conflict:
        change_part(actor=coordinator, part=partner, values={"ends": "2026"}, revision=1)
    assert conflict.value.texts == {"until": ("2025", "2026")}


def test_sources_that_differ_stand_side_by_side(programme, keeper):
    money = add_figure(
        actor=keeper,
        programme=programme,
        code="budget",
        kind="budget",
        name=in_languages({"en": "Total budget"}),
        unit=vocabularies.term("unit", "eur"),
    )
    for amount, source in ((2_400_000, "bic.es"), (2_500_000, "murcia.com")):
        add_value(
            actor=keeper,
            figure=money,
            amount=Decimal(amount),
            meaning="planned",
            source=source,
        )
    shown = programme_page(programme, SYSTEM).figures_of("budget")
    assert [(v.amount, v.source) for v in shown[0].values] == [
        (Decimal(2_400_000), "bic.es"),
        (Decimal(2_500_000), "murcia.com"),
    ]
    assert shown[0].differs


def test_a_figures_code_stands_once(programme, keeper):
    values = {
        "actor": keeper,
        "programme": programme,
        "code": "budget",
        "kind": "budget",
        "name": in_languages({"en": "Total"}),
        "unit": vocabularies.term("unit", "eur"),
    }
    add_figure(**values)
    with pytest.raises(ValidationError):
        add_figure(**values)


def test_an_edition_runs_and_closes(programme, keeper):
    edition = add_part(
        actor=keeper,
        part=Edition(programme=programme, name=in_languages({"en": "First"}), starts="2026"),
    )
    assert move_edition(actor=keeper, edition=edition, act="start").state == "running"
    assert move_edition(actor=keeper, edition=edition, act="start").state == "running"
    assert move_edition(actor=keeper, edition=edition, act="finish").state == "closed"
    with pytest.raises(Refused):
        move_edition(actor=keeper, edition=edition, act="start")


def test_milestones_tell_where_the_programme_stands(programme, keeper):
    for happened, stage in (("2020-04", "study"), ("2021", "challenge"), ("2099", "pilot")):
        add_part(
            actor=keeper,
            part=Milestone(
                programme=programme,
                happened=happened,
                stage=stage,
                title=in_languages({"en": stage}),
            ),
        )
    steps = programme_page(programme, SYSTEM).thread
    assert [(step.stage, step.state, step.note) for step in steps] == [
        ("study", "done", "April 2020"),
        ("challenge", "now", "2021"),
    ]


def test_what_was_entered_by_mistake_is_removed_and_remembered(programme, keeper, company):
    partner = add_partner(actor=keeper, programme=programme, organisation=company, role=role())
    number = partner.pk
    remove_part(actor=keeper, part=partner)
    assert not Partner.objects.exists()
    fact = Entry.objects.get(name="programmes.PartRemoved")
    assert fact.data == {"part": "partner", "part_id": number}


def test_a_merged_organisation_brings_its_parts_along(
    programme, keeper, company, coordinator, worker
):
    partner = add_partner(actor=keeper, programme=programme, organisation=company, role=role())
    kept = make_organisation("Acequia Laboratories")
    merge(actor=coordinator, organisation=company, into=kept)
    worker.run()
    partner.refresh_from_db()
    assert partner.organisation == kept


def test_the_page_costs_the_same_with_many_rows(programme, keeper, django_assert_num_queries):
    def grow(number):
        for index in range(number):
            organisation = make_organisation(f"Partner {number} {index}")
            add_partner(actor=keeper, programme=programme, organisation=organisation, role=role())
            figure = add_figure(
                actor=keeper,
                programme=programme,
                code=f"f{number}-{index}",
                kind="target",
                name=in_languages({"en": "F"}),
                unit=vocabularies.term("unit", "count"),
            )
            add_value(actor=keeper, figure=figure, amount=Decimal(1), meaning="planned")

    for number in (1, 10):
        grow(number)
        with django_assert_num_queries(6):
            programme_page(programme, SYSTEM)
    assert FigureValue.objects.count() == 11
