"""What challenges do when organisations change elsewhere."""

from django.db import transaction

from sme4smartcities.challenges.models import Challenge, Question, Supporter
from sme4smartcities.challenges.services.attachments import follow_state
from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.core.search.services import refresh
from sme4smartcities.organisations.facts import OrganisationMerged, OrganisationMoved


@transaction.atomic
def follow_merged_organisation(recorded: Recorded) -> None:
    """Let the challenges of an organisation belong to the one into which it was merged; where both
    support one, who does goes before who was only asked, or did once. An owner supports nothing of
    its own."""
    fact: OrganisationMerged = recorded.fact
    Challenge.objects.filter(owner=fact.subject_id).update(owner=fact.into_id)
    Question.objects.filter(organisation=fact.subject_id).update(organisation=fact.into_id)
    mine = Supporter.objects.filter(organisation=fact.subject_id)
    theirs = Supporter.objects.filter(organisation=fact.into_id)
    joined = list(mine.filter(state=Supporter.State.JOINED).values_list("challenge", flat=True))
    theirs.exclude(state=Supporter.State.JOINED).filter(challenge__in=joined).delete()
    mine.filter(challenge__in=list(theirs.values_list("challenge", flat=True))).delete()
    mine.update(organisation=fact.into_id)
    theirs.filter(challenge__owner=fact.into_id).delete()
    _find_again(fact.into_id)


@transaction.atomic
def follow_standing(recorded: Recorded) -> None:
    """Find the challenges of an organisation only while it is listed itself."""
    fact: OrganisationMoved = recorded.fact
    _find_again(fact.subject_id)


def _find_again(owner: int) -> None:
    for row in Challenge.objects.filter(owner=owner).select_related("owner").order_by("pk"):
        follow_state(row)
        refresh(row.subject)
