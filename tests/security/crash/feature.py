"""What the harness adds to the house that it shakes."""

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature
from tests.security.crash.work import DeedDone, react

FEATURE = Feature(
    slug="crash",
    title="Crash",
    root_urls="tests.security.crash.root_urls",
    access={"deed": Access.PUBLIC},
    reactions={DeedDone: [react]},
)
