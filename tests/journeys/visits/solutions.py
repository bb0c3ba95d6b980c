"""Solutions as everybody reads them and as their owners write them."""

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.solutions.models import Facet, Reference, Solution, SolutionOwner
from sme4smartcities.solutions.services.drafting import keep_draft
from sme4smartcities.solutions.services.endorsing import ask_endorsement, move_endorsement
from sme4smartcities.solutions.services.parts import save_part
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


def _used(stage: Stage) -> Solution:
    """One that a city used, endorses and is asked to endorse; another company is asked to join."""
    row = stage.once(_own)
    city = stage.organisation("marlhaven-city-council")
    values = {"organisation": city, "place": city.place, "stage": "pilot", "year": 2024}
    save_part(actor=SYSTEM, part=Reference(solution=row), values=values)
    SolutionOwner.objects.create(
        solution=row, organisation=stage.organisation("kelmara-college"), position=1
    )
    asked = ask_endorsement(actor=SYSTEM, solution=row, organisation=city)
    words = "Forty-one of forty-seven marks held a leak."
    move_endorsement(actor=SYSTEM, endorsement=asked, act="give", text=words, language="en")
    other = stage.number("solution:leak-listener")
    ask_endorsement(actor=SYSTEM, solution=Solution.objects.get(pk=other), organisation=city)
    return row


def _typed(stage: Stage) -> tuple[int, str]:
    """The owner has typed something and not saved it."""
    row = make_solution(stage.organisation("dry-main"), "Half an Ear")
    keep_draft(
        actor=stage.member("sme-owner"),
        solution=row,
        section="about-en",
        data={"title": row.name, "summary": "Half a sentence"},
        revision=row.revision,
    )
    return row.pk, "about"


def _used_one(stage: Stage) -> tuple[int]:
    return (stage.once(_used).pk,)


def _reference(stage: Stage) -> tuple[int, str, int]:
    row = stage.once(_used)
    return row.pk, "reference", row.references.earliest("pk").pk


def _coded(stage: Stage) -> tuple[int, str]:
    """The codes are read in: the tags of a solution offer to look them up."""
    codes = {"51000000": {"en": "Cloud works"}, "51200000": {"en": "Cloud mending"}}
    import_procurement_codes(actor=SYSTEM, codes=codes)
    return stage.once(_own).pk, "tags"


def _draft(stage: Stage) -> tuple[int]:
    return (make_solution(stage.organisation("dry-main"), "Half Said", state="draft").pk,)


def _shown(stage: Stage) -> tuple[int]:
    return (stage.once(_own).pk,)


def _first(number: int) -> str:
    """Write the choice of the first of the demonstration as the page's address does."""
    chosen = Solution.objects.published().order_by("pk").values_list("pk", flat=True)[:number]
    assert len(chosen) == number
    return "?" + "&".join(f"s={pk}" for pk in chosen)


VISITS = (
    Visit(address="solutions:list", on=lambda stage: (stage.once(_own), ())[1]),
    Visit(address="solutions:list", state="narrowed", query="?domain=water&trl=6"),
    Visit(address="solutions:list", state="nothing", query="?q=nobody+offers+this"),
    Visit(address="solutions:map", on=lambda stage: (stage.once(_used), ())[1]),
    Visit(address="solutions:map", state="narrowed", query="?domain=water&q=leak"),
    Visit(address="solutions:map", state="nothing", query="?q=nobody+offers+this"),
    Visit(address="solutions:compare"),
    Visit(address="solutions:compare", state="four", query=lambda stage: _first(4)),
    Visit(address="solutions:compare", state="further", query=lambda stage: f"{_first(1)}&q=leak"),
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
    Visit(address="solutions:edit", **OWNER, state="kept", on=lambda stage: stage.once(_typed)),
    Visit(
        address="solutions:edit",
        **OWNER,
        state="codes found",
        on=lambda stage: stage.once(_coded),
        sends={"cpv_words": "cloud"},
    ),
    Visit(address="solutions:solution", state="used", on=_used_one),
    Visit(address="solutions:keep", **OWNER, state="used", on=_used_one),
    Visit(address="solutions:add", **OWNER, on=lambda stage: (stage.once(_own).pk, "reference")),
    Visit(
        address="solutions:add",
        **OWNER,
        state="wrong",
        on=lambda stage: (stage.once(_own).pk, "reference"),
        sends={"town": "Nowhereville"},
    ),
    Visit(
        address="solutions:add",
        **OWNER,
        state="picture",
        on=lambda stage: (stage.once(_own).pk, "picture"),
    ),
    Visit(
        address="solutions:add",
        **OWNER,
        state="film",
        on=lambda stage: (stage.once(_own).pk, "film"),
    ),
    Visit(
        address="solutions:add",
        **OWNER,
        state="film wrong",
        on=lambda stage: (stage.once(_own).pk, "film"),
        sends={"title": "One night"},
    ),
    Visit(address="solutions:part", **OWNER, on=_reference),
    Visit(address="solutions:part", **OWNER, state="wrong", on=_reference, sends={"authority": ""}),
    Visit(address="solutions:people", **OWNER, on=_used_one),
    Visit(
        address="solutions:owner_ask",
        via="solutions:people",
        **OWNER,
        state="unknown",
        on=_used_one,
        sends={"owner-organisation": "Nobody Knows This"},
    ),
    Visit(
        address="solutions:endorsement_ask",
        via="solutions:people",
        **OWNER,
        state="unknown",
        on=_used_one,
        sends={"city-organisation": "Nobody Knows This"},
    ),
    Visit(address="solutions:join", who="researcher", on=_used_one),
    Visit(address="solutions:endorse", who="city-officer", state="given", on=_used_one),
    Visit(
        address="solutions:endorse",
        who="city-officer",
        on=lambda stage: (stage.once(_used), (stage.number("solution:leak-listener"),))[1],
    ),
    Visit(address="solutions:import", who="stranger"),
    Visit(address="solutions:import", **OWNER),
    Visit(address="solutions:import", **OWNER, state="no file", sends={"file": ""}),
    Visit(address="solutions:delete", **OWNER, on=lambda stage: stage.once(_draft)),
)
