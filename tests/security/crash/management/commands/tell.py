"""``tell``: wait until the house is at rest, then print what its tables say."""

import json
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from sme4smartcities.core.jobs.models import Job
from sme4smartcities.core.jobs.queries import dead_letters, figures
from sme4smartcities.core.journal.models import Bookmark, Chain, Entry, Parked
from sme4smartcities.core.journal.verify import database_faults
from sme4smartcities.core.mail.models import Mail
from tests.security.crash.models import Deed, Effect
from tests.security.crash.work import DeedDone

PATIENCE = 60  # seconds without any progress


def unrest() -> dict[str, int]:
    now = figures()
    head = Chain.objects.filter(pk=1).values_list("position", flat=True).first() or 0
    return {
        "jobs": now.waiting + now.running,
        "unsealed": Entry.objects.filter(position__isnull=True).count(),
        "behind": Bookmark.objects.filter(position__lt=head).count(),
        "unsent": Mail.objects.exclude(state="sent").count(),
    }


def wait_for_rest() -> None:
    """Wait while work is left and gets less."""
    least, since = sum(unrest().values()), time.monotonic()
    while least and time.monotonic() - since < PATIENCE:
        time.sleep(0.5)
        now = sum(unrest().values())
        if now < least:
            least, since = now, time.monotonic()


def damage() -> list[str]:
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = [str(row) for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        return found + [str(row) for row in cursor.fetchall()]


def taken_over() -> int:
    """Count the jobs that a killed worker left and another one ran."""
    if settings.JOBS == "database":
        return Job.objects.filter(attempts__gt=1).count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE attempts > 1")
        return int(cursor.fetchone()[0])


class Command(BaseCommand):
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        wait_for_rest()
        facts = Entry.objects.filter(name=DeedDone.name())
        told = {
            "deeds": list(Deed.objects.values_list("number", flat=True)),
            "effects": list(Effect.objects.order_by("id").values_list("number", "kind")),
            "facts": list(facts.values_list("subject_id", flat=True)),
            "mails": dict(Mail.objects.values_list("to", "message_id")),
            "taken_over": taken_over(),
            "unrest": {name: count for name, count in unrest().items() if count},
            "dead": [f"{letter.task} {letter.args}\n{letter.error}" for letter in dead_letters()],
            "parked": [str(row) for row in Parked.objects.all()],
            "chain": database_faults(),
            "damage": damage(),
        }
        self.stdout.write(json.dumps(told))
