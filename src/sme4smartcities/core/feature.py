"""What the kernel itself adds to the house: its housekeeping."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature, Periodic
from sme4smartcities.core.jobs.upkeep import tidy_jobs

FEATURE = Feature(
    slug="core",
    title=_("House"),
    root_urls="sme4smartcities.core.root_urls",
    access={name: Access.PUBLIC for name in ("livez", "readyz", "healthz")},
    periodic=(Periodic(task=tidy_jobs, every=3600),),
)
