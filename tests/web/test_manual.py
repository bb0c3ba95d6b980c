"""The manual is complete, leads nowhere wrong, is found, printed and taken away."""

import pytest
from django.test import Client

from sme4smartcities.web import manual
from sme4smartcities.web.services import index_manual

PAGES = [manual.chapter(slug, "en") for slug in manual.SLUGS]


def test_every_page_of_the_contents_is_written_and_none_lies_beside() -> None:
    written = {path.stem for path in (manual.FOLDER / "en").glob("*.md")}
    assert written == set(manual.SLUGS)
    assert len(set(manual.SLUGS)) == len(manual.SLUGS)


def test_a_translation_translates_a_page_that_exists() -> None:
    translated = {path.stem for path in manual.FOLDER.glob("*/*.md")}
    assert translated <= set(manual.SLUGS)


@pytest.mark.parametrize("slug", manual.SLUGS)
def test_every_link_of_the_manual_leads_somewhere(slug: str) -> None:
    page = manual.chapter(slug, "en")
    assert page is not None
    assert manual.broken_links(page) == []


@pytest.mark.parametrize("slug", manual.SLUGS)
def test_visitor_reads_a_page_with_one_heading(db: None, client: Client, slug: str) -> None:
    answer = client.get(f"/en/manual/{slug}/")
    assert answer.status_code == 200
    assert answer.text.count("<h1>") == 1
    assert client.get(f"/en/manual/{slug}/", headers={"If-None-Match": answer["ETag"]}).status_code == 304  # fmt: skip


def test_visitor_reads_an_untranslated_page_in_english_and_is_told(
    db: None, client: Client
) -> None:
    text = client.get("/ar/manual/reading-and-finding/").text
    assert '<article class="prose" lang="en" dir="ltr">' in text
    assert 'class="note"' in text
    assert 'href="/ar/search/"' in text


def test_visitor_finds_a_page_by_its_words(db: None, client: Client) -> None:
    index_manual()
    text = client.get("/en/manual/", {"q": "magnifying glass"}).text
    assert "/en/manual/reading-and-finding/" in text
    assert "<mark>magnifying</mark>" in text
    assert "/en/manual/reading-and-finding/" in client.get("/en/search/", {"q": "magnifying"}).text


def test_visitor_takes_the_manual_as_one_file(db: None, client: Client) -> None:
    answer = client.get("/en/manual/download/")
    assert answer["Content-Disposition"] == 'attachment; filename="manual-en.md"'
    assert all(f"# {page.title}\n" in answer.text for page in PAGES if page)


def test_visitor_prints_the_manual_from_one_page(db: None, client: Client) -> None:
    text = client.get("/en/manual/all/").text
    assert all(f'id="{slug}"' in text for slug in manual.SLUGS)
    assert text.count("<h1>") == 1


def test_unknown_page_is_not_found(db: None, client: Client) -> None:
    for slug in ("unknown", "..", "en"):
        assert client.get(f"/en/manual/{slug}/").status_code == 404
    assert client.get("/manual").url == "/en/manual/"
