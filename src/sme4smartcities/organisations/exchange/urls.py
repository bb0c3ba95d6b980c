from django.urls import path

from sme4smartcities.organisations.exchange.views import coming, going

app_name = "exchange"
urlpatterns = [
    path("organisations/import/", coming.imports, name="imports"),
    path("organisations/contacts/import/", coming.contacts, name="contacts"),
    path("organisations/import/<int:pk>/", coming.table, name="table"),
    path("organisations/import/<int:pk>/progress/", coming.progress, name="progress"),
    path("organisations/import/<int:pk>/columns/", coming.columns, name="columns"),
    path("organisations/import/<int:pk>/twins/", coming.twins, name="twins"),
    path("organisations/import/<int:pk>/confirm/", coming.confirm, name="confirm"),
    path("organisations/import/<int:pk>/again/", coming.again, name="again"),
    path("organisations/import/<int:pk>/discard/", coming.discard, name="discard"),
    path("organisations/import/<int:pk>/problems.csv", coming.problems, name="problems"),
    path("organisations/export/", going.exports, name="exports"),
    path("organisations/export/<int:pk>/progress/", going.export_progress, name="export_progress"),
    path("organisations/organisations.<slug:format_>", going.table_now, name="table_now"),
]
