"""Decide which foreign files the pages carry, and copy them from unpacked npm packages.

    npm pack @fontsource-variable/rubik lucide-static axe-core   # then unpack each into DIR/<name>
    python deploy/vendor.py DIR

Each file is recorded with version, licence and SHA-256 in a vendored.json beside it, which
tests/architecture/test_look.py compares with what lies there.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "src/sme4smartcities/core/static/core"
BROWSER = ROOT / "tests/journeys/vendor"
SUBSETS = ("latin", "latin-ext", "hebrew", "arabic")
BRAND = (
    '<symbol id="brand" viewBox="0 0 32 32"><path fill="var(--t2)" d="M2 19q3.5-4 7 0v4q-3.5-4-7 '
    '0zM10.5 21q3.5 4 7 0v4q-3.5 4-7 0zM19 21q4-5 11-1v4q-7-4-11 1z"/><path fill="var(--t6)" '
    'd="M3 9h6v6H3z"/><path fill="var(--t3)" d="M10.8 6h6v11h-6z"/><path fill="var(--t7)" '
    'd="M18.6 10h5v6h-5z"/><path fill="var(--t5)" d="M25.2 7.5h4v8h-4z"/></symbol>'
)
ICONS = {  # our name: theirs
    "air": "wind",
    "alert": "triangle-alert",
    "arrow": "arrow-right",
    "bad": "circle-x",
    "bell": "bell",
    "bookmark": "bookmark",
    "calendar": "calendar",
    "check": "check",
    "chevron": "chevron-right",
    "chevron-back": "chevron-left",
    "chevron-down": "chevron-down",
    "city": "landmark",
    "clock": "clock",
    "close": "x",
    "company": "building-2",
    "contrast": "contrast",
    "device": "monitor-smartphone",
    "download": "download",
    "energy": "zap",
    "evidence": "chart-column",
    "external": "external-link",
    "eye": "eye",
    "feed": "rss",
    "file": "file-text",
    "filter": "sliders-horizontal",
    "globe": "globe",
    "heat": "sun",
    "heritage": "university",
    "home": "house",
    "idea": "lightbulb",
    "info": "info",
    "key": "key-round",
    "leaf": "leaf",
    "learn": "graduation-cap",
    "link": "link",
    "list": "list",
    "lock": "lock",
    "mail": "mail",
    "map": "map",
    "menu": "menu",
    "message": "message-circle",
    "moon": "moon",
    "more": "ellipsis",
    "ok": "circle-check",
    "parking": "square-parking",
    "pencil": "pencil",
    "pilot": "flag",
    "pin": "map-pin",
    "plus": "plus",
    "print": "printer",
    "repeat": "refresh-cw",
    "scale": "scale",
    "search": "search",
    "settings": "settings",
    "shield": "shield-check",
    "sign-out": "log-out",
    "study": "book-open",
    "target": "target",
    "team": "handshake",
    "trash": "trash-2",
    "upload": "upload",
    "user": "user",
    "users": "users",
    "water": "droplet",
}


def package(folder: Path, name: str) -> tuple[Path, str, str]:
    """Find an unpacked npm package. Gives its folder, version and licence."""
    for described in sorted(folder.rglob("package.json")):
        told = json.loads(described.read_text())
        if told.get("name") == name:
            return described.parent, told["version"], told["license"]
    sys.exit(f"{folder}: no unpacked npm package {name}")


def symbol(ours: str, drawing: str) -> str:
    inner = re.sub(r"<!--.*?-->|</?svg[^>]*>|\n\s*", "", drawing, flags=re.S).replace(" />", "/>")
    return f'<symbol id="{ours}" viewBox="0 0 24 24">{inner.strip()}</symbol>'


def sprite(icons: Path, version: str) -> str:
    note = f"<!-- Icons of lucide-static {version}, ISC licence in icons.LICENSE.txt; brand: own work. -->"
    symbols = [
        symbol(ours, (icons / f"{theirs}.svg").read_text()) for ours, theirs in ICONS.items()
    ]
    head = f'<svg xmlns="http://www.w3.org/2000/svg">{note}'
    return "\n".join([head, *symbols, BRAND, "</svg>"]) + "\n"


class Shelf:
    """One folder of vendored files and the list that says where each came from."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.rows = folder, []

    def put(self, name: str, content: bytes, source: str, version: str, licence: str) -> None:
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        digest = hashlib.sha256(content).hexdigest()
        row = {"file": name, "package": source, "version": version, "licence": licence}
        self.rows.append({**row, "sha256": digest})

    def close(self) -> None:
        text = json.dumps(self.rows, indent=1)
        (self.folder / "vendored.json").write_text(text + "\n")


def main(folder: Path) -> None:
    shelf = Shelf(STATIC)
    rubik = "@fontsource-variable/rubik"
    home, version, licence = package(folder, rubik)
    for subset in SUBSETS:
        name = f"rubik-{subset}-wght-normal.woff2"
        content = (home / "files" / name).read_bytes()
        shelf.put(f"fonts/{name}", content, rubik, version, licence)
    shelf.put("fonts/OFL.txt", (home / "LICENSE").read_bytes(), rubik, version, licence)
    home, version, licence = package(folder, "lucide-static")
    drawn = sprite(home / "icons", version).encode()
    shelf.put("img/icons.svg", drawn, "lucide-static", version, licence)
    text = (home / "LICENSE").read_bytes()
    shelf.put("img/icons.LICENSE.txt", text, "lucide-static", version, licence)
    shelf.close()
    shelf = Shelf(BROWSER)
    home, version, licence = package(folder, "axe-core")
    for name in ("axe.min.js", "LICENSE"):
        shelf.put(name, (home / name).read_bytes(), "axe-core", version, licence)
    shelf.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
