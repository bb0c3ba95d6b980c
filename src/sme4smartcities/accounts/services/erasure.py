"""Erase a member who asks for it, after two weeks in which the wish can be taken back.

The row stays as a tombstone, so that the journal and others' records hold. A ledger beside the
database, outside every backup, says who was erased: restoring an older backup erases them again.
"""

import json
import logging
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.facts import ErasureCancelled, ErasureRequested, MemberErased
from sme4smartcities.accounts.models import Member
from sme4smartcities.accounts.services.letters import write_to_member
from sme4smartcities.accounts.services.roles import is_last_holder
from sme4smartcities.accounts.services.sessions import end_sessions
from sme4smartcities.core.errors import Conflict
from sme4smartcities.core.formats import zone
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.personal_data import erase
from sme4smartcities.core.policies import SYSTEM, Actor
from sme4smartcities.core.search.services import drop

log = logging.getLogger(__name__)

GRACE = timedelta(days=14)


def ledger() -> Path:
    return Path(settings.DATA) / "erased.jsonl"


@transaction.atomic
def ask_for_erasure(*, actor: Actor) -> Member:
    """Note the wish and hide the member at once. Raises Conflict for the last coordinator."""
    member: Member = Member.objects.select_for_update().get(pk=actor.pk)
    if member.erase_after:
        return member
    if is_last_holder("coordinator", member):  # nobody else could let anybody in
        raise Conflict(_("You are the last coordinator. Name another one first."))
    member.erase_after = timezone.now() + GRACE
    member.save(update_fields=["erase_after"])
    drop(member.subject)
    record(ErasureRequested(actor_id=member.pk, subject_id=member.pk, days=GRACE.days))
    write_to_member(
        member, "erasure_asked", day=member.erase_after.astimezone(zone(member.time_zone))
    )
    return member


@transaction.atomic
def cancel_erasure(*, actor: Actor) -> Member:
    member: Member = Member.objects.select_for_update().get(pk=actor.pk)
    if member.erase_after:
        member.erase_after = None
        member.save(update_fields=["erase_after"])
        record(ErasureCancelled(actor_id=member.pk, subject_id=member.pk))
    return member


def erasures_due() -> list[int]:
    """Give the numbers of those whose two weeks are over."""
    due = Member.objects.filter(erase_after__lte=timezone.now(), erased_at=None)
    return list(due.order_by("erase_after").values_list("pk", flat=True))


@transaction.atomic
def erase_member(*, actor: Actor, number: int) -> None:
    """Erase one member everywhere now.

    The ledger is written last before the commit: it knows whoever is gone, and not those whose
    erasure failed and who may still change their minds.
    """
    member = Member.objects.select_for_update().filter(pk=number, erased_at=None).first()
    if member is None:
        return
    end_sessions(member)
    drop(member.subject)
    erase(member)
    record(MemberErased(actor_id=actor.pk, subject_id=number))
    _note(member)


def make_tombstone(member: Member) -> None:
    """Empty the member's own row; the address is freed for a new registration."""
    Member.objects.filter(pk=member.pk).update(
        email=f"erased-{member.pk}@erased.invalid",
        name="",
        password="!",
        organisation_name="",
        language="en",
        time_zone="UTC",
        is_active=False,
        last_login=None,
        block_reason="",
        erase_after=None,
        erased_at=timezone.now(),
    )


def _note(member: Member) -> None:
    """Append one line and wait until the disk has it. Number and date of joining name nobody."""
    line = {"member": member.pk, "joined_at": member.joined_at.isoformat()}
    path = ledger()
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def noted() -> Iterator[tuple[int, datetime]]:
    """Read the ledger: the number of each erased member and when he or she had joined."""
    if ledger().exists():
        for line in ledger().read_text().splitlines():
            row = json.loads(line)
            yield row["member"], datetime.fromisoformat(row["joined_at"])


def erase_again() -> None:
    """Erase whom a restored backup brought back. A number that was given anew since is left alone.

    All of them are hidden first; one whose erasure fails is left to the periodic work.
    """
    for number, joined_at in noted():
        back = Member.objects.filter(pk=number, joined_at=joined_at, erased_at=None)
        back.update(erase_after=timezone.now())
    for number in erasures_due():
        try:
            erase_member(actor=SYSTEM, number=number)
        except Exception:
            log.exception("member %s was not erased again; the worker will try", number)
