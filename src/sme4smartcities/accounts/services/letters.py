"""Write letters about accounts, in the language of who reads them."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from sme4smartcities.accounts.models import Member
from sme4smartcities.core import formats, limits
from sme4smartcities.core.errors import TooMany
from sme4smartcities.core.mail.services import send_mail

LETTERS_A_DAY = 5


def write_to_member(member: Member, letter: str, **context: Any) -> None:
    """Send ``accounts/mail/<letter>`` to a member's address."""
    _send(member.email, letter, member.language, {"name": member.name, **context})


def now_for(member: Member) -> datetime:
    """Give this moment as the member's clock shows it."""
    return timezone.now().astimezone(formats.zone(member.time_zone))


def write_to_address(
    address: str, letter: str, *, language: str = "", context: Mapping[str, Any] | None = None
) -> None:
    """Send to an address whose owner may be nobody we know."""
    _send(address, letter, language or get_language() or "en", dict(context or {}))


def _send(address: str, letter: str, language: str, context: dict[str, Any]) -> None:
    send_mail(
        to=address,
        template=f"accounts/mail/{letter}",
        context=context,
        language=language,
        key=f"accounts.{letter}.{uuid.uuid4().hex}",
    )


def may_write_to_stranger(address: str) -> bool:
    """Say whether one more letter may go to this address today; our forms must flood nobody."""
    try:
        limits.take("letters", key=address, limit=LETTERS_A_DAY, per=86_400)
    except TooMany:
        return False
    return True
