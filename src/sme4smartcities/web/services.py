"""What the pages over many features write: the manual's place in the search index."""

from sme4smartcities.core.search.services import reindex


def index_manual() -> None:
    """Make the manual of this release findable, and what it no longer holds not."""
    reindex(["manual"])
