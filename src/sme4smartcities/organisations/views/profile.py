"""An organisation's page, and the pages on which its managers write it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sme4smartcities.core.drafting import slot, typed
from sme4smartcities.core.errors import Conflict
from sme4smartcities.core.etags import conditional
from sme4smartcities.organisations.forms.section import SectionForm
from sme4smartcities.organisations.forms.sections import SECTIONS, WorkForm
from sme4smartcities.organisations.jsonld import described, script
from sme4smartcities.organisations.models import Organisation, ProfileDraft
from sme4smartcities.organisations.policies import (
    is_among,
    is_coordinator,
    may_ask_to_join,
    may_manage,
    may_write_to,
)
from sme4smartcities.organisations.queries.contacts import contacts_of
from sme4smartcities.organisations.queries.drafts import draft_of
from sme4smartcities.organisations.queries.merging import entries_merged_into
from sme4smartcities.organisations.queries.organisations import (
    is_stale,
    merged_into,
    missing_parts,
    organisation_for,
    own_organisations,
    statements_of,
    where_is,
)
from sme4smartcities.organisations.queries.people import (
    claimable_by,
    invitations_for,
    requests_of,
    shown_people,
)
from sme4smartcities.organisations.services import profile
from sme4smartcities.organisations.views.lookup import (
    directory_url,
    managed_or_refused,
    member,
)
from sme4smartcities.vocabularies.queries import term_with_id

SAVE: dict[str, Any] = {
    "basics": profile.edit_basics,
    "work": profile.edit_work,
    "capabilities": profile.edit_capabilities,
    "credentials": profile.edit_credentials,
}
WIZARD = ("work", "capabilities", "credentials")
LANGUAGES = ("en", "es", "it", "fr", "he", "ar")


@require_GET
@conditional
def organisation(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    found: Any = organisation_for(request.user, pk)
    if found is None:
        if target := merged_into(request.user, pk):
            return redirect(target, permanent=True)
        raise Http404
    if slug != found.slug:
        return redirect(found, permanent=True)
    statements, places = statements_of(found), where_is(found)
    kind = term_with_id(found.kind_id)
    actor = request.user
    context = {
        "organisation": found,
        "kind": kind,
        "size": term_with_id(found.size_id),
        "statements": statements,
        "places": places,
        "people": shown_people(actor, found),
        "contacts": contacts_of(actor, found) if actor.is_authenticated else [],
        "is_coordinator": is_coordinator(actor),
        "merged": entries_merged_into(actor, found) if is_coordinator(actor) else [],
        "directory_url": directory_url(),
        "manages": may_manage(actor, found),
        "among": is_among(actor, found),
        "may_write": may_write_to(actor, found) and found.managed,
        "may_join": may_ask_to_join(actor, found) and found.managed,
        "stale": is_stale(found),
        "missing": missing_parts(found, statements) if may_manage(actor, found) else [],
        "json_ld": script(described(found, kind.code if kind else "", places)),
    }
    return render(request, "organisations/organisation.html", context)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The organisations one works for, is invited to, asked to join or could take charge of."""
    actor = member(request)
    context = {
        "own": own_organisations(actor),
        "claimable": claimable_by(actor),
        "invitations": invitations_for(actor),
        "requests": requests_of(actor),
    }
    return render(request, "organisations/mine.html", context)


def edit(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Edit one section; a draft that was not saved waits in the fields."""
    return _section(request, pk, section, wizard=False)


def welcome(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """The same sections one after the other, each of which may be left out."""
    if section not in WIZARD:
        raise Http404
    return _section(request, pk, section, wizard=True)


def _section(request: HttpRequest, pk: int, section: str, *, wizard: bool) -> HttpResponse:
    if section not in SECTIONS:
        raise Http404
    found = managed_or_refused(request, pk, whole=True)
    language = _language(request)
    if request.method == "POST":
        form = _form(section, found, language, data=request.POST)
        if request.POST.get("act") == "draft":
            _keep(request, found, section, language)
            messages.success(request, _("Kept as a draft. Only you can read it."))
            return redirect(request.get_full_path())
        if form.is_valid():
            try:
                SAVE[section](
                    actor=request.user,
                    organisation=found,
                    values=form.values(),
                    revision=form.cleaned_data["revision"],
                    texts=form.texts(),
                )
            except Conflict as conflict:
                return _page(request, found, form, language, wizard=wizard, conflict=conflict)
            messages.success(request, _("Saved."))
            return redirect(_next(found, section, wizard=wizard))
        return _page(request, found, form, language, wizard=wizard)
    draft = draft_of(member(request), found, _slot(section, language))
    form = _form(section, found, language, draft=draft)
    return _page(request, found, form, language, wizard=wizard, draft=draft)


def _language(request: HttpRequest) -> str:
    """Say in which language the texts are being written: the one asked for, else the reader's."""
    asked = request.GET.get("text", "")
    return asked if asked in LANGUAGES else (get_language() or "en")


def _slot(section: str, language: str) -> str:
    """Name the draft: texts of each language have their own."""
    return slot(section, language) if section == "work" else section


def _form(
    section: str,
    found: Organisation,
    language: str,
    *,
    data: Any = None,
    draft: ProfileDraft | None = None,
) -> Any:
    kind = SECTIONS[section]
    more: dict[str, Any] = {"language": language} if kind is WorkForm else {}
    start = kind.start_of(found, language)  # type: ignore[attr-defined]
    if draft:
        more["initial"] = draft.initial
    return kind(data, start=start, **more)


def _keep(request: HttpRequest, found: Organisation, section: str, language: str) -> None:
    form = _form(section, found, language)
    profile.keep_draft(
        actor=member(request),
        organisation=found,
        section=_slot(section, language),
        **typed(form, request.POST, found.revision),
    )


def _page(
    request: HttpRequest,
    found: Organisation,
    form: SectionForm,
    language: str,
    *,
    wizard: bool,
    draft: ProfileDraft | None = None,
    conflict: Conflict | None = None,
) -> HttpResponse:
    if conflict:
        form.see_both_texts(found.revision)
    context = {
        "organisation": found,
        "form": form,
        "section": form.slug,
        "sections": [(slug, kind.title) for slug, kind in SECTIONS.items()],
        "language_of_text": language,
        "text_languages": LANGUAGES,
        "draft": draft,
        "conflict": conflict,
        "wizard": wizard,
        "step": WIZARD.index(form.slug) + 1 if wizard else 0,
        "steps": len(WIZARD),
        "next_url": _next(found, form.slug, wizard=wizard),
    }
    return render(request, "organisations/edit.html", context, status=409 if conflict else 200)


def _next(found: Organisation, section: str, *, wizard: bool) -> str:
    if wizard and section != WIZARD[-1]:
        following = WIZARD[WIZARD.index(section) + 1]
        return reverse("organisations:welcome", args=(found.pk, following))
    return found.get_absolute_url()


@require_POST
def draft(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Keep what stands in the fields while somebody writes; answers with the words "Kept at 10:42"."""
    if section not in SECTIONS:
        raise Http404
    found = managed_or_refused(request, pk)
    _keep(request, found, section, _language(request))
    return render(request, "core/_kept.html")


@require_POST
def discard(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Throw a draft away and start from what is saved."""
    if section not in SECTIONS:
        raise Http404
    found = managed_or_refused(request, pk)
    held = _slot(section, _language(request))
    profile.drop_draft(actor=member(request), organisation=found, section=held)
    return redirect(
        f"{reverse('organisations:edit', args=(pk, section))}?{request.GET.urlencode()}"
    )


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """One click: the profile is still right."""
    found = managed_or_refused(request, pk)
    profile.confirm_profile(actor=request.user, organisation=found)
    messages.success(request, _("Thank you. We ask again in a year."))
    return redirect(found)
