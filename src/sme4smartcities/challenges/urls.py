from django.urls import path

from sme4smartcities.challenges.views import (
    attachments,
    exchange,
    mails,
    public,
    studio,
    support,
    talk,
    writing,
)

app_name = "challenges"

ONE = "challenges/<int:pk>/"
STUDIO = f"{ONE}studio/"

urlpatterns = [
    path("challenges/", public.challenge_list, name="list"),
    path("challenges/new/", studio.create, name="create"),
    path("challenges/mine/", studio.mine, name="mine"),
    path("challenges/bring/", exchange.bring, name="bring"),
    path("challenges/import/", exchange.tables, name="tables"),
    path("challenges/mine/table/<slug:kind>/", exchange.own_file, name="own_file"),
    path("challenges/table/<slug:kind>/", exchange.list_file, name="list_file"),
    path("challenges/table/<slug:kind>/empty/", exchange.empty_file, name="empty_file"),
    path(f"{ONE}file/", exchange.file, name="file"),
    path(ONE, public.challenge, name="challenge"),
    path(f"{ONE}ask/", talk.ask, name="ask"),
    path(f"{ONE}follow/", talk.follow, name="follow"),
    path(f"{ONE}unfollow/", talk.unfollow, name="unfollow"),
    path("challenges/questions/<int:pk>/answer/", talk.answer, name="answer"),
    path("challenges/questions/<int:pk>/remove/", talk.remove, name="question_remove"),
    path(f"{ONE}versions/", public.versions, name="versions"),
    path(f"{ONE}join/", support.join, name="join"),
    path("challenges/support/<int:pk>/<slug:act>/", support.support_step, name="support_step"),
    path(f"{STUDIO}support/", support.support, name="support"),
    path(f"{ONE}mails/<slug:act>/", mails.mails, name="mails"),
    path("challenges/mails/stop/<str:token>/", mails.stop, name="stop"),
    path(f"{STUDIO}documents/", attachments.documents, name="documents"),
    path(f"{STUDIO}documents/<int:number>/remove/", attachments.remove, name="document_remove"),
    path(STUDIO, studio.studio, name="studio"),
    path(f"{STUDIO}delete/", studio.delete, name="delete"),
    path(f"{STUDIO}move/<slug:act>/", studio.move, name="move"),
    path(f"{STUDIO}checked/<slug:language>/", studio.check, name="check"),
    path(f"{STUDIO}<slug:section>/", writing.section, name="section"),
    path(f"{STUDIO}<slug:section>/keep/", writing.keep, name="keep"),
    path(f"{STUDIO}<slug:section>/discard/", writing.discard, name="discard"),
]
