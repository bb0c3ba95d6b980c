"""Set who may be suggested to an organisation, and to whom it may be suggested."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.matching.facts import ReachSet
from sme4smartcities.matching.models import Bound
from sme4smartcities.matching.policies import may_set_reach
from sme4smartcities.matching.queries.reach import reach_of
from sme4smartcities.matching.scoring.reach import Reach
from sme4smartcities.organisations.facts import OrganisationMerged
from sme4smartcities.organisations.models import Organisation

REFUSED = gettext_lazy("Only the managers of this organisation set who may be suggested. Ask them.")
UNKNOWN = gettext_lazy("There is no such organisation among those you can see. Look it up first.")
MOST_TERRITORIES, MOST_OTHERS = 60, 200


@transaction.atomic
def set_reaches(*, actor: Actor, organisation: Organisation, sees: Reach, seen: Reach) -> None:
    """Put these limits in the place of those before; empty ones let everybody through."""
    require(may_set_reach(actor, organisation), REFUSED)
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    for way, reach in ((Bound.Way.SEES, sees), (Bound.Way.SEEN, seen)):
        _check(reach)
        if reach_of(organisation, way) != reach:
            _put(organisation, way, reach)
            record(ReachSet(actor_id=actor.pk, subject_id=organisation.pk, way=way.value))


def _check(reach: Reach) -> None:
    if len(reach.territories) > MOST_TERRITORIES or len(reach.never) > MOST_OTHERS:
        raise Refused(
            _("Name at most %(places)s places and %(others)s organisations.")
            % {"places": MOST_TERRITORIES, "others": MOST_OTHERS}
        )


def _put(organisation: Organisation, way: Bound.Way, reach: Reach) -> None:
    own = {"organisation": organisation, "way": way}
    Bound.objects.filter(**own).delete()
    rows = [Bound(**own, territory_id=number) for number in sorted(reach.territories)]
    rows += [Bound(**own, other_id=one) for one in sorted(reach.never - {organisation.pk})]
    Bound.objects.bulk_create([*rows, Bound(**own)] if reach.nobody else rows)


@transaction.atomic
def follow_merged(recorded: Recorded) -> None:
    """Whoever kept away from an organisation keeps away from the one into which it was merged."""
    fact: OrganisationMerged = recorded.fact
    for row in Bound.objects.filter(other=fact.subject_id).exclude(organisation=fact.into_id):
        Bound.objects.get_or_create(
            organisation_id=row.organisation_id, way=row.way, other_id=fact.into_id, territory=None
        )
    Bound.objects.filter(other=fact.subject_id).delete()
    Bound.objects.filter(organisation=fact.subject_id).delete()
