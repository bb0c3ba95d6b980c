// What the browser adds: a form is sent once, a summary of errors takes the focus, nothing is kept.
document.addEventListener("submit", (event) => {
  document.querySelector(".sheet:popover-open")?.hidePopover();
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
// Replaced results leave the focus on the control that was used, else go there; folds stay open.
let before;
document.addEventListener("htmx:beforeSwap", (event) => {
  const { name, value } = document.activeElement;
  const folds = [...document.querySelectorAll(".sheet details[open]>summary")].map((fold) => fold.textContent);
  before = event.detail.target.id === "results" && { name, value, folds };
});
document.addEventListener("htmx:afterSettle", (event) => {
  event.target.querySelector?.("[role=alert][autofocus]")?.focus();
  if (!before) return;
  for (const fold of document.querySelectorAll(".sheet summary")) fold.parentElement.open ||= before.folds.includes(fold.textContent);
  if (document.activeElement !== document.body) return;
  const same = before.name && document.querySelector(`.sheet [name="${CSS.escape(before.name)}"][value="${CSS.escape(before.value)}"]`);
  (same || document.getElementById("results"))?.focus({ preventScroll: Boolean(same) });
});
// htmx notes the path of the page in the browser; it works without, and we keep nothing there.
const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");
forget();
for (const name of ["htmx:pushedIntoHistory", "htmx:replacedInHistory"]) document.addEventListener(name, () => setTimeout(forget));
