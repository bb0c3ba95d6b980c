"""The pages that say no; what needs a broken house stands in tests/journeys/test_refusals.py."""

from sme4smartcities.core import limits
from tests.journeys.visits import Visit, fixed
from tests.journeys.visits.stage import Stage

TOO_MUCH = "x" * 2_600_000  # more than DATA_UPLOAD_MAX_MEMORY_SIZE


def _tired(stage: Stage) -> tuple[str]:
    """Somebody who fetched as many tables as an hour allows."""
    for _ in range(20):
        limits.take("export", key=str(stage.member("newcomer").pk), limit=20, per=3600)
    return ("csv",)


VISITS = (
    Visit(address="organisations:objection", state="400", on=fixed("crooked"), status=400),
    Visit(address="exchange:imports", state="403", who="stranger", status=403),
    Visit(address="web:about_page", state="404", on=fixed("nowhere"), status=404),
    Visit(address="account_login", state="413", sends={"login": TOO_MUCH}, status=413),
    Visit(address="exchange:table_now", state="429", who="newcomer", on=_tired, status=429),
    Visit(
        address="accounts:leave",
        state="409",
        via="accounts:data",
        who="coordinator",
        sends={},
        status=409,
    ),
)
