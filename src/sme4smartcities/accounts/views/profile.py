"""The page of a member, and the form behind it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sme4smartcities.accounts import services
from sme4smartcities.accounts.assurance import member_of
from sme4smartcities.accounts.forms import ProfileForm, SettingsForm
from sme4smartcities.accounts.queries import person_for, photo_of, profile_of
from sme4smartcities.core.errors import Conflict, Refused
from sme4smartcities.core.mail.bounces import is_stopped


def person(request: HttpRequest, number: int) -> HttpResponse:
    found = person_for(request.user, number)
    if found is None:
        raise Http404
    return render(request, "accounts/person.html", {"person": found, **found.fields})


def profile_edit(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    profile = profile_of(member)
    form = ProfileForm(
        request.POST or None,
        request.FILES or None,
        profile=profile,
        language=(get_language() or "en").split("-")[0],
    )
    conflict: Conflict | None = None
    if request.method == "POST" and form.is_valid():
        try:
            services.change_profile(
                actor=member,
                change=form.change(),
                revision=form.cleaned_data["revision"],
                texts=form.texts(),
            )
        except Refused as refusal:
            form.add_error("photo", str(refusal.message))
        except Conflict as error:
            conflict = error
            form.see_both_texts(profile.revision)
        else:
            messages.success(request, _("Your profile is saved."))
            return redirect("accounts:profile_edit")
    context = {"form": form, "photo": photo_of(member), "conflict": conflict}
    status = 409 if conflict else 200
    return render(request, "accounts/profile_edit.html", context, status=status)


def settings(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    suggested = request.GET.get("zone", "")
    form = SettingsForm(request.POST or None, member=member, suggested=suggested)
    if request.method == "POST" and form.is_valid():
        services.change_settings(actor=member, **form.cleaned_data)
        messages.success(request, _("Your settings are saved."))
        return redirect("accounts:settings")
    context = {"form": form, "unreachable": is_stopped(member.email)}
    return render(request, "accounts/settings.html", context)


@require_POST
def try_address(request: HttpRequest) -> HttpResponse:
    """Send a mail to an address from which mail came back."""
    services.try_address_again(actor=member_of(request))
    messages.success(request, _("A mail is on its way to your address."))
    return redirect("accounts:settings")
