"""Markup as it counts: the line ends of a template are white space that no reader sees."""

import re


def closed_up(html: str) -> str:
    """Take the line ends beside tags out of a page, and make one space of those inside a text."""
    return re.sub(r"\s*\n\s*", " ", re.sub(r"\s*\n\s*(?=[<>])|(?<=>)\s*\n\s*", "", html))
