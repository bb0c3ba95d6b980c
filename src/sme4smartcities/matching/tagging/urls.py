from django.urls import path

from sme4smartcities.matching.tagging import views

app_name = "tagging"

ONE = "tags/<slug:kind>/<int:pk>/"

urlpatterns = [
    path(ONE, views.tags, name="tags"),
    path(f"{ONE}<slug:vocabulary>/<slug:code>/<slug:act>/", views.decide, name="decide"),
]
