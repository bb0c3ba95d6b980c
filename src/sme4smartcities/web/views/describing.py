"""What fits a description that somebody gives without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sme4smartcities.core import limits
from sme4smartcities.core.errors import TooMany
from sme4smartcities.matching.queries.nearest import make_ready
from sme4smartcities.web.queries.described import LONGEST, Answer, answer_to

DESCRIPTIONS = 40  # in ten minutes


@csrf_exempt  # keeps and changes nothing; a token would need a cookie on the first page
@require_http_methods(["GET", "POST"])
def describe(request: HttpRequest) -> HttpResponse:
    """Show what fits a description. It comes in the body, so that no address and no log holds it."""
    if request.method != "POST":
        make_ready()
        return render(request, "web/describe.html", {"longest": LONGEST})
    answer = _answer(request)
    context = {"answer": answer, "longest": LONGEST}
    return render(request, "web/describe.html", context)


def _answer(request: HttpRequest) -> Answer:
    text = request.POST.get("text", "")
    try:
        limits.take("describe", key=limits.asker(request), limit=DESCRIPTIONS, per=600)
    except TooMany as refusal:
        return Answer(text[:LONGEST], say=refusal.message, wrong=True)
    return answer_to(request.user, text)
