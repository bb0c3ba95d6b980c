"""Rules about the code that an import graph cannot see."""

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "sme4smartcities"
MODULES = sorted(p for p in SRC.rglob("*.py") if "migrations" not in p.parts)
WRITES = {
    "save",
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "delete",
    "add",
    "set",
    "clear",
}
READERS = ("views", "api", "feature", "queries", "policies")
JUNK = {"utils", "helpers", "common", "misc", "tools", "lib"}
pytestmark = pytest.mark.once


def name_of(path: Path) -> str:
    return str(path.relative_to(SRC))


def is_reader(path: Path) -> bool:
    """Say whether the module only reads: named so, or inside a package named so."""
    return path.stem in READERS or any(part in READERS for part in path.relative_to(SRC).parts[:-1])


def manager_writes(tree: ast.AST) -> list[str]:
    """Find calls like ``Model.objects.create(…)``, ``row.save()`` and ``rows.update(…)``."""
    found = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        attribute, target = node.func.attr, ast.unparse(node.func.value)
        on_rows = "objects" in target or target.endswith(("_set", ")"))
        plain = attribute in {"save", "bulk_create", "bulk_update", "get_or_create"}
        if (plain and "form" not in target) or (attribute in WRITES | {"update"} and on_rows):
            found.append(f"line {node.lineno}: {target}.{attribute}")
    return found


@pytest.mark.parametrize("path", [p for p in MODULES if is_reader(p)], ids=name_of)
def test_only_services_write(path):
    assert manager_writes(ast.parse(path.read_text())) == []


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in MODULES
        if {"views", "api"} & {path.stem, *path.relative_to(SRC).parts}
        and not path.is_relative_to(SRC / "core")
    ],
    ids=name_of,
)
def test_views_and_endpoints_read_through_queries(path):
    text = path.read_text()
    assert ".objects." not in text and "._default_manager" not in text


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short_named_and_says_what_it_decides(path):
    text = path.read_text()
    assert not path.with_suffix("").is_dir(), "the package of the same name hides this module"
    assert len(text.splitlines()) <= 300
    assert path.stem not in JUNK
    assert "get_model(" not in text
    plain = {"__init__", "apps", "urls", "root_urls", "admin"}
    if path.stem not in plain and "commands" not in path.parts and text.strip():
        assert ast.get_docstring(ast.parse(text)), "say in one sentence what this module decides"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.stem == "models" or "models" in p.parts], ids=name_of
)
def test_relations_never_point_upward_by_string(path):
    """A string hides an import from the layers; only the settings' member and oneself may be named so."""
    allowed = {"self", "settings.AUTH_USER_MODEL"}
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
            ("ForeignKey", "ManyToManyField", "OneToOneField")
        ):
            target = node.args[0] if node.args else None
            if isinstance(target, ast.Constant):
                label = str(target.value)
                assert label in allowed or "." not in label, f"line {node.lineno}: {label}"
