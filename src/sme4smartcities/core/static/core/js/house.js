// What the browser adds: a form is sent once, a summary of errors takes the focus, nothing is kept.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.target.method !== "post" || !button) return;
  if (button.getAttribute("aria-busy") === "true") event.preventDefault();
  else {
    setTimeout(() => button.setAttribute("aria-busy", "true"));
    setTimeout(() => button.removeAttribute("aria-busy"), 8000); // a download leaves the page open
  }
});
addEventListener("pageshow", () => {
  for (const busy of document.querySelectorAll("button[aria-busy]")) busy.removeAttribute("aria-busy");
});
document.addEventListener("htmx:afterSettle", (event) => {
  event.target.querySelector?.("[role=alert][autofocus]")?.focus();
});
// htmx notes the path of the page in the browser; it works without, and we keep nothing there.
const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");
forget();
for (const name of ["htmx:pushedIntoHistory", "htmx:replacedInHistory"]) document.addEventListener(name, () => setTimeout(forget));
