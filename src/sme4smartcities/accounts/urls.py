from django.urls import include, path, re_path

from sme4smartcities.accounts.views import (
    data,
    entrance,
    profile,
    security,
    stewardship,
    terms,
    tokens,
)

pages = [
    path("terms/", terms.terms, name="terms"),
    path("terms/accept/", terms.terms_accept, name="terms_accept"),
    path("terms/publish/", terms.terms_publish, name="terms_publish"),
    path("people/<int:number>/", profile.person, name="person"),
    path("account/profile/", profile.profile_edit, name="profile_edit"),
    path("account/settings/", profile.settings, name="settings"),
    path("account/settings/try/", profile.try_address, name="try_address"),
    path("account/keys/", tokens.tokens, name="tokens"),
    path("account/keys/<int:number>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("account/security/", security.overview, name="security"),
    path("account/2fa/needed/", security.second_step, name="second_step"),
    path("account/sessions/<int:number>/end/", security.end_session, name="end_session"),
    path("account/sessions/end/", security.end_sessions, name="end_sessions"),
    path("account/data/", data.data, name="data"),
    path("account/data/archive/", data.download, name="download"),
    path("account/data/<int:number>/", data.download_file, name="download_file"),
    path("account/data/leave/", data.leave, name="leave"),
    path("account/data/stay/", data.stay, name="stay"),
    path("account/invitation/<str:token>/", stewardship.invitation, name="invitation"),
    path("members/", stewardship.member_list, name="member_list"),
    path("members/<int:number>/", stewardship.member_detail, name="member_detail"),
    path("members/<int:number>/role/", stewardship.role_grant, name="role_grant"),
    path("members/<int:number>/role/away/", stewardship.role_revoke, name="role_revoke"),
    path("members/<int:number>/block/", stewardship.member_block, name="member_block"),
    path("members/<int:number>/unblock/", stewardship.member_unblock, name="member_unblock"),
    path("members/invitations/", stewardship.invitation_list, name="invitation_list"),
    path(
        "members/invitations/<int:number>/close/",
        stewardship.invitation_revoke,
        name="invitation_revoke",
    ),
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
