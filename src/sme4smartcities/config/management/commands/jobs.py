"""``sme4sc jobs``: show the queue, its dead letters and the outbox; ``--retry`` lets jobs start anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sme4smartcities.core.jobs.queries import dead_letters, figures, workers_alive
from sme4smartcities.core.jobs.services import retry_dead_letters
from sme4smartcities.core.mail.queries import outbox_backlog
from sme4smartcities.core.mail.services import retry_dead_mail


class Command(BaseCommand):
    help = "Show the queue and its dead letters."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--retry", nargs="*", metavar="ID", help="start these dead letters anew, or all"
        )

        parser.add_argument(
            "--retry-mail", action="store_true", help="start mails that were set aside anew"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retry"] is not None:
            revived = retry_dead_letters(options["retry"] or None)
            self.stdout.write(f"{revived} started anew")
        if options["retry_mail"]:
            self.stdout.write(f"{retry_dead_mail()} mails started anew")
        now, mail = figures(), outbox_backlog()
        self.stdout.write(
            f"{workers_alive()} workers, {now.waiting} jobs waiting, {now.running} running, "
            f"oldest due for {now.age:.0f} s, {now.dead} dead letters"
        )
        self.stdout.write(f"{mail.waiting} mails waiting, {mail.dead} mails set aside")
        for letter in dead_letters():
            last_line = (letter.error.strip() or "no reason known").splitlines()[-1]
            self.stdout.write(f"{letter.id}  {letter.task}  {last_line}")
