"""Where an organisation's managers set who may be suggested to it and to whom."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sme4smartcities.core.policies import require
from sme4smartcities.matching.forms.reach import ReachForm
from sme4smartcities.matching.models import Bound
from sme4smartcities.matching.policies import may_set_reach
from sme4smartcities.matching.queries.reach import kept_away, reach_of
from sme4smartcities.matching.services.reach import REFUSED, set_reaches
from sme4smartcities.organisations.queries.organisations import organisation_for
from sme4smartcities.programmes.queries import organisation_named


@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: HttpRequest, pk: int) -> HttpResponse:
    found = organisation_for(request.user, pk)
    if found is None:
        raise Http404
    require(may_set_reach(request.user, found), REFUSED)
    held = {way.value: reach_of(found, way) for way in Bound.Way}
    form = ReachForm(
        request.POST if request.method == "POST" else None,
        find=partial(organisation_named, request.user, layer=found.layer),
        initial=ReachForm.start_of(held, lambda one: [row.name for row in kept_away(one)]),
    )
    if request.method == "POST" and form.is_valid():
        set_reaches(
            actor=request.user,
            organisation=found,
            sees=form.reach("sees"),
            seen=form.reach("seen"),
        )
        messages.success(request, _("Saved. It holds at once, and nobody else learns of it."))
        return redirect("matching:reach", pk)
    return render(request, "matching/reach.html", {"organisation": found, "form": form})
