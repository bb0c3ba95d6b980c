"""What axe-core finds on a page, and text that nobody can see because it has its ground's colour."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'incomplete']})"""


def _same_colour(node: dict[str, Any]) -> bool:
    """axe reports a ratio of 1:1 as incomplete, as if it were hidden on purpose."""
    return any((check.get("data") or {}).get("messageKey") == "equalRatio" for check in node["any"])


def violations(page: Page) -> list[str]:
    """Give one line for each element that breaks a rule; an empty list is a clean page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
    result = page.evaluate(RUN, TAGS)
    found = [(rule["id"], node) for rule in result["violations"] for node in rule["nodes"]]
    unseen = [
        ("same-colour", node)
        for rule in result["incomplete"]
        if rule["id"] == "color-contrast"
        for node in rule["nodes"]
        if _same_colour(node)
    ]
    return [
        f"{rule}: {node['target']} {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for rule, node in found + unseen
    ]
