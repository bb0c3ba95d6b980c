"""Send what waits in the outbox: five tries, then a dead letter that somebody may start anew."""

from django.db import transaction
from django.utils import timezone

from sme4smartcities.core.jobs import Task, task
from sme4smartcities.core.jobs.engine import engine
from sme4smartcities.core.jobs.tasks import SLOW
from sme4smartcities.core.mail.bounces import is_stopped, note_bounce
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.mail.reports import is_hopeless, status_in
from sme4smartcities.core.mail.transports import NotNow, RefusedForGood, hand_over

STOPPED = "nothing is sent to this address: mail came back from it"


@task(queue_name=SLOW)
def deliver(mail_id: int) -> None:
    """Send one mail and commit after the server's answer.

    Killed between the two, it is sent again, with the same Message-ID: the one repeat there is.
    """
    mail = Mail.objects.filter(pk=mail_id, state=Mail.State.WAITING).first()
    if mail is None:
        return
    if is_stopped(mail.to):
        _set_aside(mail, STOPPED)
        return
    try:
        hand_over(mail)
    except RefusedForGood as refusal:
        _refused(mail, str(refusal))
    except NotNow as trouble:
        _try_later(mail, str(trouble))
    else:
        Mail.objects.filter(pk=mail.pk, state=Mail.State.WAITING).update(
            state=Mail.State.SENT, sent_at=timezone.now(), error=""
        )


def delivery_of(mail: Mail) -> Task[[int], None]:
    """Give the task as this mail needs it: its priority, and never two deliveries at a time."""
    return deliver.using(priority=mail.priority).in_series(f"mail:{mail.pk}")


@transaction.atomic
def _refused(mail: Mail, words: str) -> None:
    """Set a mail aside, and where the server named the mailbox as the reason, count that too."""
    _set_aside(mail, words)
    if is_hopeless(status := status_in(words)):
        note_bounce(mail, status)


def _set_aside(mail: Mail, error: str) -> None:
    mail.state, mail.error, mail.tries = Mail.State.DEAD, error[:400], mail.tries + 1
    mail.save(update_fields=["state", "error", "tries"])


@transaction.atomic
def _try_later(mail: Mail, error: str) -> None:
    patience = engine().patience
    if mail.tries + 1 >= patience.tries:
        _set_aside(mail, error)
        return
    mail.tries, mail.error = mail.tries + 1, error[:400]
    mail.save(update_fields=["tries", "error"])
    when = timezone.now() + patience.delay(mail.tries)
    delivery_of(mail).using(run_after=when).enqueue(mail.pk)
