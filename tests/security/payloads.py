"""Hostile text for every field: a few strings of our own, and the public lists where they are at hand."""

import json
from functools import cache
from pathlib import Path

SHARED = Path(__file__).parents[3] / "shared" / "data" / "hostile"

OWN = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<body onpageshow=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<template><img src=x onerror=alert(1)></template>",
    "<a href='javascript:alert(1)'>x</a>",
    "<form action='javascript:alert(1)'><button>x</button></form>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<base href='//evil.example/'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](java&#x73;cript:alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](x\"onerror=\"alert(1))",
    "![x](/files/a/b\"onerror=\"alert(1))",
    "<javascript:alert(1)>",
    "https://x.example/\"onmouseover=\"alert(1)",
    "'\"><img src=x onerror=alert(1)>",
    "{{7*7}} ${7*7} {% debug %}",
    "\u202e\u2066\0\ufeff<b>",
    "💥 ' \" \\ ` -- ; /*",
]  # fmt: skip


@cache
def payloads() -> tuple[str, ...]:
    """Give every hostile string at hand, each once."""
    found = list(OWN)
    if SHARED.exists():
        found += json.loads((SHARED / "blns.json").read_text())
        found += [
            each["payload"] for each in json.loads((SHARED / "dompurify_expect.json").read_text())
        ]
        for path in sorted((SHARED / "xss").glob("*.txt")):
            found += path.read_text("utf-8", "replace").splitlines()
        found += [
            path.read_text("utf-8", "replace") for path in sorted((SHARED / "svg").glob("*.svg"))
        ]
    return tuple(dict.fromkeys(text for text in found if text.strip()))
