"""Tables of organisations: brought by coordinators alone, taken away by everybody as they see it."""

from django.core.files.base import ContentFile

from sme4smartcities.organisations.exchange.models import Export, Import, ImportRow, ImportState
from tests.security.matrix import Cast, Target


class SameFile(ContentFile):
    """A file that each sender reads from the start."""

    def read(self, *args: int) -> bytes:
        self.seek(0)
        content: bytes = super().read(*args)
        return content


TABLE = """
address                  verb  target  | visitor member colleague manager verified coordinator operator
exchange:imports         GET   -       | login   403    403       403     403      200         403
exchange:contacts        GET   -       | login   403    403       403     403      200         403
exchange:contacts        POST  file    | login   403    403       403     403      go          403
exchange:imports         POST  file    | login   403    403       403     403      go          403
exchange:table           GET   ready   | login   404    404       404     404      200         404
exchange:table           GET   asking  | login   404    404       404     404      200         404
exchange:table           GET   none    | login   404    404       404     404      404         404
exchange:progress        GET   ready   | login   404    404       404     404      200         404
exchange:columns         GET   asking  | login   404    404       404     404      200         404
exchange:columns         POST  columns | login   404    404       404     404      go          404
exchange:twins           GET   ready   | login   405    405       405     405      405         405
exchange:twins           POST  ready   | login   404    404       404     404      go          404
exchange:confirm         GET   ready   | login   405    405       405     405      405         405
exchange:confirm         POST  ready   | login   404    404       404     404      go          404
exchange:again           POST  ready   | login   404    404       404     404      go          404
exchange:discard         POST  ready   | login   404    404       404     404      go          404
exchange:table           GET   theirs  | login   200    404       404     404      200         404
exchange:confirm         POST  theirs  | login   403    404       404     404      go          404
exchange:discard         POST  theirs  | login   go     404       404     404      go          404
exchange:problems        GET   theirs  | login   200    404       404     404      200         404
exchange:table           GET   lent    | login   404    404       404     404      200         404
exchange:problems        GET   ready   | login   404    404       404     404      200         404
exchange:exports         GET   -       | login   200    200       200     200      200         200
exchange:exports         POST  plain   | login   go     go        go      go       go          go
exchange:export_progress GET   own     | login   200    404       404     404      404         404
exchange:table_now       GET   csv     | 200     200    200       200     200      200         200
exchange:table_now       GET   pdf     | 404     404    404       404     404      404         404
"""


def targets(cast: Cast) -> dict[str, Target]:
    def table(state: str, about: str = "organisations", by: str = "coordinator") -> Import:
        made = Import.objects.create(
            about=about,
            member=cast[by],
            file_name="a.csv",
            texts_in="en",
            language="en",
            state=state,
            header=["name", "kind"],
            mapping=["name", "kind"],
        )
        ImportRow.objects.create(table=made, number=2, cells=["Acequia", "sme"])
        return made

    ready, asking = table(ImportState.READY), table(ImportState.COLUMNS)
    theirs = table(ImportState.READY, "challenges", "member")
    own = Export.objects.create(member=cast["member"], format="csv", language="en")
    return {
        "file": Target(
            data={"file": SameFile(b"name,kind\nAcequia,sme\n", "a.csv"), "language": "en"}
        ),
        "ready": Target(args=(ready.pk,)),
        "asking": Target(args=(asking.pk,)),
        "columns": Target(args=(asking.pk,), data={"column_0": "name", "column_1": "kind"}),
        "theirs": Target(args=(theirs.pk,)),  # brought by one who may not open challenges any more
        "lent": Target(args=(table(ImportState.READY, by="member").pk,)),
        "none": Target(args=(99_999,)),
        "plain": Target(data={"format": "csv"}),
        "own": Target(args=(own.pk,)),
        "csv": Target(args=("csv",)),
        "pdf": Target(args=("pdf",)),
    }
