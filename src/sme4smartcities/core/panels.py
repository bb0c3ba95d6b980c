"""Parts of a page that other features fill; one that fails is left out and logged."""

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from sme4smartcities.core.features import Panel, all_features
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject

log = logging.getLogger(__name__)


def of_slot(slot: str) -> list[Panel]:
    """Give the panels of a slot in the order in which they stand on the page."""
    panels = [panel for feature in all_features() for panel in feature.panels if panel.slot == slot]
    return sorted(panels, key=lambda panel: panel.position)


def filled(slot: str, actor: Actor, subject: Subject) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give template and context of each panel that has something to show to this reader."""
    for panel in of_slot(slot):
        try:
            content = panel.fill(actor, subject)
        except Exception:
            log.exception("panel %s of %s was left out", panel.template, subject)
            continue
        if content is not None:
            yield panel.template, content
