// Turns a text area into an editor, and its document back into Markdown, the only form that is kept.

// --- Document to Markdown ---------------------------------------------------------------------

const MARKS = ["link", "bold", "italic", "code"]; // from the outside to the inside

/** Give the Markdown of a document, as JSON of the editor's schema. */
export function markdown(doc) {
  return blocks(doc.content ?? []).trim();
}

function blocks(nodes) {
  const parts = [];
  let turn = 0; // two lists in a row need two kinds of mark, or they would become one
  nodes.forEach((node, i) => {
    turn = i && isList(node) && nodes[i - 1].type === node.type ? 1 - turn : 0;
    const text = BLOCKS[node.type]?.(node, turn);
    if (text) parts.push(text);
  });
  return parts.join("\n\n");
}

const isList = (node) => node.type === "bulletList" || node.type === "orderedList";
const content = (node) => node.content ?? [];
const indented = (text, by) => text.replace(/\n(?=[^\n])/g, "\n" + " ".repeat(by));

const BLOCKS = {
  paragraph: (node) => lines(inline(content(node))),
  heading: (node) => {
    const text = lines(inline(content(node))).replace(/\s*\n\s*/g, " ").replace(/(#+)$/, "\\$1");
    return text && "#".repeat(node.attrs.level) + " " + text;
  },
  blockquote: (node) => blocks(content(node)).replace(/^/gm, "> ").replace(/^> $/gm, ">"),
  horizontalRule: () => "---",
  codeBlock: (node) => {
    const text = rawText(content(node)).replace(/\n$/, "");
    const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
    return `${fence}\n${text}\n${fence}`;
  },
  bulletList: (node, turn) => items(node, () => (turn ? "* " : "- ")),
  orderedList: (node, turn) => {
    const first = node.attrs?.start ?? 1;
    return items(node, (i) => `${first + i}${turn ? ")" : "."} `);
  },
};

function items(list, mark) {
  const texts = content(list).map((item, i) => {
    const prefix = mark(i);
    return prefix + (indented(blocks(content(item)), prefix.length) || "");
  });
  return texts.join(content(list).some((item) => isLoose(item)) ? "\n\n" : "\n");
}

const isLoose = (item) => content(item).some((node, i) => i && !isList(node));

/** Trim each line, and keep its first sign from meaning a list, a heading or a rule. */
function lines(text) {
  return text
    .split("\n")
    .map((line) => line.replaceAll(OPENED, "").trim().replace(/^(?:[-+=~>#])|^(\d{1,9})(?=[.)])/, (start, number) => (number ? number + "\\" : "\\" + start)))
    .join("\n")
    .replace(/\n{2,}/g, "\n")
    .trim();
}

/** Write the nodes of one block: `out` is what stands before them, `after` the sign that follows. */
function inline(nodes, out = "", depth = 0, after = "") {
  if (depth === MARKS.length) return nodes.reduce((text, node) => text + leaf(node), out);
  const groups = [];
  for (const node of nodes) {
    const mark = node.marks?.find((one) => one.type === MARKS[depth]);
    const key = mark ? (mark.attrs?.href ?? "yes") : "";
    if (groups.at(-1)?.key === key) groups.at(-1).nodes.push(node);
    else groups.push({ key, nodes: [node] });
  }
  return groups.reduce((text, { key, nodes: inside }, i) => {
    const next = i + 1 < groups.length ? first(groups[i + 1].nodes) : after;
    return key ? WRAPS[MARKS[depth]](text, inside, depth, next, key) : inline(inside, text, depth + 1, next);
  }, out);
}

const WRAPS = {
  link: (out, nodes, depth, next, href) => {
    const [lead, core, tail] = trimmed(nodes, SPACE, SPACE);
    const before = inline(lead, out, depth + 1).replace(/!$/, "\\!");
    if (!core.length) return before;
    const bare = /^https?:\/\/[^\s<>]+$/.test(href) && rawText(core) === href;
    const target = href.replace(/[<>\\\n]/g, encodeURIComponent);
    const link = bare ? `${before}<${href}>` : `${inline(core, before + "[", depth + 1, "]")}](<${target}>)`;
    return inline(tail, link, depth + 1, next);
  },
  bold: (out, nodes, depth, next) => emphasis("**", out, nodes, depth, next),
  italic: (out, nodes, depth, next) => emphasis("*", out, nodes, depth, next),
  code: (out, nodes) => {
    const text = rawText(nodes).replace(/\n/g, " ");
    if (!text.trim()) return out + text;
    const fence = "`".repeat(longestRun(text) + 1);
    const pad = /^`|`$|^ .* $/.test(text) ? " " : "";
    return out + fence + pad + text + pad + fence;
  },
};

const OPENED = "\x02"; // stands behind a sign that was just opened, until the block is whole
const SPACE = "\\s";
const SIGNS = "[\\s\\p{P}\\p{S}]";
const isWord = (sign) => /[\p{L}\p{N}]/u.test(sign);

/** Emphasise where Markdown sees it: never beside a space, nor with a sign between it and a word. */
function emphasis(star, out, nodes, depth, next) {
  const [lead, core, tail] = trimmed(nodes, isWord(out.at(-1) ?? "") ? SIGNS : SPACE, isWord(next) ? SIGNS : SPACE);
  const before = inline(lead, out, depth + 1, first(core));
  const follows = tail.length ? first(tail) : next;
  const previous = before.at(-1) ?? "";
  const sign = previous === "*" ? star.replaceAll("*", "_") : star;
  const opens = !isWord(previous) || isWord(first(core));
  const closes = !isWord(follows) || (isWord(last(core)) && sign === star);
  const marked = core.length && opens && closes;
  const inner = marked ? inline(core, before + sign + OPENED, depth + 1) + sign : inline(core, before, depth + 1, follows);
  return inline(tail, inner, depth + 1, next);
}

/** Cut nodes in three: what the patterns take at the start, the middle, and what they take at the end. */
function trimmed(nodes, start, end) {
  const [lead, rest] = cut(nodes, new RegExp(`^(?:${start})+`, "u"));
  const mirrored = rest.map(reversed).reverse();
  const [tail, core] = cut(mirrored, new RegExp(`^(?:${end})+`, "u"));
  return [lead, core.map(reversed).reverse(), tail.map(reversed).reverse()];
}

const reversed = (node) => (node.text ? { ...node, text: [...node.text].reverse().join("") } : node);

function cut(nodes, pattern) {
  const taken = [];
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    const found = node.type === "hardBreak" ? "\n" : (node.text?.match(pattern)?.[0] ?? "");
    if (node.text && found.length < node.text.length) {
      const rest = [{ ...node, text: node.text.slice(found.length) }, ...nodes.slice(i + 1)];
      return found ? [[...taken, { ...node, text: found }], rest] : [taken, rest];
    }
    if (!found) return [taken, nodes.slice(i)];
    taken.push(node);
  }
  return [taken, []];
}

const rawText = (nodes) => nodes.map((node) => node.text ?? (node.type === "image" ? "!" : "\n")).join("");
const first = (nodes) => [...rawText(nodes)][0] ?? "";
const last = (nodes) => [...rawText(nodes)].at(-1) ?? "";
const longestRun = (text) => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));

function leaf(node) {
  if (node.type === "hardBreak") return "\n";
  if (node.type === "image") return `![${escaped(node.attrs.alt ?? "")}](${node.attrs.src})`;
  return escaped(node.text ?? "");
}

const escaped = (text) => text.replace(/[\\`*[\]<_]/g, "\\$&").replace(/&(?=[#a-z])/gi, "\\&");

// --- The editor -------------------------------------------------------------------------------

/** Show the editor in place of the area, once everything it needs is here. */
export async function start(area) {
  const box = area.closest(".rich");
  const written = area.defaultValue;
  const [library] = await Promise.all([import(area.dataset.library), styled(area.dataset.style)]);
  const typed = area.value !== written; // while the editor was on its way
  if (!box.isConnected || (typed && written)) return;
  const editor = new library.Editor({
    extensions: extensions(library),
    content: { type: "doc", content: [{ type: "paragraph" }] },
    injectCSS: false,
    enableInputRules: false, // what is typed stays as typed
    enablePasteRules: false,
    textDirection: "auto",
    editorProps: { attributes: labelled(area) },
    onUpdate: () => keep(area, editor),
  });
  const schema = editor.state.schema;
  const doc = typed ? plain(schema, area.value) : parsed(library, schema, box);
  editor.view.updateState(library.pm.state.EditorState.create({ doc, plugins: editor.state.plugins }));
  show(area, box, editor);
}

function styled(href) {
  if (document.querySelector(`link[href="${href}"]`)) return null;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((done) => {
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}

function extensions(library) {
  const { Document, Paragraph, Text, Bold, Italic, Code, CodeBlock, Heading, Blockquote } = library;
  const { BulletList, OrderedList, HardBreak, HorizontalRule, History } = library;
  const ListItem = library.ListItem.extend({
    // Tab stays the key that leaves the editor.
    addKeyboardShortcuts() {
      return { Enter: () => this.editor.commands.splitListItem(this.name) };
    },
  });
  const Link = library.Link.configure({ openOnClick: false, autolink: false, HTMLAttributes: { target: null, rel: null } });
  const Image = library.Image.extend({ parseHTML: () => [{ tag: 'img[src^="/files/"]' }] }).configure({ inline: true });
  return [Document, Paragraph, Text, Bold, Italic, Code, CodeBlock, Heading, Blockquote, BulletList, OrderedList, ListItem, HardBreak, HorizontalRule, Link, Image, History];
}

function labelled(area) {
  const label = area.labels[0];
  if (label && !label.id) label.id = `${area.id}_label`;
  const attributes = { role: "textbox", "aria-multiline": "true", class: "prose", id: area.id };
  if (label) attributes["aria-labelledby"] = label.id;
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (area.hasAttribute(name)) attributes[name] = area.getAttribute(name);
  }
  if (area.required) attributes["aria-required"] = "true";
  return attributes;
}

function parsed(library, schema, box) {
  const source = box.querySelector("template[data-source]").content;
  return library.pm.model.DOMParser.fromSchema(schema).parse(source);
}

/** Take what was typed before the editor was here as it stands, not as Markdown. */
function plain(schema, text) {
  const { doc, paragraph, hardBreak } = schema.nodes;
  const paragraphs = text.split(/\n\s*\n/).map((part) => {
    const pieces = part.split("\n").flatMap((line, i) => [i ? hardBreak.create() : null, line ? schema.text(line) : null]);
    return paragraph.create(null, pieces.filter(Boolean));
  });
  return doc.create(null, paragraphs);
}

function keep(area, editor) {
  area.value = markdown(editor.getJSON());
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function show(area, box, editor) {
  const focused = document.activeElement === area;
  const labels = [...area.labels];
  area.removeAttribute("id");
  area.required = false;
  area.hidden = true;
  const bar = box.querySelector("template[data-tools]").content.firstElementChild.cloneNode(true);
  const frame = document.createElement("div");
  frame.className = "rich__frame";
  frame.append(bar, editor.view.dom);
  area.before(frame);
  for (const label of labels) label.addEventListener("click", () => editor.commands.focus());
  tools(bar, box, editor);
  if (focused) editor.commands.focus("end");
}

// --- The bar ----------------------------------------------------------------------------------

const ACTS = {
  bold: { run: (chain) => chain.toggleBold(), on: ["bold"] },
  italic: { run: (chain) => chain.toggleItalic(), on: ["italic"] },
  heading: { run: (chain) => chain.toggleHeading({ level: 2 }), on: ["heading", { level: 2 }] },
  subheading: { run: (chain) => chain.toggleHeading({ level: 3 }), on: ["heading", { level: 3 }] },
  list: { run: (chain) => chain.toggleBulletList(), on: ["bulletList"] },
  numbers: { run: (chain) => chain.toggleOrderedList(), on: ["orderedList"] },
  quote: { run: (chain) => chain.toggleBlockquote(), on: ["blockquote"] },
  link: { on: ["link"] },
  undo: { run: (chain) => chain.undo() },
  redo: { run: (chain) => chain.redo() },
};

function tools(bar, box, editor) {
  const buttons = [...bar.querySelectorAll("button")];
  const ask = linkDialog(box, editor);
  const draw = () => {
    for (const button of buttons) {
      const act = ACTS[button.dataset.act];
      if (act.on) button.setAttribute("aria-pressed", String(editor.isActive(...act.on)));
    }
  };
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  bar.addEventListener("click", (event) => {
    const act = event.target.closest("button")?.dataset.act;
    if (act === "link") ask();
    else if (act) ACTS[act].run(editor.chain().focus()).run();
  });
  editor.on("transaction", draw);
  rove(bar, buttons);
  draw();
}

/** One stop for the Tab key; the arrows go from button to button, the way the page is read. */
function rove(bar, buttons) {
  const stop = (chosen) => buttons.forEach((button) => (button.tabIndex = button === chosen ? 0 : -1));
  stop(buttons[0]);
  bar.addEventListener("focusin", (event) => stop(event.target));
  bar.addEventListener("keydown", (event) => {
    const ahead = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const step = { ArrowLeft: -1, ArrowRight: -1, [ahead]: 1 }[event.key];
    const ends = { Home: 0, End: buttons.length - 1 }[event.key];
    if (step === undefined && ends === undefined) return;
    event.preventDefault();
    const now = buttons.indexOf(document.activeElement);
    buttons[ends ?? (now + step + buttons.length) % buttons.length].focus();
  });
}

const address = (text) => {
  const typed = text.trim();
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(typed)) return `mailto:${typed}`;
  if (/^(https?:\/\/[^\s/]|mailto:[^\s@]+@|tel:\+?\d|\/(?![/\\]))/i.test(typed)) return typed;
  return /^[\w-]+(\.[\w-]+)+([/?#]\S*)?$/.test(typed) ? `https://${typed}` : "";
};

function linkDialog(box, editor) {
  const dialog = box.querySelector("template[data-dialog]").content.firstElementChild.cloneNode(true);
  const input = dialog.querySelector("input");
  const error = dialog.querySelector("[role=alert]");
  document.body.append(dialog); // outside the form, so that Enter does not send it
  const close = () => {
    dialog.close();
    editor.commands.focus();
  };
  const set = () => {
    const href = address(input.value);
    error.hidden = Boolean(href);
    input.setAttribute("aria-invalid", String(!href));
    if (!href) return input.focus();
    dialog.close();
    const { empty } = editor.state.selection;
    const chain = editor.chain().focus();
    if (empty && !editor.isActive("link")) chain.insertContent({ type: "text", text: href.replace(/^mailto:/, ""), marks: [{ type: "link", attrs: { href } }] }).run();
    else chain.extendMarkRange("link").setLink({ href }).run();
  };
  const acts = { set, cancel: close, remove: () => (editor.chain().focus().extendMarkRange("link").unsetLink().run(), close()) };
  dialog.addEventListener("click", (event) => acts[event.target.closest("button")?.dataset.act]?.());
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") set();
  });
  return () => {
    input.value = editor.getAttributes("link").href ?? "";
    error.hidden = true;
    input.removeAttribute("aria-invalid");
    dialog.showModal();
    input.focus();
  };
}
