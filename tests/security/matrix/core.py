"""What the house itself answers to."""

from io import BytesIO

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.uploads import SPREADSHEET
from sme4smartcities.core.uploads.kinds import CSV
from sme4smartcities.core.uploads.models import Audience, State, StoredFile
from sme4smartcities.core.uploads.services import deposit
from tests.security.matrix import Cast, Target

TABLE = """
address  verb  target | visitor member colleague manager verified coordinator operator
livez    GET   -      | 200     200    200       200     200      200         200
readyz   GET   -      | 200     200    200       200     200      200         200
healthz  GET   -      | 503     503    503       503     503      503         503
file     GET   gone   | 404     404    404       404     404      404         404
file     GET   shown  | 200     200    200       200     200      200         200
file     GET   inner  | 404     200    200       200     200      200         200
# nothing says who may read it; the scanner has not seen it
file     GET   closed | 404     404    404       404     404      404         404
file     GET   fresh  | 404     404    404       404     404      404         404
api_docs GET   -      | 200     200    200       200     200      200         200
api:openapi-json GET - | 200    200    200       200     200      200         200
"""


def targets(cast: Cast) -> dict[str, Target]:
    return {
        "gone": Target(args=("no-such-key", "plan.pdf")),
        "shown": _file(Audience.PUBLIC),
        "inner": _file(Audience.MEMBERS),
        "closed": _file(Audience.RESTRICTED),
        "fresh": _file(Audience.PUBLIC, State.PENDING),
    }


def _file(audience: str, state: str = State.READY) -> Target:
    made = deposit(
        actor=SYSTEM,
        content=BytesIO(b"name\n"),
        name="table",
        media_type=CSV,
        kind=SPREADSHEET,
        subject=Subject("house", 7),
        audience=audience,
    )
    StoredFile.objects.filter(pk=made.pk).update(state=state)
    return Target(args=(made.key, made.served_as))
