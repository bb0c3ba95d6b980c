"""Lists of terms, countries and places: as everybody reads them, and as coordinators keep them."""

from sme4smartcities.vocabularies.models import Place, Term
from tests.journeys.visits import Arguments, Visit, fixed
from tests.journeys.visits.stage import Stage

LIST = "capability"
COORDINATOR = {"who": "coordinator"}


def _term(stage: Stage) -> tuple[str, int]:
    return LIST, Term.objects.get(vocabulary__code=LIST, code="leak-detection").pk


def _place(stage: Stage) -> tuple[int]:
    return (Place.objects.get(name="Murcia").pk,)


def _wrong(address: str, sends: dict[str, str], on: Arguments) -> Visit:
    return Visit(
        address=f"vocabularies:{address}", **COORDINATOR, state="wrong", on=on, sends=sends
    )


VISITS = (
    Visit(address="vocabularies:list"),
    Visit(address="vocabularies:vocabulary", on=fixed(LIST)),
    Visit(address="vocabularies:keep_list", **COORDINATOR),
    *(
        Visit(address=f"vocabularies:{name}", **COORDINATOR, on=fixed(LIST))
        for name in ("keep", "edit", "add", "import")
    ),
    Visit(address="vocabularies:term", **COORDINATOR, on=_term),
    Visit(address="vocabularies:merge", **COORDINATOR, on=_term),
    _wrong("add", {"code": "no code", "label_en": ""}, fixed(LIST)),
    _wrong("import", {"file": ""}, fixed(LIST)),
    _wrong("merge", {"into": "nothing-of-the-kind"}, _term),
    Visit(address="vocabularies:territories", **COORDINATOR),
    Visit(address="vocabularies:places", **COORDINATOR, query="?q=murcia"),
    Visit(address="vocabularies:places", **COORDINATOR, state="none", query="?q=qqxxzzq"),
    Visit(address="vocabularies:place", **COORDINATOR, on=_place),
    Visit(address="vocabularies:place_add", **COORDINATOR),
    _wrong("place_add", {"name": "", "lat": "900"}, fixed()),
)
