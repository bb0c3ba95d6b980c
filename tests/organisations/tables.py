"""Tables on their way in and out, as a page shows them."""

from sme4smartcities.accounts.models import Member
from sme4smartcities.organisations.exchange.models import Export, Import, ImportRow, ImportState
from tests.organisations.cast import make_organisation


def a_table(actor: Member | None, state: ImportState = ImportState.READY) -> Import:
    """One with a row of each kind."""
    twin = make_organisation("Acequia Labs")
    table = Import.objects.create(
        member=actor,
        file_name="ciudades y empresas.csv",
        texts_in="es",
        language="en",
        state=state,
        header=["name", "kind", "territory"],
        mapping=["name", "kind", "territory"],
        done=1,
        total=3,
        message="The file is empty." if state == ImportState.FAILED else "",
    )
    wrong = [{"column": "kind", "text": "“planet” is not in our list."}]
    like = [{"reason": "name", "organisation": twin.pk}, {"reason": "website", "row": 2}]
    ImportRow.objects.bulk_create(
        [
            ImportRow(table=table, number=2, cells=["Noria", "sme", "Murcia"]),
            ImportRow(
                table=table, number=3, cells=["Bad", "planet"], problems=wrong, has_problems=True
            ),
            ImportRow(table=table, number=4, cells=["בלדיה", "city"], twins=like, has_twins=True),
        ]
    )
    return table


def an_export(actor: Member | None) -> Export:
    assert actor is not None
    Export.objects.create(member=actor, format="csv", language="en", file_url="/files/a/b.csv")
    return Export.objects.create(member=actor, format="xlsx", language="en", done=20, total=90)
