from django.urls import include, path, re_path

from sme4smartcities.accounts.views import entrance, security, terms

pages = [
    path("terms/", terms.terms, name="terms"),
    path("account/security/", security.overview, name="security"),
    path("account/2fa/needed/", security.second_step, name="second_step"),
    path("account/sessions/<int:number>/end/", security.end_session, name="end_session"),
    path("account/sessions/end/", security.end_sessions, name="end_sessions"),
]

urlpatterns = [
    path("", include((pages, "accounts"))),
    path("account/signup/", entrance.SignUp.as_view(), name="account_signup"),
    re_path(
        r"^account/confirm-email/(?P<key>[-:\w]+)/$",
        entrance.confirm_email,
        name="account_confirm_email",
    ),
    # allauth's own views with our forms and templates; the manifest opens those that we use.
    path("account/", include("allauth.urls")),
]
