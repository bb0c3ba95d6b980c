"""Contacts who are no members: the coordinator's pages, and the page on which a contact says no."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from sme4smartcities.core.errors import Conflict
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.paging import number_from, page_of
from sme4smartcities.core.spreadsheets import write_csv, write_json, write_xlsx
from sme4smartcities.organisations.forms.contacts import ContactForm, SuppressForm
from sme4smartcities.organisations.models import Contact
from sme4smartcities.organisations.policies import may_keep_contacts
from sme4smartcities.organisations.queries.contacts import (
    HEADER,
    contact_for,
    contacts_for,
    known_roles,
    notices_by_post,
    row_of,
)
from sme4smartcities.organisations.services import contacts as service
from sme4smartcities.organisations.services.letters import notice_of
from sme4smartcities.organisations.services.objecting import object_by_link, read_token
from sme4smartcities.organisations.views.lookup import organisation_or_404

WRITERS: dict[str, Any] = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        write_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "json": (write_json, "application/json"),
}


@require_GET
def contacts(request: HttpRequest) -> HttpResponse:
    page = page_of(contacts_for(request.user), number_from(request.GET.get("page")), 50)
    context = {"page": page, "by_post": notices_by_post()[:20], "form": SuppressForm()}
    return render(request, "organisations/contacts/list.html", context)


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a contact of an organisation."""
    found = organisation_or_404(request, pk)
    form = ContactForm(request.POST or None, roles=known_roles())
    if request.method == "POST" and form.is_valid():
        made = service.add_contact(
            actor=request.user,
            values=form.values(found),
            audiences=form.cleaned_data["audiences"],
        )
        messages.success(request, _("Kept. The person is told within a month."))
        return redirect(reverse("organisations:contact", args=(made.pk,)))
    context = {"organisation": found, "form": form}
    return render(request, "organisations/contacts/form.html", context)


def _contact(request: HttpRequest, pk: int) -> Contact:
    return or_404(contact_for(request.user, pk))


@require_GET
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    found = _contact(request, pk)
    with translation.override(found.language):
        letter_url = reverse("organisations:contact_letter", args=(pk,))
    context = {
        "contact": found,
        "letter_url": letter_url,  # in the language of its reader, not of who prints it
        "is_coordinator": may_keep_contacts(request.user),
    }
    return render(request, "organisations/contacts/detail.html", context)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = _contact(request, pk)
    form = ContactForm(
        request.POST or None, roles=known_roles(), initial=ContactForm.start_of(found)
    )
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            service.edit_contact(
                actor=request.user,
                contact=found,
                values=form.values(found.organisation),
                audiences=form.cleaned_data["audiences"],
                revision=form.cleaned_data["revision"],
            )
        except Conflict as error:
            conflict = error
            form.see_both_texts(found.revision)
        else:
            messages.success(request, _("Saved."))
            return redirect(reverse("organisations:contact", args=(pk,)))
    context = {
        "organisation": found.organisation,
        "contact": found,
        "form": form,
        "conflict": conflict,
    }
    status = 409 if conflict else 200
    return render(request, "organisations/contacts/form.html", context, status=status)


@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    service.invite_contact(actor=request.user, contact=_contact(request, pk))
    messages.success(request, _("The invitation is on its way. It is the only one."))
    return redirect(reverse("organisations:contact", args=(pk,)))


@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice as a letter, to print and post where there is no e-mail address."""
    found = _contact(request, pk)
    lines = [line.strip() for line in settings.OPERATOR_ADDRESS.split(";") if line.strip()]
    context = {
        "contact": found,
        **notice_of(found),
        "operator_name": settings.OPERATOR_NAME,
        "operator_lines": lines,
        "contact_email": settings.CONTACT_EMAIL,
    }
    return render(request, "organisations/contacts/letter.html", context)


@require_POST
def posted(request: HttpRequest, pk: int) -> HttpResponse:
    service.note_letter(actor=request.user, contact=_contact(request, pk))
    messages.success(request, _("Noted: the letter was sent."))
    return redirect(reverse("organisations:contact", args=(pk,)))


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a contact; on request of the person, for good."""
    found = _contact(request, pk)
    if request.method == "POST":
        asked = "asked" in request.POST
        (service.forget_contact if asked else service.delete_contact)(
            actor=request.user, contact=found
        )
        messages.success(request, _("The contact is deleted."))
        return redirect(reverse("organisations:contacts"))
    return render(request, "organisations/contacts/delete.html", {"contact": found})


@require_POST
def keep_away(request: HttpRequest) -> HttpResponse:
    """Put an address on the list of those never to be kept or written to."""
    form = SuppressForm(request.POST)
    if form.is_valid():
        service.keep_address_away(actor=request.user, address=form.cleaned_data["email"])
        messages.success(request, _("This address is never kept or written to again."))
    else:
        messages.error(request, _("Write an e-mail address, for example office@city.example."))
    return redirect(reverse("organisations:contacts"))


@reauthentication_required
def export(request: HttpRequest) -> HttpResponse:
    """Take the contacts out as a file; asks who it is first, and is noted."""
    rows = contacts_for(request.user)
    format = request.POST.get("format", "")
    if request.method == "POST" and format in WRITERS:
        table = [row_of(contact) for contact in rows]
        service.record_export(actor=request.user, contacts=len(table), format=format)
        write, media_type = WRITERS[format]
        answer = HttpResponse(write(HEADER, table).read(), content_type=media_type)
        answer["Content-Disposition"] = f'attachment; filename="contacts.{format}"'
        answer["Cache-Control"] = "no-store"
        return answer
    context = {"total": rows.count(), "formats": list(WRITERS)}
    return render(request, "organisations/contacts/export.html", context)


@csrf_exempt
def objection(request: HttpRequest, token: str) -> HttpResponse:
    """Say no by the link of a mail: opening it changes nothing, the button (or the mail program's
    own, RFC 8058) does. The word in the link is the secret, so no session is asked for."""
    read_token(token)
    if request.method == "POST":
        object_by_link(token=token)
        return render(request, "organisations/contacts/objected.html")
    return render(request, "organisations/contacts/objection.html")
