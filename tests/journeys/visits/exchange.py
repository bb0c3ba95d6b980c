"""Tables of organisations on their way in and out."""

from sme4smartcities.organisations.exchange.models import ImportState
from tests.journeys.visits import Visit
from tests.organisations.tables import a_table, an_export

COORDINATOR = {"who": "coordinator"}
VISITS = (
    Visit(address="exchange:imports", **COORDINATOR),
    Visit(address="exchange:imports", **COORDINATOR, state="no file", sends={"language": "es"}),
    Visit(address="exchange:contacts", **COORDINATOR),
    *(
        Visit(
            address="exchange:table",
            **COORDINATOR,
            state=name,
            on=lambda stage, state=state: (a_table(stage.member("coordinator"), state).pk,),
            query=query,
        )
        for name, state, query in (
            ("read", ImportState.READING, ""),
            ("columns", ImportState.COLUMNS, ""),
            ("problems", ImportState.READY, "?show=problems"),
            ("twins", ImportState.READY, "?show=twins"),
            ("fine", ImportState.READY, "?show=fine"),
            ("entered", ImportState.DONE, ""),
            ("failed", ImportState.FAILED, ""),
        )
    ),
    Visit(
        address="exchange:columns",
        **COORDINATOR,
        state="twice the same",
        on=lambda stage: (a_table(stage.member("coordinator"), ImportState.COLUMNS).pk,),
        sends={"column_0": "name", "column_1": "name"},
    ),
    Visit(address="exchange:exports", who="stranger"),
    Visit(
        address="exchange:exports",
        who="newcomer",
        on=lambda stage: (an_export(stage.member("newcomer")), ())[1],
    ),
    Visit(address="exchange:exports", **COORDINATOR, state="no format", sends={"format": ""}),
)
