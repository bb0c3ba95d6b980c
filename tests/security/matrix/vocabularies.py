"""Lists of terms are public; their keeping is the coordinator's and the operator's."""

from sme4smartcities.vocabularies.models import Place, Term
from tests.organisations.cast import make_term
from tests.security.matrix import Cast, Target

TABLE = """
address                        verb  target   | visitor member colleague manager verified coordinator operator
api:vocabulary_list            GET   -        | 200     200    200       200     200      200         200
api:vocabulary                 GET   list     | 200     200    200       200     200      200         200
api:vocabulary                 GET   gone     | 404     404    404       404     404      404         404
vocabularies:list              GET   -        | 200     200    200       200     200      200         200
vocabularies:vocabulary        GET   list     | 200     200    200       200     200      200         200
vocabularies:vocabulary        GET   gone     | 404     404    404       404     404      404         404
vocabulary_file                GET   file     | 200     200    200       200     200      200         200
vocabulary_file                GET   nofile   | 404     404    404       404     404      404         404
vocabularies:keep_list         GET   -        | login   403    403       403     403      200         200
vocabularies:keep              GET   list     | login   403    403       403     403      200         200
vocabularies:keep              GET   gone     | login   403    403       403     403      404         404
vocabularies:edit              GET   list     | login   403    403       403     403      200         200
vocabularies:edit              POST  rename   | login   403    403       403     403      go          go
vocabularies:add               GET   list     | login   403    403       403     403      200         200
vocabularies:add               POST  new      | login   403    403       403     403      go          go
vocabularies:import            GET   list     | login   403    403       403     403      200         200
vocabularies:confirm           GET   list     | login   403    403       403     403      405         405
vocabularies:confirm           POST  confirm  | login   403    403       403     403      200         200
vocabularies:term              GET   term     | login   403    403       403     403      200         200
vocabularies:term              POST  words    | login   403    403       403     403      go          go
vocabularies:move              GET   term     | login   403    403       403     403      405         405
vocabularies:move              POST  up       | login   403    403       403     403      go          go
vocabularies:retire            POST  term     | login   403    403       403     403      go          go
vocabularies:restore           POST  retired  | login   403    403       403     403      go          go
vocabularies:merge             GET   term     | login   403    403       403     403      200         200
vocabularies:merge             POST  look     | login   403    403       403     403      200         200
vocabularies:merge             POST  merge    | login   403    403       403     403      go          go
vocabularies:territories       GET   -        | login   403    403       403     403      200         200
vocabularies:territories_in    POST  -        | login   403    403       403     403      200         200
vocabularies:territories_apply GET   -        | login   403    403       403     403      405         405
vocabularies:territories_apply POST  apply    | login   403    403       403     403      go          go
vocabularies:territories_file  GET   -        | login   403    403       403     403      200         200
vocabularies:places            GET   -        | login   403    403       403     403      200         200
vocabularies:place             GET   place    | login   403    403       403     403      200         200
vocabularies:place             POST  name     | login   403    403       403     403      go          go
vocabularies:place_add         GET   -        | login   403    403       403     403      200         200
vocabularies:place_add         POST  village  | login   403    403       403     403      go          go
"""


def targets(cast: Cast) -> dict[str, Target]:
    water, other = make_term("domain", "water"), make_term("domain", "energy")
    gone = make_term("domain", "steam")
    Term.objects.filter(pk=gone.pk).update(retired=True)
    town = Place.objects.create(name="Somewhere", lat=38.0, lon=-1.0)
    row = ("domain", water.pk)
    return {
        "list": Target(args=("domain",)),
        "gone": Target(args=("nowhere",)),
        "file": Target(args=("domain", "csv")),
        "nofile": Target(args=("domain", "exe")),
        "rename": Target(args=("domain",), data={"label_en": "Domains"}),
        "new": Target(args=("domain",), data={"label_en": "Snow"}),
        "confirm": Target(
            args=("domain",), data={"table": '[{"code": "ice", "label_en": "Ice"}]', "seen": "x"}
        ),
        "term": Target(args=row),
        "words": Target(args=row, data={"label_en": "Water"}),
        "up": Target(args=row, data={"by": "up"}),
        "retired": Target(args=("domain", gone.pk)),
        "look": Target(args=row, data={"into": other.code}),
        "merge": Target(args=row, data={"into": other.code, "sure": "on"}),
        "apply": Target(data={"seen": ""}),
        "place": Target(args=(town.pk,)),
        "name": Target(args=(town.pk,), data={"en": "Somewhere"}),
        "village": Target(data={"name": "Villanueva", "lat": "38", "lon": "-1"}),
    }
