// What the browser adds: a form is sent once, and a summary of errors takes the focus.
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
