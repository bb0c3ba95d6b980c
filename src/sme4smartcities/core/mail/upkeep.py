"""The outbox's periodic housekeeping."""

from sme4smartcities.core.jobs import task
from sme4smartcities.core.mail.bounces import forget_old_bounces
from sme4smartcities.core.mail.services import forget_old_mail


@task()
def tidy_mail() -> int:
    return forget_old_mail() + forget_old_bounces()
