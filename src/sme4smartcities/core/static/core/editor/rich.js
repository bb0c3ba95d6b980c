// Loads the editor when somebody begins to write a long text, and not before. A text that the
// browser kept from an earlier visit stays in its plain text area, where nothing can be lost.
function begin(area) {
  if (!area?.matches?.("textarea[data-editor]") || area.dataset.begun !== undefined) return;
  area.dataset.begun = "";
  if (area.value !== area.defaultValue) return;
  import(area.dataset.editor).then((editor) => editor.start(area)).catch(() => {});
}
document.addEventListener("focusin", (event) => begin(event.target));
begin(document.activeElement);
