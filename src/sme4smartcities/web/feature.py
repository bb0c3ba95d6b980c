"""What the pages over many features add to the house."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature, MenuItem, PublicPages, SearchSource, Setup
from sme4smartcities.core.search.services import follow
from sme4smartcities.web.facts import PagePublished, PageWritten
from sme4smartcities.web.models import Page
from sme4smartcities.web.queries import gathered, manual, pages
from sme4smartcities.web.services import index_manual

PUBLIC = (
    "root",
    "theme",
    "logo",
    "tour_door",
    "manual_door",
    "robots",
    "sitemap",
    "sitemap_part",
    "web_manifest",
    "security_txt",
    "web:home",
    "web:search",
    "web:suggest",
    "web:describe",
    "web:tour",
    "web:manual",
    "web:manual_whole",
    "web:manual_download",
    "web:manual_page",
    "web:about",
    "web:about_page",
    "web:about_demo",
    "web:accessibility",
    "web:privacy",
    "web:imprint",
    "web:contact",
    "api:search",
)
COORDINATED = (
    "web:pages",
    "web:page_new",
    "web:page_edit",
    "web:page_publish",
    "web:page_withdraw",
    "web:page_remove",
)

FEATURE = Feature(
    slug="web",
    title=_("Site"),
    urls="sme4smartcities.web.urls",
    root_urls="sme4smartcities.web.root_urls",
    api="sme4smartcities.web.api",
    api_path="search",
    access={
        **dict.fromkeys(PUBLIC, Access.PUBLIC),
        **dict.fromkeys(COORDINATED, Access.COORDINATOR),
        "web:desk": Access.MEMBER,
    },
    impersonal={Page: "Texts about the programme; the journal knows who wrote them."},
    reactions={PageWritten: (follow,), PagePublished: (follow,)},
    search=(
        SearchSource(
            kind="manual", label=_("Manual"), ids=manual.numbers, documents=manual.documents
        ),
        SearchSource(kind="page", label=_("About"), ids=pages.ids, documents=pages.documents),
    ),
    subjects={"manual": manual.cards, "page": pages.cards},
    setup=(Setup(title=_("Indexing the manual"), run=index_manual),),
    public_pages=PublicPages(
        count=lambda: len(gathered.own_pages()),
        paths=lambda start, stop: gathered.own_pages()[start:stop],
    ),
    menu=(
        MenuItem(label=_("Your desk"), url_name="web:desk", position=10, place="account"),
        MenuItem(label=_("Pages"), url_name="web:pages", position=90, place="coordinator"),
        MenuItem(label=_("About this site"), url_name="web:about", position=30, place="footer"),
        MenuItem(label=_("Manual"), url_name="web:manual", position=40, place="footer"),
        MenuItem(label=_("API for programs"), url_name="api_docs", position=45, place="footer"),
        MenuItem(
            label=_("Accessibility statement"),
            url_name="web:accessibility",
            position=50,
            place="footer",
        ),
        MenuItem(
            label=_("Privacy and your data"), url_name="web:privacy", position=60, place="footer"
        ),
        MenuItem(label=_("Imprint"), url_name="web:imprint", position=70, place="footer"),
        MenuItem(label=_("Contact"), url_name="web:contact", position=80, place="footer"),
    ),
)
