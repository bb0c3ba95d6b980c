from django.urls import include, path

from sme4smartcities.organisations.directory.views import directory
from sme4smartcities.organisations.views import (
    contacts,
    inviting,
    logo,
    people,
    profile,
    registering,
    relay,
    standing,
)

app_name = "organisations"

ENTRY = [
    path("<int:pk>/", profile.organisation, name="organisation_by_number"),
    path("<int:pk>-<str:slug>/", profile.organisation, name="organisation"),
    path("<int:pk>/edit/<slug:section>/", profile.edit, name="edit"),
    path("<int:pk>/welcome/<slug:section>/", profile.welcome, name="welcome"),
    path("<int:pk>/draft/<slug:section>/", profile.draft, name="draft"),
    path("<int:pk>/draft/<slug:section>/discard/", profile.discard, name="discard"),
    path("<int:pk>/logo/", logo.logo, name="logo"),
    path("<int:pk>/invite/", inviting.invite, name="invite"),
    path("<int:pk>/confirm/", profile.confirm, name="confirm"),
    path("<int:pk>/move/<slug:act>/", standing.move, name="move"),
    path("<int:pk>/verify/", standing.verify, name="verify"),
    path("<int:pk>/unverify/", standing.unverify, name="unverify"),
    path("<int:pk>/merge/", standing.merge, name="merge"),
    path("<int:pk>/merged/", standing.merged, name="merged"),
    path("<int:pk>/delete/", standing.delete, name="delete"),
    path("<int:pk>/people/", people.people, name="people"),
    path("<int:pk>/people/me/", people.myself, name="myself"),
    path("<int:pk>/people/<int:person>/<slug:role>/", people.appoint, name="appoint"),
    path("<int:pk>/people/<int:person>/", people.remove, name="remove"),
    path("<int:pk>/join/", people.join, name="join"),
    path("<int:pk>/claim/", people.claim, name="claim"),
    path("<int:pk>/leave/", people.leave, name="leave"),
    path("<int:pk>/write/", relay.write, name="write"),
    path("<int:pk>/contacts/add/", contacts.add, name="contact_add"),
]
RELAY = [
    path("messages/", relay.inbox, name="inbox"),
    path("messages/reports/", relay.reports, name="reports"),
    path("messages/reports/<int:pk>/", relay.settle, name="settle"),
    path("messages/<int:pk>/", relay.conversation, name="conversation"),
    path("messages/<int:pk>/close/", relay.close, name="close"),
    path("messages/<int:pk>/block/", relay.block, name="block"),
    path("messages/<int:pk>/unblock/", relay.unblock, name="unblock"),
    path("messages/<int:pk>/report/", relay.report, name="report"),
]
CONTACTS = [
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/export/", contacts.export, name="contacts_export"),
    path("contacts/keep-away/", contacts.keep_away, name="keep_away"),
    path("contacts/objection/<str:token>/", contacts.objection, name="objection"),
    path("contacts/<int:pk>/", contacts.contact, name="contact"),
    path("contacts/<int:pk>/edit/", contacts.edit, name="contact_edit"),
    path("contacts/<int:pk>/invite/", contacts.invite, name="contact_invite"),
    path("contacts/<int:pk>/letter/", contacts.letter, name="contact_letter"),
    path("contacts/<int:pk>/posted/", contacts.posted, name="contact_posted"),
    path("contacts/<int:pk>/delete/", contacts.delete, name="contact_delete"),
]
OWN = [
    path("", directory, name="directory"),
    path("new/", registering.register, name="register"),
    path("mine/", profile.mine, name="mine"),
    path("invitations/<int:pk>/withdraw/", inviting.withdraw, name="invitation_withdraw"),
    path("invitations/<int:pk>/take/", inviting.take, name="invitation_take"),
    path("invitations/<int:pk>/refuse/", inviting.refuse, name="invitation_refuse"),
    path("invitations/<str:token>/", inviting.invitation, name="invitation"),
    path("invitations/<str:token>/decline/", inviting.decline, name="invitation_decline"),
    path("requests/<int:pk>/<slug:act>/", people.answer, name="answer"),
]

PAGES = [*OWN, *RELAY, *CONTACTS, *ENTRY]
urlpatterns = [path("organisations/", include(PAGES))]
