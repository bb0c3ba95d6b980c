"""When two organisations become one, their parts in programmes follow."""

from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.programmes.models import BodyMember, Participation, Partner, WorkPackage
from sme4smartcities.programmes.services.participations import LIVE


def follow_merged_organisation(recorded: Recorded) -> None:
    old, new = recorded.fact.subject_id, recorded.fact.into_id
    held = Participation.objects.filter(organisation=new, state__in=LIVE).values("programme")
    Participation.objects.filter(organisation=old, state__in=LIVE, programme__in=held).delete()
    for model in (Participation, Partner, BodyMember):
        model._default_manager.filter(organisation=old).update(organisation=new)
    WorkPackage.objects.filter(lead=old).update(lead=new)
