"""A city looks at the market: that is written down, so that nobody can say later it was hidden."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.matching.facts import MatchesConsulted
from sme4smartcities.matching.policies import may_consult

REFUSED = _("Only those who write the challenge see who could solve it.")


@transaction.atomic
def consult(*, actor: Actor, challenge: Challenge) -> None:
    """Note that the actor looks; the page opens for a day."""
    require(may_consult(actor, challenge), REFUSED)
    record(MatchesConsulted(actor_id=actor.pk, subject_id=challenge.pk))
