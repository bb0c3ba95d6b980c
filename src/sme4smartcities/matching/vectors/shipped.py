"""What the two known models make of our own lists of terms, so that a young platform has means.

Written by ``python -m benchmarks._matching_house`` from the labels in vocabularies/data.
"""

import base64
import json
from functools import cache
from pathlib import Path

import numpy as np

from sme4smartcities.matching.vectors.codes import from_blob
from sme4smartcities.matching.vectors.means import Sum

FILE = Path(__file__).parents[1] / "data" / "means.json"
KIND = "term"


@cache
def shipped(model: str, dim: int) -> dict[tuple[str, str], Sum]:
    """Give the sums of a model by kind and language; none for a model that we do not know."""
    held = json.loads(FILE.read_text()).get(model, {"texts": 0, "means": {}})
    found = {
        language: from_blob(base64.b64decode(text), dim) for language, text in held["means"].items()
    }
    return {
        (KIND, language): Sum(held["texts"], mean.astype(np.float64) * held["texts"])
        for language, mean in found.items()
        if mean is not None
    }
