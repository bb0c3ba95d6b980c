from django.urls import path

from sme4smartcities.web.views import home, legal, manual

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", home.desk, name="desk"),
    path("search/", home.search, name="search"),
    path("tour/", home.tour, name="tour"),
    path("manual/", manual.index, name="manual"),
    path("manual/all/", manual.whole, name="manual_whole"),
    path("manual/download/", manual.download, name="manual_download"),
    path("manual/<slug:slug>/", manual.page, name="manual_page"),
    path("contact/", legal.contact, name="contact"),
    path("about/demonstration/", legal.about_demo, name="about_demo"),
    path("about/accessibility/", legal.accessibility, name="accessibility"),
    path("about/privacy/", legal.privacy, name="privacy"),
    path("about/imprint/", legal.imprint, name="imprint"),
]
