"""Who may see the pictures of a solution: everybody, or its owners as long as it is not public."""

from sme4smartcities.core.policies import Actor
from sme4smartcities.core.uploads.models import Audience
from sme4smartcities.core.uploads.services import open_to
from sme4smartcities.solutions.models import Solution


def audience_of(solution: Solution) -> str:
    return Audience.PUBLIC if solution.is_public else Audience.RESTRICTED


def follow_state(*, actor: Actor, solution: Solution) -> None:
    """Open or narrow the pictures with their solution, in the caller's transaction."""
    for picture in solution.pictures.select_related("file"):
        open_to(actor=actor, file=picture.file, audience=audience_of(solution))
