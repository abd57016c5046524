// The window: what it shows, what it is told by the program, and what keys and buttons do.
import { WORDS } from "./words.js";
import { Pages } from "./pages.js";
import { touch } from "./touch.js";
import { brief, commands, contents, cover, epub, findings, search, sheets } from "./views.js";

// Asked for before anything else: the program answers while the window is being put together.
const events = new EventSource("events");
const at = (id) => document.getElementById(id);
const stored = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const store = (key, value) => { try { localStorage.setItem(key, value); } catch { /* a private window keeps nothing */ } };

let language = stored("language") ?? document.documentElement.lang;
let view = "pages";
let state = { revision: 0, count: 0 };
let panel = null;

const number = (value) => new Intl.NumberFormat(language === "ar" ? "ar-u-nu-arab" : "en", { useGrouping: false }).format(value);
// What stands for a key; where it goes by a number, in the form that the language has for that number.
function word(key, values = {}) {
  const known = WORDS[language][key];
  const text = typeof known === "string" ? known : known[new Intl.PluralRules(language).select(values.n)] ?? known.other;
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, typeof value === "number" ? number(value) : value), text);
}
const ask = async (path) => { const answer = await fetch(path); return answer.ok ? answer.json() : null; };

const pages = new Pages(at("stage"), {
  clicked: (page, x, y) => place(page, x, y),
  moved: () => showNumber(),
  name: (page) => word("pageOf", { n: page + 1 }),
});
const context = { word, number, ask, pages, place, open, go, language: () => language, state: () => state };
const VIEWS = { sheets, epub, cover, findings };
const PANELS = { contents, search };

// The language, and all words in it.
function speak(chosen) {
  language = chosen;
  Object.assign(document.documentElement, { lang: chosen, dir: chosen === "ar" ? "rtl" : "ltr" });
  document.querySelectorAll("[data-word]").forEach((element) => { element.textContent = word(element.dataset.word); });
  document.querySelectorAll("[data-label]").forEach((element) => element.setAttribute("aria-label", word(element.dataset.label)));
  document.querySelectorAll("[data-key]").forEach((element) => { element.title = element.dataset.key; });
  Object.assign(at("language"), { textContent: word("language"), lang: chosen === "ar" ? "en" : "ar" });
  if (!at("place").dataset.found) at("place").textContent = word("click");
  showCounts();
  showNumber();
}

function showCounts() {
  const { errors = 0, warnings = 0, notes = 0, failed, count } = state;
  const all = errors + warnings + notes;
  Object.assign(at("count"), { textContent: all ? number(all) : "", className: errors ? "error" : warnings ? "warning" : "note" });
  tell(failed ? word(count ? "failed" : "unmade") : count ? "" : word("making"));
  at("title").textContent = state.title ?? "kurras";
  document.title = state.title ?? "kurras";
}

// What stands over the pages: in words, with what is wrong as a way to the findings.
function tell(words, wrong) {
  const [shown, button] = at("notice").children;
  shown.textContent = words;
  if (wrong || !words || !state.failed) {
    button.replaceChildren(...(wrong ?? []));
    button.hidden = !wrong;
  }
  at("notice").hidden = !words;
}

// The first error, beside the pages that are older than it.
async function tellError() {
  const found = (await ask("findings"))?.findings.find((found) => found.severity === "error");
  if (!found || !state.failed) return;
  const where = document.createElement("bdi"), { file = "", line } = found.place ?? {};
  where.textContent = brief(line ? `${file}:${line}` : file);
  tell(word(state.count ? "failed" : "unmade"), [...commands(found.message[language]), " ", where]);
}

function showNumber() {
  at("total").textContent = state.count ? word("of", { n: state.count }) : "";
  if (document.activeElement !== at("page")) at("page").value = state.count ? number(pages.current() + 1) : "";
}

// Shows a view; one that is shown is made anew, and stays where it was scrolled to.
async function show(chosen, anew) {
  view = chosen;
  document.body.dataset.view = chosen;
  document.querySelectorAll("[role=tab]").forEach((tab) => tab.setAttribute("aria-selected", tab.dataset.view === chosen));
  if (!anew) history.replaceState(null, "", "#" + chosen);
  if (chosen === "pages") {
    at("stage").replaceChildren(pages.list);
    if (!anew) pages.go(context.page ?? 0);
    pages.scale();
    pages.drawInView();
    return showNumber();
  }
  const made = await VIEWS[chosen](context, anew);
  if (view !== chosen || !made) return;
  const top = at("stage").scrollTop;
  at("stage").replaceChildren(made);
  at("stage").scrollTop = anew ? top : 0;
}

async function showPanel(chosen, anew) {
  panel = chosen;
  for (const id of Object.keys(PANELS)) at(id).setAttribute("aria-expanded", id === chosen);
  at("panel").hidden = !chosen;
  if (!chosen) return pages.mark([]);
  if (anew && chosen === "search") return;
  const made = await PANELS[chosen](context);
  if (panel !== chosen) return;
  at("panel").replaceChildren(made);
  if (!anew) made.querySelector("input, button")?.focus();
}

// A page, and a place on it.
function go(page, areas, brief) {
  if (view !== "pages") show("pages");
  pages.go(page, areas?.[0]?.[1]);
  pages.mark(areas ?? [], brief);
}

// Where a point of a page was typed: shown, copied, and opened in the editor.
async function place(page, x, y) {
  const found = await ask(`place?n=${page}&x=${x.toFixed(2)}&y=${y.toFixed(2)}`);
  if (found) return open(found);
  at("place").dataset.found = "";
  at("place").textContent = word("nowhere");
}

async function open(found) {
  const where = found.line ? `${found.file}:${found.line}:${found.column}` : found.file;
  const shown = document.createElement(found.open ? "a" : "code");
  Object.assign(shown, { textContent: brief(where), title: where, dir: "ltr" });
  if (found.open) shown.href = found.open;
  const what = document.createElement("bdi");
  what.textContent = found.word ?? "";
  at("place").dataset.found = where;
  at("place").replaceChildren(what, " ", shown);
  const copied = await navigator.clipboard.writeText(where).then(() => true, () => false);
  if (copied) at("place").append(" ", Object.assign(document.createElement("small"), { textContent: word("copied") }));
  if (found.open) shown.click();
}

async function told(message) {
  const before = state;
  state = { ...state, ...message };
  if (!message.finished && before.count) Object.assign(state, { errors: before.errors, warnings: before.warnings, notes: before.notes });
  if (message.changed) pages.update(message);
  showCounts();
  showNumber();
  const first = !before.count && state.count;
  if (first && view === "pages") show("pages");
  const settled = message.finished && (message.revision !== before.shown);
  if (settled) {
    state.shown = message.revision;
    if (view !== "pages") show(view, true);
    if (panel) showPanel(panel, true);
    if (message.failed) tellError();
  }
  // Whoever looks at something else meanwhile is not taken away from it.
  const follows = () => view === "pages" && at("follow").getAttribute("aria-pressed") === "true";
  if (message.changed?.length && !first && follows()) {
    const edited = await ask("edited");
    if (edited && follows()) go(edited.page, [[edited.page, edited.area]], true);
  }
}

// What the program had made when the window was asked for stands at the end of it: nothing is asked for before it is shown.
function tellFirst() {
  const first = at("first");
  if (first && !state.count) told(JSON.parse(first.textContent));
}

function listen() {
  events.onmessage = (event) => told(JSON.parse(event.data));
  events.onerror = () => { if (events.readyState !== EventSource.OPEN) tell(word("lost")); };
  events.onopen = () => showCounts();
}

function toggle(id, act) {
  const pressed = at(id).getAttribute("aria-pressed") !== "true";
  at(id).setAttribute("aria-pressed", pressed);
  act?.(pressed);
}

function darken(dark) {
  document.documentElement.dataset.surround = dark ? "dark" : "light";
  store("dark", dark ? "1" : "");
}

// Turns over so many spreads, or pages where they stand one below the other.
const turn = (by) => pages.go(pages.current() + by * pages.step());
const ACTIONS = {
  contents: () => showPanel(panel === "contents" ? null : "contents"),
  search: () => showPanel(panel === "search" ? null : "search"),
  smaller: () => pages.setZoom(pages.zoom - 1),
  larger: () => pages.setZoom(pages.zoom + 1),
  fit: () => pages.setZoom(0),
  follow: () => toggle("follow"),
  dark: () => toggle("dark", darken),
  language: () => { speak(language === "ar" ? "en" : "ar"); store("language", language); if (state.failed) tellError(); show(view, true); if (panel) showPanel(panel, true); },
};
const KEYS = {
  c: "contents", "/": "search", "-": "smaller", "+": "larger", "=": "larger", 0: "fit", f: "follow", d: "dark", l: "language",
};

function pressed(event) {
  const typing = event.target.matches?.("input, select, textarea");
  if (event.key === "Escape") return typing ? event.target.blur() : showPanel(null);
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const tabs = [...document.querySelectorAll("[role=tab]")].map((tab) => tab.dataset.view);
  const paging = { PageDown: 1, PageUp: -1, ArrowLeft: pages.rtl ? 1 : -1, ArrowRight: pages.rtl ? -1 : 1 }[event.key];
  if (tabs[event.key - 1]) show(tabs[event.key - 1]);
  else if (ACTIONS[KEYS[event.key]]) ACTIONS[KEYS[event.key]]();
  else if (event.key === "g") at("page").select();
  else if (view === "pages" && paging) turn(paging);
  else if (view === "pages" && event.key === "Home") pages.go(0);
  else if (view === "pages" && event.key === "End") pages.go(state.count - 1);
  else return;
  event.preventDefault();
}

// A number as it is typed, in any digits.
const typed = (text) => parseInt(text.replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660).replace(/[۰-۹]/g, (digit) => digit.charCodeAt(0) - 0x6f0), 10);

for (const [id, act] of Object.entries(ACTIONS)) at(id).addEventListener("click", act);
document.querySelectorAll("[role=tab]").forEach((tab) => tab.addEventListener("click", () => { if (view === "pages") context.page = pages.current(); show(tab.dataset.view); }));
at("page").addEventListener("change", () => { const page = typed(at("page").value); if (page) go(page - 1); at("page").blur(); });
at("page").addEventListener("focus", () => at("page").select());
at("stage").addEventListener("scroll", () => { if (view === "pages") { context.page = pages.current(); showNumber(); } }, { passive: true });
at("stage").addEventListener("wheel", (event) => { if (event.ctrlKey && view === "pages") { event.preventDefault(); pages.setZoom(pages.zoom - Math.sign(event.deltaY)); } }, { passive: false });
at("notice").lastElementChild.addEventListener("click", () => show("findings"));
document.addEventListener("keydown", pressed);
touch(at("stage"), { pages, turn, isShown: () => view === "pages" });

const dark = stored("dark") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "1" : "");
if (dark) toggle("dark", darken);
speak(language);
const asked = location.hash.slice(1);
show(asked === "pages" || VIEWS[asked] ? asked : "pages");
listen();
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", tellFirst);
else tellFirst();
