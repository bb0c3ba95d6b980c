"""What the pages over many features add to the house."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature

FEATURE = Feature(
    slug="web",
    title=_("Site"),
    urls="sme4smartcities.web.urls",
    root_urls="sme4smartcities.web.root_urls",
    access={"root": Access.PUBLIC, "web:home": Access.PUBLIC, "web:desk": Access.MEMBER},
)
