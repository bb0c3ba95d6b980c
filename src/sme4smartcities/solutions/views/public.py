"""What everybody reads of solutions."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sme4smartcities.core.etags import conditional
from sme4smartcities.core.paging import number_from
from sme4smartcities.core.thread import leading_on, told_of
from sme4smartcities.organisations.jsonld import script
from sme4smartcities.solutions.jsonld import described
from sme4smartcities.solutions.policies import may_edit
from sme4smartcities.solutions.queries import asked, comparing
from sme4smartcities.solutions.queries.answers import answered_by
from sme4smartcities.solutions.queries.catalogue import results
from sme4smartcities.solutions.queries.deployments import sites
from sme4smartcities.solutions.queries.parts import used
from sme4smartcities.solutions.queries.solutions import seen_owners, statements_of
from sme4smartcities.solutions.queries.story import story_of
from sme4smartcities.solutions.views.lookup import solution_or_404
from sme4smartcities.vocabularies.queries import term


@require_safe
@conditional
def solution_list(request: HttpRequest) -> HttpResponse:
    """Show published solutions by words and filters; the address tells the state."""
    wanted = asked.read(request.GET)
    found = results(wanted, number_from(request.GET.get("page")))
    return render(request, "solutions/solution_list.html", {"asked": wanted, "found": found})


@require_safe
@conditional
def deployments(request: HttpRequest) -> HttpResponse:
    """Show where the solutions that the list would show are used: a map, and its places beside it."""
    wanted = asked.read(request.GET)
    context = {"asked": wanted, "sites": sites(wanted, request.user)}
    return render(request, "solutions/map.html", context)


@require_safe
@conditional
def compare(request: HttpRequest) -> HttpResponse:
    """Show up to four solutions side by side; the address holds the choice."""
    numbers = comparing.chosen(request.GET.getlist("s"))
    columns = comparing.compared(request.user, numbers)
    there = [column.solution.pk for column in columns]
    words = " ".join(request.GET.get("q", "").split())[:200]
    context = {
        "columns": columns,
        "rows": comparing.rows_of(columns),
        "full": len(columns) >= comparing.MOST,
        "words": words,
        "further": comparing.to_add(words, there),
    }
    return render(request, "solutions/compare.html", context)


@require_safe
@conditional
def solution(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell which problem it answers, how, for whom, how ripe it is and what the city needs for it."""
    found = solution_or_404(request, pk)
    statements, owners = statements_of(found), seen_owners(found, request.user)
    hangs, answers = used(found, request.user), answered_by(found, request.user)
    story = story_of(found, hangs, answers, told_of(request.user, found.subject))
    context = {
        "solution": found,
        "statements": statements,
        "owners": owners,
        "trl": term("trl", str(found.trl)) if found.trl else None,
        "used": hangs,
        "answers": answers,
        "story": story,
        "thread": leading_on(hangs.thread, story),
        "edits": may_edit(request.user, found),
        "json_ld": script(described(found, statements, owners)),
    }
    return render(request, "solutions/solution.html", context)
