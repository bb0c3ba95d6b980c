"""What the package brings: the lists of terms and the gazetteer, as files beside this module."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
ATTRIBUTION = "Place data © GeoNames (geonames.org), CC-BY 4.0, shortened and rearranged."


@dataclass(frozen=True)
class ShippedList:
    """One list as the package tells it; ``digest`` changes with any letter of it."""

    code: str
    digest: str
    head: dict[str, Any]
    terms: list[dict[str, Any]]


def lists() -> Iterator[ShippedList]:
    """Give the lists in the order in which they are shown."""
    order: list[str] = json.loads((DATA / "order.json").read_text("utf-8"))
    for position, code in enumerate(order):
        text = (DATA / f"{code}.json").read_bytes()
        content: dict[str, Any] = json.loads(text)
        yield ShippedList(
            code=code,
            digest=hashlib.sha256(f"{position} ".encode() + text).hexdigest(),
            head={**content, "position": position, "terms": None},
            terms=content["terms"],
        )


def gazetteer_digest() -> str:
    parts = (DATA / name for name in ("places.json.gz", "gazetteer.json"))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def gazetteer() -> list[dict[str, Any]]:
    """Give the places, each with the names we looked up and whether two authorities claim it."""
    places: list[dict[str, Any]] = json.loads(
        gzip.decompress((DATA / "places.json.gz").read_bytes())
    )["places"]
    ours = our_gazetteer()
    for place in places:
        number = str(place["id"])
        place["checked"] = ours["names"].get(number, {})
        place["disputed"] = number in ours["disputed"]
    return places


def our_gazetteer() -> dict[str, Any]:
    """Give what we add: checked names, disputed places with the reason, regions of admin1 codes."""
    content: dict[str, Any] = json.loads((DATA / "gazetteer.json").read_text("utf-8"))
    return content
