"""Register, and confirm a mailbox."""

from typing import Any

from allauth.account.internal.flows.email_verification import (
    send_verification_email_to_address,
    verify_email_and_resume,
)
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import EmailConfirmationHMAC, Login
from allauth.account.stages import EmailVerificationStage, LoginStageController
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import SignupView
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from sme4smartcities.accounts.forms import MailboxPasswordForm
from sme4smartcities.accounts.queries import address_of_old_link


class SignUp(SignupView):
    def form_valid(self, form: Any) -> HttpResponse:
        """Register in one transaction, whatever comes of it: one commit takes one time."""
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
        return response


def registered_here(request: HttpRequest, member: Any) -> bool:
    """Say whether this browser is the one that registered, or is signed in as this member."""
    if request.user.is_authenticated:
        return request.user == member
    stage = LoginStageController.enter(request, EmailVerificationStage.key)
    return bool(stage and stage.login.user and stage.login.user.pk == member.pk)


@never_cache
@sensitive_post_parameters("password")
def confirm_email(request: HttpRequest, key: str) -> HttpResponseBase:
    """Confirm a mailbox: by a button, since mail scanners open every link."""
    confirmation = EmailConfirmationHMAC.from_key(key)
    if confirmation is None:
        return _old_link(request, key)
    member = confirmation.email_address.user
    here = registered_here(request, member)
    form = None if here else MailboxPasswordForm(request.POST or None, member=member)
    if request.method == "POST" and (form is None or form.is_valid()):
        return _confirm(request, confirmation, by_password=form is not None)
    context = {"email": confirmation.email_address.email, "form": form}
    return render(request, "account/email_confirm.html", context)


def _confirm(
    request: HttpRequest, confirmation: EmailConfirmationHMAC, *, by_password: bool
) -> HttpResponseBase:
    address, response = verify_email_and_resume(request, confirmation)
    if address is None:
        messages.error(request, _("Another account uses this address by now. Choose another one."))
        return redirect("account_login")
    if response:
        return response
    goal = get_next_redirect_url(request)
    if by_password:
        login = Login(user=address.user, email=address.email, redirect_url=goal)
        return perform_password_login(request, {"email": address.email}, login)
    if request.user.is_authenticated:
        return redirect(goal or "web:desk")
    return redirect("account_login")


def _old_link(request: HttpRequest, key: str) -> HttpResponseBase:
    """Offer a new link where the old one ran out."""
    address = address_of_old_link(key)
    if request.method == "POST" and address is not None:
        send_verification_email_to_address(
            request, address, signup=address.user.confirmed_at is None
        )
        return redirect("account_email_verification_sent")
    return render(request, "account/email_confirm_old.html", {"can_renew": address is not None})
