"""What a JSON Feed says (jsonfeed.org, 1.0 and 1.1), and events that stand in it as an extension."""

import json
from typing import Any

from sme4smartcities.opportunities.adapters.identity import gathered, uid_of
from sme4smartcities.opportunities.adapters.languages import in_one, language_of
from sme4smartcities.opportunities.adapters.sniffing import foreign_to
from sme4smartcities.opportunities.adapters.texts import (
    licence_of,
    summary_of,
    title_of,
    web_address,
)
from sme4smartcities.opportunities.adapters.times import moment_of
from sme4smartcities.opportunities.drafts import Context, Draft, Note, Reading, Rejected, refused
from sme4smartcities.opportunities.reasons import Reason

MOST = 2_000


def loaded(data: bytes) -> Any:
    """Parse JSON; raise ValueError on whatever is none, also on too deep a one."""
    try:
        return json.loads(data.decode("utf-8-sig", "replace").replace("\x00", ""))
    except RecursionError:
        raise ValueError("too deep") from None


def read(data: bytes, context: Context) -> Reading:
    try:
        feed = loaded(data)
    except ValueError:
        reason = foreign_to(data)
        return refused(Reason.DAMAGED if reason is Reason.NOT_THIS else reason)
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        return refused(Reason.NOT_THIS)
    rejected: list[Rejected] = []
    notes = [Note(what="", reason=Reason.TOO_MANY)] if len(items) > MOST else []
    drafts = [_draft(item, feed, context, rejected, notes) for item in items[:MOST]]
    return gathered(filter(None, drafts), rejected, notes)


def _draft(
    item: Any, feed: dict[str, Any], context: Context, rejected: list[Rejected], notes: list[Note]
) -> Draft | None:
    if not isinstance(item, dict):
        rejected.append(Rejected(what=str(item)[:120], reason=Reason.BROKEN_ENTRY))
        return None
    text = str(item.get("content_text") or item.get("content_html") or item.get("summary") or "")
    title = title_of(str(item.get("title") or "")) or title_of(text)[:120]
    if not title:
        rejected.append(Rejected(what=str(item.get("id") or "")[:120], reason=Reason.NO_TITLE))
        return None
    language = language_of(item.get("language") or feed.get("language"), context.language)
    base = web_address(feed.get("home_page_url"), context.url) or context.url
    link = web_address(item.get("url"), base) or web_address(item.get("external_url"), base)
    guid = str(item.get("id") or "").strip()
    if not guid:
        notes.append(Note(what=title[:120], reason=Reason.NO_ID))
    licence = licence_of(context.licence, item.get("license"), feed.get("license"))
    updated = None
    try:
        stated = item.get("date_modified") or item.get("date_published")
        updated = moment_of(str(stated or ""), "UTC")[0].at
    except ValueError:
        pass
    tags = item.get("tags") if isinstance(item.get("tags"), list) else []
    topics = dict.fromkeys(title_of(str(tag))[:80] for tag in (tags or [])[:20])
    day = updated.date().isoformat() if updated else ""
    return Draft(
        kind=context.kind,
        title={language: title},
        uid=uid_of(context.identity, guid=guid, link=link, title=title, day=day),
        summary=in_one(summary_of(text, licence), language),
        url=link,
        topics=tuple(filter(None, topics)),
        licence=licence,
        updated=updated,
    )
