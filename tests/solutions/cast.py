"""Solutions that any test may call on stage."""

from collections.abc import Mapping, Sequence

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.translated import source_text
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.solutions.models import Facet, Solution
from sme4smartcities.solutions.services.solutions import (
    create_solution,
    edit_solution,
    move_solution,
)
from sme4smartcities.vocabularies.models import Term

WRITTEN = {
    "summary": "Sensors in mains find leaks before they are seen.",
    "problem": "A third of the water of a town is lost on its way.",
    "does": "It hears leaks and shows them on a map.",
}
ACTS = {
    "draft": (),
    "published": ("publish",),
    "withdrawn": ("publish", "withdraw"),
    "archived": ("publish", "archive"),
}


def make_solution(
    owner: Organisation,
    title: str = "Leak Ear",
    *,
    state: str = "published",
    language: str = "en",
    terms: Mapping[Facet, Sequence[Term]] | None = None,
    texts: Mapping[str, str] | None = None,
    **use: object,
) -> Solution:
    """Make a solution in the given state by the way people take."""
    row = create_solution(
        actor=SYSTEM,
        organisation=owner,
        title=source_text(language, title),
        language=language,
    )
    written = {**WRITTEN, **(texts or {})}
    values = {name: source_text(language, text) for name, text in written.items()}
    row = edit_solution(actor=SYSTEM, solution=row, section="about", values=values, terms=terms)
    if use:
        row = edit_solution(actor=SYSTEM, solution=row, section="use", values=use)
    for act in ACTS[state]:
        row = move_solution(actor=SYSTEM, solution=row, act=act)
    return row
