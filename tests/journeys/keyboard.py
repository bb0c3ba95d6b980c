"""Going through a page by keyboard alone, seeing at each stop where one is."""

from playwright.sync_api import Page

RING = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return "nowhere";
  const styles = [element, ...(element.closest('.card--link') ? [element.closest('.card--link')] : [])]
    .map(part => getComputedStyle(part));
  if (!styles.some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)) return "no ring";
  // A link of several lines shows where most of it shows; a browser scrolls no further for it.
  const shown = [...element.getClientRects()].map(line => {
    const x = Math.max(0, line.left), y = Math.max(0, line.top);
    return {x, y, width: Math.min(innerWidth, line.right) - x, height: Math.min(innerHeight, line.bottom) - y};
  });
  const area = part => Math.max(0, part.width) * Math.max(0, part.height);
  const box = shown.reduce((most, part) => area(part) > area(most) ? part : most);
  const seen = [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].some(([along, down]) => {
    const top = document.elementFromPoint(box.x + box.width * along, box.y + box.height * down);
    return top && (element.contains(top) || top.contains(element) || top.closest('label')?.control === element
      || element instanceof SVGElement && top.closest('svg') === element.closest('svg'));
  });
  if (seen) return "seen";
  return "covered by " + document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)?.outerHTML.slice(0, 99);
}"""
STOPS = """() => {
  const found = [];
  const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
  for (const stop of stops) {
    if (stop.disabled || stop.tabIndex < 0 || !stop.checkVisibility({visibilityProperty: true})) continue;
    stop.focus();
    if (document.activeElement !== stop) continue;
    const state = (%s)();
    if (state !== 'seen') found.push(state + ' ' + stop.outerHTML.slice(0, 160));
  }
  return found;
}"""
NAME = """() => {
  const element = document.activeElement;
  const label = element.labels && element.labels[0] ? element.labels[0].innerText : '';
  return (label || element.getAttribute('aria-label') || element.innerText || element.value || '').trim();
}"""


def focused(page: Page) -> str:
    """Give the words of the element that has the focus."""
    return " ".join(str(page.evaluate(NAME)).split())


def unseen_stops(page: Page) -> list[str]:
    """Put the focus on every stop in turn, as a keyboard would; name those that do not show it."""
    page.keyboard.press("Tab")
    return list(page.evaluate(STOPS % RING))


def tab_to(page: Page, words: str, *, limit: int = 80) -> None:
    """Press Tab until the element with these words has the focus. Raises when it is never reached."""
    passed = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        state = page.evaluate(RING)
        assert state in ("seen", "nowhere"), f"{focused(page)!r}: {state}"
        if state == "seen" and words in (name := focused(page)):
            return
        passed.append(name if state == "seen" else state)
    raise AssertionError(f"Tab never reached {words!r}, only {passed}")


def tab_through(page: Page, *, limit: int = 150) -> list[str]:
    """Walk every stop of the page once; each must be seen. Give the words met."""
    met: list[str] = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        state = page.evaluate(RING)
        if state == "nowhere":
            break
        assert state == "seen", f"{focused(page)!r}: {state}"
        met.append(focused(page))
    return met


def fill(page: Page, label: str, words: str) -> None:
    """Go to the field with this label and type, over what stands there."""
    tab_to(page, label)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def press(page: Page, words: str, key: str = "Enter") -> None:
    """Go to a control with these words and press it; the page stays."""
    tab_to(page, words)
    page.keyboard.press(key)


def follow(page: Page, words: str) -> None:
    """Go to a link or button with these words and press Enter, which leads to another page."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
