"""What the pages over many features add to the house."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature, MenuItem, PublicPages, SearchSource, Setup
from sme4smartcities.web.queries import gathered, manual
from sme4smartcities.web.services import index_manual

PUBLIC = (
    "root",
    "theme",
    "tour_door",
    "manual_door",
    "robots",
    "sitemap",
    "sitemap_part",
    "web_manifest",
    "security_txt",
    "web:home",
    "web:search",
    "web:tour",
    "web:manual",
    "web:manual_whole",
    "web:manual_download",
    "web:manual_page",
    "web:about_demo",
    "web:accessibility",
    "web:privacy",
    "web:imprint",
    "web:contact",
)

FEATURE = Feature(
    slug="web",
    title=_("Site"),
    urls="sme4smartcities.web.urls",
    root_urls="sme4smartcities.web.root_urls",
    access={**dict.fromkeys(PUBLIC, Access.PUBLIC), "web:desk": Access.MEMBER},
    search=(
        SearchSource(
            kind="manual", label=_("Manual"), ids=manual.numbers, documents=manual.documents
        ),
    ),
    subjects={"manual": manual.cards},
    setup=(Setup(title=_("Indexing the manual"), run=index_manual),),
    public_pages=PublicPages(
        count=lambda: len(gathered.own_pages()),
        paths=lambda start, stop: gathered.own_pages()[start:stop],
    ),
    menu=(
        MenuItem(label=_("Your desk"), url_name="web:desk", position=10, place="account"),
        MenuItem(label=_("Manual"), url_name="web:manual", position=40, place="footer"),
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
