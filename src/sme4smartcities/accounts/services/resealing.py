"""Seal second factors under the present secret key, so that former keys can be retired."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from sme4smartcities.accounts.secrets_at_rest import renewed

SEALED = ("secret", "seed")  # of an app, of recovery codes


def reseal_second_factors() -> None:
    """Change what a former key sealed; a second run changes nothing."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    rows = Authenticator.objects.filter(type__in=kinds).order_by("pk")
    for number in list(rows.values_list("pk", flat=True)):
        _reseal(number)


@transaction.atomic
def _reseal(number: int) -> None:
    row = Authenticator.objects.select_for_update().filter(pk=number).first()
    if row is None:
        return
    data = {key: renewed(held) if key in SEALED else held for key, held in row.data.items()}
    if data != row.data:
        row.data = data
        row.save(update_fields=["data"])
