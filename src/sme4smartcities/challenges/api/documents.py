"""Documents beside a challenge, for programs: listed, sent through the upload door, removed."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import File, Form, Path, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from sme4smartcities.challenges.api.lookup import Language, found
from sme4smartcities.challenges.api.shape import DocumentOut, document
from sme4smartcities.challenges.queries.challenges import attachments_of, documents_for
from sme4smartcities.challenges.services import attach, detach
from sme4smartcities.core.endpoints import Input, Number, conditional

router = Router(tags=["challenges"])


class DocumentIn(Input):
    """``title`` says in a few words, in ``language``, what the file is."""

    title: Annotated[str, Field(min_length=1, max_length=120)]
    language: Language


@router.get("/{number}/documents", response=list[DocumentOut], url_name="challenge_documents")
@conditional
def document_list(request: HttpRequest, number: Path[Number]) -> list[dict[str, Any]]:
    """List the documents that you may take, with the addresses of their files."""
    return [document(one) for one in documents_for(request.user, found(request, number))]


@router.post("/{number}/documents", response={201: DocumentOut}, url_name="challenge_documents")
def document_add(
    request: HttpRequest, number: Path[Number], values: Form[DocumentIn], file: File[UploadedFile]
) -> Status[Any]:
    """Add a document as multipart form data: PDF, office formats or text, up to 25 MB."""
    made = attach(
        actor=request.user,
        challenge=found(request, number),
        upload=file,
        title=values.title,
        language=values.language,
    )
    return Status(201, document(made))


@router.delete("/{number}/documents/{one}", response={204: None}, url_name="challenge_document")
def document_remove(request: HttpRequest, number: Path[Number], one: Path[Number]) -> Status[None]:
    """Take a document and its file away; versions of the challenge still name it."""
    rows = attachments_of(found(request, number))
    row = next((each for each in rows if each.pk == one), None)
    if row is None:
        raise Http404
    detach(actor=request.user, attachment=row)
    return Status(204, None)
