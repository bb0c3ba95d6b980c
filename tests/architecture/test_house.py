"""The page about the house names the layers that import-linter holds, in their order."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "explanation" / "house.md"
pytestmark = pytest.mark.once


def contract(name: str) -> list[str]:
    """Give the layers of a contract from top to bottom, as pyproject.toml writes them."""
    told: Any = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    held = told["tool"]["importlinter"]["contracts"]
    return list(next(one for one in held if one["id"] == name)["layers"])


def drawn() -> list[list[str]]:
    """Give the chains of layers that the page draws, from top to bottom."""
    chains = re.findall(
        r"(?:^ {4}\S.* > .*\n(?: {8}> .*\n)*)", PAGE.read_text("utf-8"), re.MULTILINE
    )
    return [[" ".join(layer.split()) for layer in chain.split(">")] for chain in chains]


def test_the_page_names_the_rooms_that_are_built_in_their_order():
    built = [layer for layer in contract("features") if "(" not in layer]
    assert drawn()[0] == built


def test_the_page_names_the_layers_inside_a_room():
    inside = [layer.replace("(", "").replace(")", "") for layer in contract("flow")]
    assert drawn()[1] == inside
