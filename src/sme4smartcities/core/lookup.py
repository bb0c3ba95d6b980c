"""What an address names is fetched with the reader's own rights, and the unseen is a 404."""

from typing import TypeVar

from django.http import Http404

Row = TypeVar("Row")


def or_404(row: Row | None) -> Row:
    """Give what a query found for the reader. Raises Http404 where it found nothing."""
    if row is None:
        raise Http404
    return row
