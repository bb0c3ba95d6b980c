"""Ask for a member's own archives."""

from typing import Any

from sme4smartcities.accounts.models import DataExport


def downloads_of(actor: Any) -> list[DataExport]:
    """Give the last few, newest first."""
    return list(DataExport.objects.filter(member_id=actor.pk)[:5])


def download_of(actor: Any, number: int) -> DataExport | None:
    return DataExport.objects.filter(member_id=actor.pk, pk=number).first()
