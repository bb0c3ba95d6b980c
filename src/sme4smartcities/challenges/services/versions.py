"""Keep what a challenge said after each save."""

from typing import Any

from sme4smartcities.challenges.models import WRITING, Challenge, Version
from sme4smartcities.challenges.texts import LONGEST
from sme4smartcities.core.policies import Actor


def content_of(row: Challenge) -> dict[str, Any]:
    """Give all that a challenge says, as a version keeps it: texts by language, codes, numbers, dates."""
    return {
        "texts": {name: getattr(row, name) for name in LONGEST if getattr(row, name)},
        "values": {
            "sufferers_count": row.sufferers_count,
            "budget_least": row.budget_least,
            "budget_most": row.budget_most,
            "currency": row.currency,
            "procedure": row.procedure,
            "trl_least": row.trl_least,
            **{
                name: value.isoformat() if (value := getattr(row, name)) else None
                for name in ("questions_until", "wanted_from", "wanted_until")
            },
        },
        "measures": [
            {
                "name": one.name,
                "unit": one.unit,
                "better": one.better,
                "baseline": _plain(one.baseline),
                "target": _plain(one.target),
                "source": one.source,
            }
            for one in row.measures.order_by("position")
        ],
        "terms": _codes(row),
        **({"documents": documents} if (documents := _documents(row)) else {}),
    }


def _documents(row: Challenge) -> list[dict[str, Any]]:
    return [
        {"title": one.title, "name": one.file.served_as, "sha256": one.file.sha256}
        for one in row.attachments.select_related("file")
    ]


def _plain(value: Any) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _codes(row: Challenge) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for facet, code in row.terms.order_by("facet", "term_id").values_list("facet", "term__code"):
        held.setdefault(facet, []).append(code)
    return held


def keep_version(row: Challenge, actor: Actor) -> Version:
    """Write down what the challenge says now; nothing new gives the version there is."""
    content = content_of(row)
    last = row.versions.order_by("-number").first()
    public = row.state not in WRITING
    if last and last.content == content:
        if public and not last.public:
            last.public = True
            last.save(update_fields=["public"])
        return last
    return Version.objects.create(
        challenge=row,
        number=last.number + 1 if last else 1,
        content=content,
        author_id=actor.pk,
        public=public,
    )
