"""Root addresses: a loop over the manifests. Pages live under a language; feeds, files and the API do not."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from sme4smartcities.accounts.admin import site
from sme4smartcities.config.api import make_api
from sme4smartcities.config.views import ApiPage
from sme4smartcities.core import pages
from sme4smartcities.core.features import all_features

handler400 = pages.bad_request
handler403 = pages.forbidden
handler404 = pages.not_found
handler500 = pages.server_error

api = make_api()

urlpatterns = [
    *([path("operator-admin/", site.urls)] if settings.OPERATOR_ADMIN else []),
    path("api/", ApiPage(api), name="api_docs"),
    path("api/v1/", api.urls),
    *(path("", include(f.root_urls)) for f in all_features() if f.root_urls),
    *i18n_patterns(*(path("", include(f.urls)) for f in all_features() if f.urls)),
]
