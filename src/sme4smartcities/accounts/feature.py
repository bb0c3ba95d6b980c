"""What accounts add to the house."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature

FEATURE = Feature(
    slug="accounts",
    title=_("Accounts"),
    urls="sme4smartcities.accounts.urls",
    access={
        "account_login": Access.PUBLIC,
        "account_signup": Access.PUBLIC,
        "account_logout": Access.PUBLIC,
    },
)
