"""Every public file ends in drafts or in a reason, and no markup gets through."""

import json
import re

import pytest

from sme4smartcities.opportunities.adapters import calendars, feeds, json_feeds, pages
from sme4smartcities.opportunities.adapters.blocks import blocks_of
from sme4smartcities.opportunities.adapters.texts import plain
from sme4smartcities.opportunities.drafts import Draft, Reading
from sme4smartcities.opportunities.reasons import Reason
from tests.opportunities.corpora import CONTEXT, DATA, members, needs_corpora

pytestmark = [pytest.mark.once, needs_corpora]
MARKUP = re.compile(r"<[a-zA-Z/!?]")


def texts(draft: Draft) -> list[str]:
    return [*draft.title.values(), *draft.summary.values(), draft.venue, draft.city, *draft.topics]


def is_harmless(draft: Draft) -> bool:
    links = [link for link in (draft.url, draft.docs_url, draft.apply_url) if link]
    return not any(map(MARKUP.search, texts(draft))) and all(
        link.startswith(("http://", "https://")) for link in links
    )


def ends(reading: Reading) -> bool:
    return bool(reading.drafts or reading.rejected)


def test_of_every_calendar_no_event_is_lost_without_a_reason():
    broken = 0
    for name, data in members("calendars"):
        if not name.endswith(".ics"):
            continue
        reading = calendars.read(data, CONTEXT)
        held = len(blocks_of(data).events)
        told = sum(draft.parts for draft in reading.drafts) + len(reading.rejected)
        assert told >= held, name
        assert ends(reading) and all(map(is_harmless, reading.drafts)), name
        broken += sum(entry.reason is Reason.BROKEN_ENTRY for entry in reading.rejected)
    assert broken <= 8  # all in one file of random bytes, and without title or end


def test_every_feed_gives_entries_without_markup_or_says_why():
    for name, data in members("feeds"):
        read = json_feeds.read if name.endswith(".json") else feeds.read
        reading = read(data, CONTEXT)
        assert ends(reading) and all(map(is_harmless, reading.drafts)), name


def payloads() -> list[str]:
    folder = DATA / "hostile"
    lists = [
        line
        for file in (folder / "xss").glob("*.txt")
        for line in file.read_text("utf-8", "replace").split("\n")
    ]
    purified = [
        case["payload"] for case in json.loads((folder / "dompurify_expect.json").read_text())
    ]
    return [*lists, *purified, *json.loads((folder / "blns.json").read_text())]


def test_of_hostile_texts_the_words_remain_and_no_markup():
    found = [payload for payload in payloads() if MARKUP.search(plain(payload))]
    assert found == []


def test_hostile_texts_come_through_no_adapter():
    for payload in payloads():
        event = {"@type": "Event", "name": f"x {payload}", "description": payload, "url": payload}
        data = json.dumps(event | {"location": payload, "keywords": payload}).encode()
        reading = pages.read(data, CONTEXT)
        assert all(map(is_harmless, reading.drafts)), payload
