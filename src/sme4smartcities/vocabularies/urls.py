from django.urls import path

from sme4smartcities.vocabularies.views import importing, keeping, places, reading, territories

app_name = "vocabularies"

TERMS = "vocabularies/<slug:code>/terms/<int:pk>/"

urlpatterns = [
    path("vocabularies/", reading.vocabulary_list, name="list"),
    path("vocabularies/keep/", keeping.keep_list, name="keep_list"),
    path("vocabularies/<slug:code>/", reading.vocabulary, name="vocabulary"),
    path("vocabularies/<slug:code>/keep/", keeping.keep, name="keep"),
    path("vocabularies/<slug:code>/edit/", keeping.edit, name="edit"),
    path("vocabularies/<slug:code>/add/", keeping.add, name="add"),
    path("vocabularies/<slug:code>/import/", importing.terms_in, name="import"),
    path("vocabularies/<slug:code>/import/confirm/", importing.terms_confirm, name="confirm"),
    path(TERMS, keeping.term, name="term"),
    path(f"{TERMS}move/", keeping.move, name="move"),
    path(f"{TERMS}retire/", keeping.retire, name="retire"),
    path(f"{TERMS}restore/", keeping.restore, name="restore"),
    path(f"{TERMS}merge/", keeping.merge, name="merge"),
    path("territories/", territories.territories, name="territories"),
    path("territories/import/", territories.territories_in, name="territories_in"),
    path("territories/apply/", territories.territories_apply, name="territories_apply"),
    path("territories/file/", territories.territories_file, name="territories_file"),
    path("places/", places.places, name="places"),
    path("places/add/", places.place_add, name="place_add"),
    path("places/<int:pk>/", places.place, name="place"),
]
