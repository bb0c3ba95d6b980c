"""Have the labels of all terms that may be suggested read by each model, once."""

import hashlib
import time
from dataclasses import dataclass

from sme4smartcities.matching.embedding import Embedder, embedders
from sme4smartcities.matching.models import Vector
from sme4smartcities.matching.queries.shelves import means
from sme4smartcities.matching.services.reading import Found, keep
from sme4smartcities.matching.tagging.labels import meanings, spoken
from sme4smartcities.matching.tagging.queries.listed import LISTS, kind_of, offered
from sme4smartcities.matching.vectors.codes import to_blob
from sme4smartcities.vocabularies.models import Term

AT_ONCE = 16
STRETCH = 0.6  # seconds after which the job makes room for texts that somebody waits for


@dataclass(frozen=True)
class Read:
    """How many terms were read now, and whether some wait still."""

    count: int
    left: bool


def read_terms(stretch: float = STRETCH) -> Read:
    """Read what no model has read as it is now, for about as long as said."""
    deadline, count = time.monotonic() + stretch, 0
    for embedder in embedders():
        for vocabulary in LISTS:
            done = _read_list(embedder, vocabulary, deadline)
            count += done.count
            if done.left:
                return Read(count, True)
    return Read(count, False)


def _read_list(embedder: Embedder, vocabulary: str, deadline: float) -> Read:
    kind = kind_of(vocabulary)
    digests = {term.pk: _digest(embedder, term) for term in offered(vocabulary)}
    labels = {term.pk: term.labels for term in offered(vocabulary)}
    rows = Vector.objects.filter(kind=kind, model=embedder.model)
    known = dict(rows.values_list("subject_id", "digest"))
    if gone := sorted(known.keys() - digests.keys()):
        keep(kind, embedder, gone, {})
    new = [number for number, digest in digests.items() if digest != known.get(number, "")]
    sums = means()[embedder.model]
    for start in range(0, len(new), AT_ONCE):
        if time.monotonic() > deadline:
            return Read(start, True)
        now = new[start : start + AT_ONCE]
        made = meanings(embedder, sums, {number: labels[number] for number in now})
        found: Found = {(n, ""): (digests[n], to_blob(vector)) for n, vector in made.items()}
        keep(kind, embedder, now, found)
    return Read(len(new), False)


def _digest(embedder: Embedder, term: Term) -> str:
    """Give a mark of the words that the model reads; "" where it knows none of them."""
    text = "\n".join(label for _language, label in spoken(embedder, term.labels))
    return (
        hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest() if text else ""
    )
