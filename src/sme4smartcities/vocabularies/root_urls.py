from django.urls import path

from sme4smartcities.vocabularies.views import reading

urlpatterns = [
    path("vocabularies/<slug:code>.<slug:ending>", reading.vocabulary_file, name="vocabulary_file"),
]
