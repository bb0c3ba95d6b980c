"""Every part that a template names is there: one that is not breaks its page only when it is drawn."""

import re

import pytest
from django.conf import settings
from django.template.loader import get_template

TEMPLATES = sorted(settings.PACKAGE.glob("**/templates/**/*.html"))
NAMED = re.compile(r'{%\s*(?:include|extends)\s+["\']([^"\']+)["\']')


@pytest.mark.once
def test_every_template_reads_and_finds_its_parts() -> None:
    for path in TEMPLATES:
        get_template(str(path).rpartition("/templates/")[2])
        for name in NAMED.findall(path.read_text("utf-8")):
            get_template(name)
    assert len(TEMPLATES) > 100


@pytest.mark.once
def test_sentences_of_pages_do_not_hang_on_the_indentation() -> None:
    """It is left out when a template is read, but not when its sentences are collected."""
    untrimmed = re.compile(r"{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)")
    assert [path for path in TEMPLATES if untrimmed.search(path.read_text("utf-8"))] == []
