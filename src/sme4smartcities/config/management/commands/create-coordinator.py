from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sme4smartcities.accounts.services.founding import found, password_link
from sme4smartcities.core.errors import PlatformError


class Command(BaseCommand):
    help = (
        "Make a coordinator (or, with --operator, an operator) and print a link for the password."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email")
        parser.add_argument("--name")
        parser.add_argument("--language", default="en")
        parser.add_argument("--operator", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"] or input("E-mail address: ")
        name = options["name"] or input("Name: ")
        role = "operator" if options["operator"] else "coordinator"
        try:
            member = found(email=email, name=name, role=role, language=options["language"])
        except PlatformError as error:
            raise CommandError(str(error.message)) from error
        self.stdout.write(f"{member} is {role}. Choose the password here, once:")
        self.stdout.write(password_link(member))
        self.stdout.write("After the first sign-in the platform asks for a second step.")
