"""Messages to organisations: the inbox, a conversation, and what to do about a bad one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sme4smartcities.core.conversing import ReplyForm
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.paging import number_from, page_of
from sme4smartcities.organisations.forms.relay import (
    MessageForm,
    ReportForm,
    SettleForm,
)
from sme4smartcities.organisations.models import Conversation
from sme4smartcities.organisations.policies import may_reply, may_write_to, speaks_for
from sme4smartcities.organisations.queries.relay import (
    conversation_for,
    conversations_of,
    is_blocked,
    messages_of,
    open_report,
    open_reports,
    workplaces,
)
from sme4smartcities.organisations.services import relay
from sme4smartcities.organisations.views.lookup import member, organisation_or_404


def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the managers of an organisation."""
    found = organisation_or_404(request, pk)
    if not may_write_to(request.user, found) or not found.managed:  # type: ignore[attr-defined]
        return render(request, "organisations/no_messages.html", {"organisation": found})
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begun = relay.write_to_organisation(
            actor=member(request), organisation=found, **form.cleaned_data
        )
        messages.success(
            request, _("Your message is on its way. The answer comes here and by mail.")
        )
        return redirect(reverse("organisations:conversation", args=(begun.pk,)))
    return render(request, "organisations/write.html", {"organisation": found, "form": form})


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    rows = conversations_of(request.user)
    page = page_of(rows, number_from(request.GET.get("page")))
    return render(request, "organisations/inbox.html", {"page": page})


def _conversation(request: HttpRequest, pk: int) -> Conversation:
    return or_404(conversation_for(request.user, pk))


def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a conversation and answer."""
    found = _conversation(request, pk)
    takes_part = may_reply(request.user, found)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        relay.reply(actor=member(request), conversation=found, text=form.cleaned_data["text"])
        return redirect(f"{reverse('organisations:conversation', args=(pk,))}#last")
    if takes_part:
        relay.mark_read(actor=member(request), conversation=found)
    outward = speaks_for(request.user, found)
    context = {
        "conversation": found,
        "messages_in_order": messages_of(found),
        "form": form,
        "takes_part": takes_part,
        "outward": outward,
        "workplaces": workplaces(found.member),
        "blocked": outward and is_blocked(found.member, found.organisation),
    }
    return render(request, "organisations/conversation.html", context)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    relay.close_conversation(actor=member(request), conversation=_conversation(request, pk))
    messages.success(request, _("The conversation is closed."))
    return redirect(reverse("organisations:conversation", args=(pk,)))


@require_POST
def block(request: HttpRequest, pk: int) -> HttpResponse:
    relay.block_sender(actor=member(request), conversation=_conversation(request, pk))
    messages.success(request, _("This person can no longer write to your organisation."))
    return redirect(reverse("organisations:conversation", args=(pk,)))


@require_POST
def unblock(request: HttpRequest, pk: int) -> HttpResponse:
    relay.unblock_sender(actor=member(request), conversation=_conversation(request, pk))
    messages.success(request, _("This person can write to your organisation again."))
    return redirect(reverse("organisations:conversation", args=(pk,)))


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a conversation to the coordinator."""
    found = _conversation(request, pk)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        relay.report_conversation(actor=member(request), conversation=found, **form.cleaned_data)
        messages.success(request, _("The coordinator looks at it. The other side is not told."))
        return redirect(reverse("organisations:conversation", args=(pk,)))
    context = {"conversation": found, "form": form}
    return render(request, "organisations/report.html", context)


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    page = page_of(open_reports(request.user), number_from(request.GET.get("page")))
    return render(request, "organisations/reports.html", {"page": page})


def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a reported conversation and decide."""
    found = open_report(request.user, pk)
    if found is None:
        raise Http404
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        relay.settle_report(
            actor=member(request), report=found, outcome=form.cleaned_data["outcome"]
        )
        messages.success(request, _("The report is settled."))
        return redirect(reverse("organisations:reports"))
    context = {
        "report": found,
        "conversation": found.conversation,
        "messages_in_order": messages_of(found.conversation),
        "workplaces": workplaces(found.conversation.member),
        "form": form,
    }
    return render(request, "organisations/settle.html", context)
