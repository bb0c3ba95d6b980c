"""The public files that the adapters are tried on, read from ../shared where it is at hand."""

import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sme4smartcities.opportunities.drafts import Context

DATA = Path(__file__).parents[3] / "shared" / "data"
CONTEXT = Context(now=datetime(2026, 12, 1, tzinfo=UTC), zone="Europe/Rome")
needs_corpora = pytest.mark.skipif(
    not DATA.exists(), reason="the public files are not at hand (../shared/data)"
)


def members(topic: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(DATA / topic / f"{topic}.tar.gz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                yield member.name, file.read()


def member(topic: str, name: str) -> bytes:
    with tarfile.open(DATA / topic / f"{topic}.tar.gz") as archive:
        file = archive.extractfile(name)
        assert file is not None
        return file.read()
