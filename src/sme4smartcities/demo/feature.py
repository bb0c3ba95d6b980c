"""What the demonstration adds to the house: nothing outside demo mode but closed doors."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature, Setup
from sme4smartcities.demo.models import Day, Loaded
from sme4smartcities.demo.queries import codes, sign_ins
from sme4smartcities.demo.services import STEPS, move_calendar
from sme4smartcities.demo.tour import STOPS


def greeting() -> Iterator[str]:
    """Say how to sign in as each role, with the second-factor codes of the moment."""
    yield ""
    yield _("Take the tour: %(address)s") % {"address": f"{settings.BASE_URL}/tour"}
    yield _("Sign in as one of these roles; their password is “%(password)s”:") % {
        "password": sign_ins()[0].password
    }
    for role, address, _password in sign_ins():
        yield f"  {role:<14} {address}"
    for role, code in codes():
        yield _("Second-factor code of the role %(role)s, for one minute: %(code)s") % {
            "role": role,
            "code": code,
        }
    yield _("New codes: ./run --sign-ins (beside --data as now)")


FEATURE = Feature(
    slug="demo",
    title=gettext_lazy("Demonstration"),
    urls="sme4smartcities.demo.urls",
    access={"demo:enter": Access.PUBLIC, "demo:show": Access.PUBLIC},
    setup=tuple(Setup(title=step.title, run=step.run) for step in STEPS if settings.DEMO),
    on_start=(Setup(title=gettext_lazy("Turning the calendar"), run=move_calendar),),
    greeting=greeting if settings.DEMO else tuple,
    tour=STOPS,
    impersonal={
        Day: "a date of the invented programme",
        Loaded: "keys of invented content; its accounts are roles, not persons",
    },
)
