"""Which columns a table of contacts has; an export of contacts has the same and comes in again."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.organisations.exchange.columns import Column

COLUMNS = [
    Column(code="organisation_number", label=_("Number of the organisation here")),
    Column(code="organisation", label=_("Organisation")),
    Column(code="function", label=_("Function")),
    Column(code="name", label=_("Name")),
    Column(code="email", label=_("E-mail address of the office")),
    Column(code="address", label=_("Postal address of the office")),
    Column(code="language", label=_("Language to write in")),
    Column(code="source", label=_("Where do the data come from?")),
    Column(code="legal_basis", label=_("Legal basis")),
    Column(code="collected_on", label=_("Collected on")),
    Column(code="expires_on", label=_("To be deleted on")),
    Column(code="roles", label=_("Who sees it beside the coordinators?")),
    Column(code="notes", label=_("Notes")),
]
NEEDED = ("function", "source", "legal_basis", "collected_on", "expires_on")
HEADLINE = ("function", "organisation", "email")
