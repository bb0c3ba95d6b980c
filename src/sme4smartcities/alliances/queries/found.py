"""Offers, alliances and meetings as links that other pages show, to those who may read them."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from sme4smartcities.alliances.models import Alliance, Meeting, Offer
from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.formats import isolated
from sme4smartcities.core.policies import Actor


def offer_cards(actor: Actor, numbers: Sequence[int]) -> Mapping[int, SubjectCard]:
    rows = Offer.objects.visible_to(actor).filter(pk__in=numbers).select_related("sender")
    return {
        row.pk: SubjectCard(
            subject=row.subject,
            title=_("Offer of %(name)s") % {"name": isolated(row.sender.title)}
            if row.sender
            else _("Offer of an organisation that was deleted"),
            url=row.get_absolute_url(),
            badge=row.get_state_display(),
        )
        for row in rows
    }


def alliance_cards(actor: Actor, numbers: Sequence[int]) -> Mapping[int, SubjectCard]:
    rows = Alliance.objects.visible_to(actor).filter(pk__in=numbers)
    return {
        row.pk: SubjectCard(
            subject=row.subject,
            title=row.name,
            url=row.get_absolute_url(),
            badge=row.get_state_display(),
        )
        for row in rows
    }


def meeting_cards(actor: Actor, numbers: Sequence[int]) -> Mapping[int, SubjectCard]:
    rows = Meeting.objects.visible_to(actor).filter(pk__in=numbers)
    return {
        row.pk: SubjectCard(
            subject=row.subject,
            title=row.title,
            url=row.get_absolute_url(),
            badge=row.get_state_display(),
        )
        for row in rows
    }
