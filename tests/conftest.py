"""The cast that every test may call on stage, and the worker that runs what they set in motion."""

import os
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from hypothesis import settings as drawing

from sme4smartcities.accounts.models import Member, Profile, Role
from sme4smartcities.config import catalogues
from sme4smartcities.core.features import all_features
from sme4smartcities.core.jobs.engine import engine
from sme4smartcities.core.jobs.schedule import arrange, enqueue_due
from sme4smartcities.core.journal.models import Parked
from sme4smartcities.core.journal.reactors import by_reactor, catch_up
from sme4smartcities.matching.queries import shelves

drawing.register_profile("suite", deadline=None)  # a busy machine is no fault
drawing.load_profile("suite")
FAST_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"
pytest_plugins = ("tests.browser",)


def pytest_configure(config: pytest.Config) -> None:
    """Keep the caches and files of a test run in a folder of its own."""
    folder = tempfile.TemporaryDirectory(prefix="sme4sc-test-")
    config.add_cleanup(folder.cleanup)
    settings.DATA = Path(folder.name)
    for name, cache in settings.CACHES.items():
        cache["LOCATION"] = f"{folder.name}/{name}.sqlite3"
    settings.STORAGES["default"]["OPTIONS"]["location"] = f"{folder.name}/files"
    settings.STATIC_ROOT = Path(folder.name, "static")
    settings.STATIC_ROOT.mkdir()
    if not hasattr(config, "workerinput"):
        catalogues.compile_all()  # a fresh clone holds the sources of the languages alone
    # Argon2 is slow on purpose; what it protects is not tested here.
    settings.MFA_TOTP_TOLERANCE = 1  # a code may be read in one half minute and sent in the next
    settings.PASSWORD_HASHERS = [FAST_HASHER, *settings.PASSWORD_HASHERS]


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    """No test inherits another's counts, or vectors that this process holds."""
    for cache in caches.all():
        cache.clear()
    shelves.forget()


PASSWORD = "correct horse battery"


class Browser(Client):
    """Django's test client, signed in as people of ours sign in."""

    def force_login(self, user: Any, backend: str | None = None) -> None:
        """Sign in with password and second factor, a moment ago: roles on the platform are awake."""
        self.sign_in(user, "password", "mfa")

    def sign_in(self, member: Member, *proofs: str, ago: float = 0) -> None:
        """Sign in with the given proofs ("password", "mfa"), given some seconds ago."""
        member.refresh_from_db(fields=["password", "sign_in_epoch"])
        super().force_login(member)
        session = self.session
        session["account_authentication_methods_user"] = str(member.pk)
        session["account_authentication_methods"] = [
            {"method": proof, "at": time.time() - ago} for proof in proofs
        ]
        session.save()


@pytest.fixture
def client() -> Browser:
    return Browser()


def make_member(name: str, *, roles: tuple[str, ...] = (), language: str = "en") -> Member:
    """Make a member with confirmed address ``<name>@example.org`` and platform roles."""
    member = Member.objects.create_user(
        f"{name}@example.org",
        PASSWORD,
        name=name.title(),
        language=language,
        confirmed_at=timezone.now(),
        terms_number=1,
    )
    Profile.objects.create(member=member)
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=True)
    for role in roles:
        Role.objects.create(member=member, role=role)
    return member


@pytest.fixture
def owner(db: None) -> Member:
    """Runs an SME."""
    return make_member("amal")


@pytest.fixture
def officer(db: None) -> Member:
    """Works for a city."""
    return make_member("bruno")


@pytest.fixture
def expert(db: None) -> Member:
    """Mentors and reviews."""
    return make_member("chiara")


@pytest.fixture
def coordinator(db: None) -> Member:
    """Runs the programme."""
    return make_member("dalia", roles=("coordinator",))


@pytest.fixture
def operator(db: None) -> Member:
    """Keeps the machine."""
    return make_member("enzo", roles=("operator",))


@pytest.fixture
def stranger(db: None) -> Member:
    """Registered, and nothing more."""
    return make_member("farid")


class WorkerOnStage:
    """The worker, run by hand: what it would do in a moment is done when ``run`` returns."""

    def run(self) -> None:
        """Let reactors catch up and run all due jobs. A failing job or reactor fails the test."""
        self.run_whatever_fails()
        letters = engine().troubles()
        parked = [f"{row.reactor}: {row.error}" for row in Parked.objects.all()]
        assert not letters and not parked, "\n".join([*letters, *parked])

    def run_whatever_fails(self) -> None:
        reactors = by_reactor([feature.reactions for feature in all_features()])
        while catch_up(reactors) or engine().run_due():
            pass

    def run_periodic(self) -> None:
        """Start every feature's periodic work and run it."""
        periodics = [p for feature in all_features() for p in feature.periodic]
        arrange(periodics)
        enqueue_due(periodics)
        self.run()


@pytest.fixture
def worker(db: None) -> WorkerOnStage:
    return WorkerOnStage()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what could not run on this machine, before pytest's own last line."""
    if missing := os.environ.get("SME4SC_MISSING"):
        terminalreporter.section("missing on this machine")
        terminalreporter.line(missing)
