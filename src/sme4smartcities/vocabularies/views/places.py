"""What places are called here, and the ones that the gazetteer lacks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sme4smartcities.vocabularies import queries, services
from sme4smartcities.vocabularies.forms.terms import words_of
from sme4smartcities.vocabularies.forms.territories import NewPlaceForm, PlaceNamesForm
from sme4smartcities.vocabularies.views.lookup import tell


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Find a place by a name in any script."""
    words = words_of(request.GET)
    found = queries.places_named(words) if words else []
    rows = [(place, queries.where(place)) for place in found]
    return render(request, "vocabularies/places.html", {"words": words, "rows": rows})


def place(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.place_with_id(pk)
    if found is None:
        raise Http404
    form = PlaceNamesForm(request.POST or None, place=found)
    if request.method == "POST" and form.is_valid():
        services.name_place(actor=request.user, place=found, labels=form.labels())
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('vocabularies:places')}?{urlencode({'q': found.name})}")
    context = {"place": found, "form": form, "where": queries.where(found)}
    return render(request, "vocabularies/place.html", context)


def place_add(request: HttpRequest) -> HttpResponse:
    """Add a village, a district, an island that the gazetteer lacks."""
    form = NewPlaceForm(request.POST or None, initial={"name": words_of(request.GET)})
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "population": form.cleaned_data["population"] or 0}
        zone = queries.time_zone_near(values["lat"], values["lon"])
        try:
            made = services.add_place(actor=request.user, time_zone=zone, **values)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The place is added. Give its names in other languages."))
            return redirect("vocabularies:place", made.pk)
    return render(request, "vocabularies/place_add.html", {"form": form})
