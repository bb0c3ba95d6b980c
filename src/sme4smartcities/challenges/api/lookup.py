"""What all endpoints of challenges share: the languages, and the row with the caller's rights."""

from typing import Literal

from django.http import HttpRequest

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.lookup import or_404

Language = Literal["en", "es", "it", "fr", "he", "ar"]


def found(request: HttpRequest, number: int) -> Challenge:
    """Give a challenge that the caller may see; the unseen is a 404."""
    return or_404(challenge_for(request.user, number))
