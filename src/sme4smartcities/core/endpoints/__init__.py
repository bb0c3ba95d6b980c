"""What every endpoint of the API shares: problem documents, tags, cursor pages, preconditions."""

from sme4smartcities.core.endpoints.problems import (
    PROBLEM,
    Problem,
    answer_problems,
    plain_problem,
    problem,
)
from sme4smartcities.core.endpoints.reading import CursorPage, Paging, TextOut, conditional, mark
from sme4smartcities.core.endpoints.specification import complete
from sme4smartcities.core.endpoints.writing import (
    FILE,
    IF_MATCH,
    Code,
    Input,
    Number,
    Sent,
    SentFile,
    both_texts,
    expected_revision,
    require_scope,
)

__all__ = [
    "FILE",
    "IF_MATCH",
    "PROBLEM",
    "Code",
    "CursorPage",
    "Input",
    "Number",
    "Paging",
    "Problem",
    "Sent",
    "SentFile",
    "TextOut",
    "answer_problems",
    "both_texts",
    "complete",
    "conditional",
    "expected_revision",
    "mark",
    "plain_problem",
    "problem",
    "require_scope",
]
