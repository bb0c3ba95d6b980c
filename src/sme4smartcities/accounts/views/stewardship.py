"""The coordinator's pages: who is here, with which role, who is invited, who is blocked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sme4smartcities.accounts import queries, services
from sme4smartcities.accounts.assurance import is_fresh
from sme4smartcities.accounts.forms.stewardship import (
    BlockForm,
    InvitationForm,
    MemberFilter,
    RoleForm,
)
from sme4smartcities.accounts.models import Member
from sme4smartcities.accounts.views.data import prove_again
from sme4smartcities.core.errors import PlatformError
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.paging import number_from, page_of


def member_list(request: HttpRequest) -> HttpResponse:
    form = MemberFilter(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    rows = queries.members_like(
        request.user,
        words=asked.get("q", ""),
        role=asked.get("role", ""),
        standing=asked.get("standing", ""),
    )
    page = page_of(rows, number_from(request.GET.get("page")), 25)
    return render(request, "accounts/member_list.html", {"page": page, "form": form})


def member_detail(request: HttpRequest, number: int) -> HttpResponse:
    return _detail(request, _member(request, number), RoleForm(), BlockForm())


def _detail(
    request: HttpRequest, member: Member, role_form: RoleForm, block_form: BlockForm
) -> HttpResponse:
    context = {
        "member": member,
        "history": queries.history_of(request.user, member),
        "role_form": role_form,
        "block_form": block_form,
    }
    return render(request, "accounts/member_detail.html", context)


def _member(request: HttpRequest, number: int) -> Member:
    return or_404(queries.all_members(request.user).filter(pk=number).first())


@require_POST
def role_grant(request: HttpRequest, number: int) -> HttpResponse:
    member, form = _member(request, number), RoleForm(request.POST)
    if not is_fresh(request):
        return prove_again(request, "accounts:member_detail", number)
    if not form.is_valid():
        return _detail(request, member, form, BlockForm())
    services.grant_role(actor=request.user, member=member, role=form.cleaned_data["role"])
    messages.success(request, _("The role is given."))
    return redirect("accounts:member_detail", number)


@require_POST
def role_revoke(request: HttpRequest, number: int) -> HttpResponse:
    member, form = _member(request, number), RoleForm(request.POST)
    if not is_fresh(request):
        return prove_again(request, "accounts:member_detail", number)
    if form.is_valid():
        services.revoke_role(actor=request.user, member=member, role=form.cleaned_data["role"])
        messages.success(request, _("The role is taken away."))
    return redirect("accounts:member_detail", number)


@require_POST
def member_block(request: HttpRequest, number: int) -> HttpResponse:
    member, form = _member(request, number), BlockForm(request.POST)
    if not form.is_valid():
        return _detail(request, member, RoleForm(), form)
    services.block_member(actor=request.user, member=member, reason=form.cleaned_data["reason"])
    messages.success(request, _("The account is blocked and its owner was told why."))
    return redirect("accounts:member_detail", number)


@require_POST
def member_unblock(request: HttpRequest, number: int) -> HttpResponse:
    services.unblock_member(actor=request.user, member=_member(request, number))
    messages.success(request, _("The account is open again."))
    return redirect("accounts:member_detail", number)


def invitation_list(request: HttpRequest) -> HttpResponse:
    """Show what was sent, and send another one."""
    form = InvitationForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        try:
            services.invite(actor=request.user, **form.cleaned_data)
        except PlatformError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("accounts:invitation_list")
    sent = queries.invitations_sent(request.user)
    return render(request, "accounts/invitation_list.html", {"form": form, "sent": sent})


@require_POST
def invitation_revoke(request: HttpRequest, number: int) -> HttpResponse:
    invitation = queries.invitation_named(request.user, number)
    if invitation is None:
        raise Http404
    services.revoke_invitation(actor=request.user, invitation=invitation)
    messages.success(request, _("The invitation is closed."))
    return redirect("accounts:invitation_list")


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show a guest what the link offers; accepting is a button, since scanners follow links."""
    found = queries.invitation_by(token)
    if request.method == "POST" and request.user.is_authenticated:
        services.accept_invitation(actor=request.user, token=token)
        messages.success(request, _("Welcome. Your invitation is accepted."))
        return redirect("web:desk")
    context = {"invitation": found, "mine": found and found.email == _address(request)}
    return render(request, "accounts/invitation.html", context, status=200 if found else 404)


def _address(request: HttpRequest) -> str:
    return request.user.email if request.user.is_authenticated else ""
