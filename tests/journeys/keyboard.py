"""Going through a page by keyboard alone, seeing at each stop where one is."""

from playwright.sync_api import Page

RING = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return "nowhere";
  const styles = [element, ...(element.closest('.card--link') ? [element.closest('.card--link')] : [])]
    .map(part => getComputedStyle(part));
  if (!styles.some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)) return "no ring";
  const box = element.getClientRects()[0];
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const seen = top && (element.contains(top) || top.contains(element) || top.closest('label')?.control === element);
  return seen ? "seen" : "covered";
}"""
NAME = """() => {
  const element = document.activeElement;
  const label = element.labels && element.labels[0] ? element.labels[0].innerText : '';
  return (label || element.getAttribute('aria-label') || element.innerText || element.value || '').trim();
}"""


def focused(page: Page) -> str:
    """Give the words of the element that has the focus."""
    return str(page.evaluate(NAME))


def tab_to(page: Page, words: str, *, limit: int = 80) -> None:
    """Press Tab until the element with these words has the focus. Raises when it is never reached."""
    passed = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        state = page.evaluate(RING)
        assert state in ("seen", "nowhere"), f"{focused(page)!r}: {state}"
        if words in (name := focused(page)):
            return
        passed.append(name)
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
