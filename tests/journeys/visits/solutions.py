"""Solutions as everybody reads them and as their owners write them."""

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.solutions.models import Facet, Solution
from sme4smartcities.vocabularies.queries import term
from sme4smartcities.vocabularies.services.procurement_codes import import_procurement_codes
from tests.journeys.visits import Visit
from tests.journeys.visits.stage import Stage
from tests.solutions.cast import make_solution

OWNER = {"who": "sme-owner"}


def _own(stage: Stage) -> Solution:
    """One that the SME owner of the demonstration offers."""
    found = term("domain", "water")
    assert found is not None
    company = stage.organisation("dry-main")
    return make_solution(company, "Leak Ear", terms={Facet.DOMAIN: [found]}, trl=7)


def _coded(stage: Stage) -> tuple[int, str]:
    """The codes are read in: the tags of a solution offer to look them up."""
    codes = {"51000000": {"en": "Cloud works"}, "51200000": {"en": "Cloud mending"}}
    import_procurement_codes(actor=SYSTEM, codes=codes)
    return stage.once(_own).pk, "tags"


def _draft(stage: Stage) -> tuple[int]:
    return (make_solution(stage.organisation("dry-main"), "Half Said", state="draft").pk,)


def _shown(stage: Stage) -> tuple[int]:
    return (stage.once(_own).pk,)


VISITS = (
    Visit(address="solutions:list", on=lambda stage: (stage.once(_own), ())[1]),
    Visit(address="solutions:list", state="narrowed", query="?domain=water&trl=6"),
    Visit(address="solutions:list", state="nothing", query="?q=nobody+offers+this"),
    Visit(address="solutions:solution", on=_shown),
    Visit(address="solutions:solution", **OWNER, on=_shown),
    Visit(address="solutions:mine", **OWNER, on=lambda stage: (stage.once(_own), ())[1]),
    Visit(address="solutions:mine", who="stranger"),
    Visit(address="solutions:create", who="stranger"),
    Visit(address="solutions:create", **OWNER),
    Visit(address="solutions:create", **OWNER, state="wrong", sends={"title": ""}),
    Visit(address="solutions:keep", **OWNER, on=_shown),
    Visit(address="solutions:keep", **OWNER, state="draft", on=lambda stage: stage.once(_draft)),
    *(
        Visit(
            address="solutions:edit",
            **OWNER,
            state=section,
            on=lambda stage, section=section: (stage.once(_own).pk, section),
        )
        for section in ("about", "tags", "use")
    ),
    Visit(
        address="solutions:edit",
        **OWNER,
        state="about wrong",
        on=lambda stage: (stage.once(_own).pk, "about"),
        sends={"title": ""},
    ),
    Visit(
        address="solutions:edit",
        **OWNER,
        state="codes found",
        on=lambda stage: stage.once(_coded),
        sends={"cpv_words": "cloud"},
    ),
    Visit(address="solutions:delete", **OWNER, on=lambda stage: stage.once(_draft)),
)
