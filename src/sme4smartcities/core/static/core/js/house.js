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
document.addEventListener("htmx:afterRequest", (event) => {
  setTimeout(() => event.target.querySelector?.("button[aria-busy]")?.removeAttribute("aria-busy"));
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
// Who has set no time zone, and for whom none is suggested, finds the browser's own chosen.
for (const clock of document.querySelectorAll("select[data-clock]")) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (!clock.value && clock.querySelector(`option[value="${CSS.escape(timeZone ?? "")}"]`)) clock.value = timeZone;
}
// The closed fold of a long list tells what is chosen in it.
for (const fold of document.querySelectorAll("details[data-chosen]"))
  fold.addEventListener("change", () => {
    const chosen = [...fold.querySelectorAll("input:checked")].map((box) => box.labels[0].textContent.trim());
    fold.querySelector("summary>span").textContent = chosen.join(" • ") || fold.dataset.chosen;
  });
// htmx notes the path of the page in the browser; it works without, and we keep nothing there.
const forget = () => sessionStorage.removeItem("htmx-current-path-for-history");
forget();
for (const name of ["htmx:pushedIntoHistory", "htmx:replacedInHistory"]) document.addEventListener(name, () => setTimeout(forget));
// Hand a page on, or print it: the browser's own ways, offered where it has them.
for (const button of document.querySelectorAll("[data-print],[data-share]")) {
  const url = button.dataset.share;
  if (url && !navigator.share && !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (!url) return print();
    try {
      if (navigator.share) return await navigator.share({ title: document.title, url });
      await navigator.clipboard.writeText(url);
      const told = button.parentElement.querySelector("[data-shared]");
      told.textContent = told.dataset.shared;
    } catch {} // closed without sharing, or not allowed: the address stands above
  });
}
// A box that offers names while somebody types: arrows choose, Enter goes there, Escape closes.
for (const box of document.querySelectorAll("[data-suggest]")) {
  const list = document.getElementById(box.dataset.suggest);
  const chosen = () => list.querySelector('[aria-selected="true"]');
  const choose = (next) => {
    chosen()?.setAttribute("aria-selected", "false");
    next?.setAttribute("aria-selected", "true");
    next?.scrollIntoView({ block: "nearest" });
    if (next) box.setAttribute("aria-activedescendant", next.id);
    else box.removeAttribute("aria-activedescendant");
  };
  const show = (open) => {
    list.hidden = !open;
    box.setAttribute("aria-expanded", open);
    if (!open) choose();
  };
  const marks = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id };
  for (const [name, value] of Object.entries(marks)) box.setAttribute(name, value);
  show(false);
  list.addEventListener("htmx:afterSwap", () => show(list.childElementCount > 0 && document.activeElement === box));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
  list.addEventListener("click", (event) => location.assign(event.target.closest("li").dataset.goal));
  box.addEventListener("blur", () => show(false));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) show(false);
    else if (event.key === "Enter" && chosen()) location.assign(chosen().dataset.goal);
    else if (event.key === "ArrowDown" && list.childElementCount) {
      show(true);
      choose(chosen()?.nextElementSibling ?? list.firstElementChild);
    } else if (event.key === "ArrowUp" && !list.hidden) choose(chosen()?.previousElementSibling ?? list.lastElementChild);
    else return;
    event.preventDefault();
  });
}
