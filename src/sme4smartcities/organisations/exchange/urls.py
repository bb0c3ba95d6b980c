from django.urls import path

from sme4smartcities.organisations.exchange.views import coming, going

app_name = "exchange"
urlpatterns = [
    path("organisations/import/", coming.imports, name="imports"),
    path("organisations/contacts/import/", coming.contacts, name="contacts"),
    path("tables/<int:pk>/", coming.table, name="table"),
    path("tables/<int:pk>/progress/", coming.progress, name="progress"),
    path("tables/<int:pk>/columns/", coming.columns, name="columns"),
    path("tables/<int:pk>/twins/", coming.twins, name="twins"),
    path("tables/<int:pk>/confirm/", coming.confirm, name="confirm"),
    path("tables/<int:pk>/again/", coming.again, name="again"),
    path("tables/<int:pk>/discard/", coming.discard, name="discard"),
    path("tables/<int:pk>/problems.csv", coming.problems, name="problems"),
    path("organisations/export/", going.exports, name="exports"),
    path("organisations/export/<int:pk>/progress/", going.export_progress, name="export_progress"),
    path("organisations/organisations.<slug:format_>", going.table_now, name="table_now"),
]
