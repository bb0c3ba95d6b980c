"""What the directory does by itself, day by day."""

from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.tasks import SLOW
from sme4smartcities.organisations.directory.services import take_index_soon
from sme4smartcities.organisations.services import (
    contacts,
    following,
    inviting,
    relay,
    reminding,
    suppressing,
)


@task
def remind_stale_profiles() -> None:
    reminding.remind_stale()


@task
def tell_contacts() -> None:
    """Send the notices of Article 14 whose month is running out."""
    contacts.send_due_notices()


@task
def let_old_data_go() -> None:
    """Delete what has reached its end: contacts and conversations; keep the ledger whole."""
    while contacts.expire_contacts():
        pass
    while relay.forget_conversations():
        pass
    inviting.forget_invitations()
    suppressing.bring_ledger_up_to_date()


@task(queue_name=SLOW)
def follow_terms(terms: list[int]) -> None:
    following.follow_terms(terms)
    take_index_soon()


@task(queue_name=SLOW)
def follow_place(place: int) -> None:
    following.follow_place(place)
    take_index_soon()


@task(queue_name=SLOW)
def follow_everything() -> None:
    following.follow_everything()
    take_index_soon()
