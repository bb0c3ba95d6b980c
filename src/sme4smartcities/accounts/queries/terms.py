"""Which terms are in force."""

from django.core.cache import cache
from django.db.models import Max

from sme4smartcities.accounts.models import TermsVersion

KEY = "accounts.terms"


def newest_terms_number() -> int:
    """Give the number of the version in force, 0 before the first; remembered for a minute."""
    number: int | None = cache.get(KEY)
    if number is None:
        number = TermsVersion.objects.aggregate(newest=Max("number"))["newest"] or 0
        cache.set(KEY, number, 60)
    return number
