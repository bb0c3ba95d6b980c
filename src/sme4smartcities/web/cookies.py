"""Every cookie the site may set, as the privacy page tells it; a journey test meets no other one."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message


@dataclass(frozen=True, kw_only=True)
class Cookie:
    name: str
    purpose: Message
    ends: Message


COOKIES = (
    Cookie(
        name="theme",
        purpose=_(
            "Remembers that you chose the light or the dark appearance. Set when you choose."
        ),
        ends=_("After a year, or when you choose “Automatic”."),
    ),
    Cookie(
        name=settings.SESSION_COOKIE_NAME,
        purpose=_(
            "Knows you while you are signed in. Set when you sign in or start a form of many steps."
        ),
        ends=_("When you sign out, at the latest after 14 days."),
    ),
    Cookie(
        name=settings.CSRF_COOKIE_NAME,
        purpose=_("Makes sure that a form you send was opened by you. Set when you open a form."),
        ends=_("After a year."),
    ),
    Cookie(
        name="messages",
        purpose=_("Carries one sentence, such as “Saved”, from one page to the next."),
        ends=_("When you have read it."),
    ),
)
