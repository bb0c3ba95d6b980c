"""Start the platform on this machine: bring the data folder up to date, greet, supervise."""

import time
from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from sme4smartcities.accounts.queries.stewardship import has_coordinator
from sme4smartcities.accounts.services.founding import found, password_link
from sme4smartcities.config.server import Server
from sme4smartcities.config.supervisor import Supervisor
from sme4smartcities.config.upgrade import is_current, upgrade
from sme4smartcities.core.errors import PlatformError
from sme4smartcities.core.features import all_features

Say = Callable[[str], None]


def prepare(say: Say) -> None:
    """Make the data folder fit this release, then do what each feature does at every start."""
    if not is_current():
        upgrade(lambda step: say(f"  {step} …"))
    for feature in all_features():
        for step in feature.on_start:
            step.run()


def make_coordinator(email: str, say: Say) -> None:
    """Give the platform a coordinator and say where he or she chooses the password."""
    try:
        member = found(email=email, name=email.partition("@")[0], role="coordinator")
    except PlatformError as error:
        say(str(error.message))
        return
    say(f"{member.email} coordinates this platform. Choose the password here, once:")
    say(password_link(member))
    say("After the first sign-in the platform asks for a second step.")


def greeting() -> list[str]:
    """Say where the platform is and how to sign in."""
    lines = ["", f"{settings.SITE_NAME} runs at {settings.BASE_URL}"]
    if not settings.DEMO and not has_coordinator():
        lines += [
            "Nobody coordinates this platform yet. Stop it, and start it once with",
            "  ./run --coordinator you@example.org   (beside --data or --port as now)",
        ]
    if settings.MAIL_STAYS:
        lines += [
            "No mail is sent. Each one is a file in this folder:",
            f"  {settings.EMAIL_FILE_PATH}",
        ]
    return [*lines, *sign_ins(), "", "Stop with Ctrl+C.", ""]


def sign_ins() -> list[str]:
    """Say what each feature knows of ways to come in; only a demonstration has any."""
    return [line for feature in all_features() for line in feature.greeting()]


def serve(bind: str, say: Say, *, started: float) -> None:
    """Run web and worker until a signal; a killed one is started again."""
    for line in greeting():
        say(line)
    connections.close_all()
    web = Server(bind=bind)
    web.load()
    say(f"(ready after {time.monotonic() - started:.1f} s)")
    Supervisor({"web": web.run, "worker": _work}).run()
    say("Stopped.")


def _work() -> None:
    call_command("worker", retire=True)
