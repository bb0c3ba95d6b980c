from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sme4smartcities.demo.queries import codes, sign_ins


class Command(BaseCommand):
    help = "Print the demonstration's sign-ins and the second-factor codes of the moment."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only a demonstration has sign-ins to print.")
        for role, address, password in sign_ins():
            self.stdout.write(f"{role:<14} {address:<32} {password}")
        for role, code in codes():
            self.stdout.write(f"{role:<14} {code}")
