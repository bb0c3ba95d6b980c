from django.urls import path

from sme4smartcities.challenges.views import feed

urlpatterns = [path("challenges/feed.atom", feed.feed, name="challenges_feed")]
