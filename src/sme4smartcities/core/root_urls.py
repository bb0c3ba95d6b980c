from django.urls import path

from sme4smartcities.core import views
from sme4smartcities.core.uploads.views import file

urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("healthz", views.healthz, name="healthz"),
    path("files/<str:key>/<str:name>", file, name="file"),
]
