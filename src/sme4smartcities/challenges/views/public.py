"""What everybody reads: the list of challenges and the page of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.jsonld import described
from sme4smartcities.challenges.models import State
from sme4smartcities.challenges.policies import (
    is_outsider,
    is_writer,
    may_follow,
    may_remove,
    takes_questions,
)
from sme4smartcities.challenges.queries.challenges import (
    challenge_page,
    documents_for,
    may_open,
)
from sme4smartcities.challenges.queries.listing import asked_of, listing
from sme4smartcities.challenges.queries.story import story_of, thread_of
from sme4smartcities.challenges.queries.support import (
    may_support_with,
    similar_to,
    supporters_of,
)
from sme4smartcities.challenges.queries.talk import follower_of, questions_of
from sme4smartcities.challenges.queries.versions import (
    changed_in,
    versions_of,
)
from sme4smartcities.challenges.services import mark_seen
from sme4smartcities.challenges.views.lookup import challenge_or_404
from sme4smartcities.core.etags import conditional
from sme4smartcities.core.paging import number_from
from sme4smartcities.core.panels import shared_with_panels
from sme4smartcities.core.thread import told_of
from sme4smartcities.organisations.jsonld import script


@require_safe
@conditional
def challenge_list(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request.GET)
    found = listing(asked, number_from(request.GET.get("page")))
    context = {"found": found, "asked": asked, "may_open": may_open(request.user)}
    return render(request, "challenges/challenge_list.html", context)


@require_safe
@conditional
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the problem, who suffers, the goal and the terms, and where it stands."""
    with shared_with_panels(request):
        found = challenge_or_404(request, pk)
        told = told_of(request.user, found.subject)
    page = challenge_page(found)
    hidden = found.state in (State.DRAFT, State.REVIEW, State.WITHDRAWN)
    reader = request.user
    writes = not found.is_record and is_writer(reader, found)
    followed = follower_of(reader, found)
    supporters = supporters_of(found, reader)
    if followed and isinstance(reader, Member):
        mark_seen(actor=reader, challenge=found)
    context = {
        "challenge": found,
        "page": page,
        "hidden": hidden,
        "documents": documents_for(reader, found),
        "writes": writes,
        "questions": questions_of(found, reader),
        "takes_questions": takes_questions(found),
        "may_ask": is_outsider(reader, found) or not reader.is_authenticated,
        "may_follow": may_follow(reader, found) or not reader.is_authenticated,
        "may_remove": may_remove(reader),
        "followed": followed,
        "supporters": supporters,
        "thread": thread_of(found, told),
        "story": story_of(found, supporters, told),
        "joins": bool(may_support_with(reader, found)),
        "similar": similar_to(found, reader) if found.is_open else [],
        "versions": getattr(found, "has_versions", False) and not hidden,
        "json_ld": script(described(found, page)),
    }
    return render(request, "challenges/challenge.html", context)


@require_safe
@conditional
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """List the versions of a challenge, and show what one of them changed."""
    found = challenge_or_404(request, pk)
    rows = versions_of(found, request.user)
    number = number_from(request.GET["v"]) if "v" in request.GET else 0
    if number not in [one.number for one in rows]:
        number = rows[0].number if rows else 0
    context = {
        "challenge": found,
        "rows": rows,
        "number": number,
        "changes": changed_in(found, request.user, rows, number),
    }
    return render(request, "challenges/versions.html", context)
