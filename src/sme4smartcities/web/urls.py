from django.urls import path

from sme4smartcities.web.views import describing, finding, home, legal, manual, pages

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("desk/", home.desk, name="desk"),
    path("search/", finding.search, name="search"),
    path("search/offers/", finding.offers, name="suggest"),
    path("describe/", describing.describe, name="describe"),
    path("tour/", home.tour, name="tour"),
    path("manual/", manual.index, name="manual"),
    path("manual/all/", manual.whole, name="manual_whole"),
    path("manual/download/", manual.download, name="manual_download"),
    path("manual/<slug:slug>/", manual.page, name="manual_page"),
    path("contact/", legal.contact, name="contact"),
    path("about/", pages.about, name="about"),
    path("about/demonstration/", legal.about_demo, name="about_demo"),
    path("about/accessibility/", legal.accessibility, name="accessibility"),
    path("about/privacy/", legal.privacy, name="privacy"),
    path("about/imprint/", legal.imprint, name="imprint"),
    path("about/<slug:slug>/", pages.about_page, name="about_page"),
    path("coordination/pages/", pages.page_list, name="pages"),
    path("coordination/pages/new/", pages.page_new, name="page_new"),
    path("coordination/pages/<int:pk>/", pages.page_edit, name="page_edit"),
    path("coordination/pages/<int:pk>/publish/", pages.page_publish, name="page_publish"),
    path("coordination/pages/<int:pk>/withdraw/", pages.page_withdraw, name="page_withdraw"),
    path("coordination/pages/<int:pk>/remove/", pages.page_remove, name="page_remove"),
]
