// The views beside the pages, and the panels: each makes an element of what the program answers.

// An element with what it is and what it holds: texts are texts, never markup.
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// A place with no more of its path than the last folder.
export const brief = (where) => where.split("/").slice(-2).join("/");

const drawing = async (source, alt) => {
  const image = element("img", { src: source, alt, draggable: false });
  await image.decode().catch(() => {});
  return image;
};

// The sides of the sheets as they leave the printer. Whoever points at a page sees which come before and after it.
export async function sheets({ word, number, ask, place, language }) {
  const told = await ask("sheets");
  if (!told?.sides.length) return element("p", { className: "empty" }, told?.why ? `${word("noSheets")}: ${told.why[language()]}` : word("noSheets"));
  const list = element("div", { className: "sheets" });
  const [scheme, leaves] = told.scheme.split(/-(?=\d)/);
  const summary = { n: told.sheets, paper: (told.paper ?? "").toUpperCase(), scheme: word(scheme, { n: +leaves }) };
  list.append(element("p", { className: "summary" }, word("sheetsOf", summary)));
  const boxes = new Map();
  const light = (page) => {
    list.querySelectorAll("[data-order]").forEach((box) => delete box.dataset.order);
    for (const [order, by] of [["before", -1], ["this", 0], ["after", 1]]) for (const box of boxes.get(page + by) ?? []) if (page) box.dataset.order = order;
  };
  const sides = told.sides.map((side, index) => sheet(side, index));
  async function sheet(side, index) {
    const image = await drawing(`sheet/${side.look}.svg?n=${index}`, "");
    const figure = element("figure", { className: "sheet" }, element("div", { className: "paper" }, image), element("figcaption", {}, word(side.front ? "front" : "back", { n: side.sheet })));
    figure.firstChild.style.aspectRatio = `${side.width} / ${side.height}`;
    for (const { page, map, trim } of side.pages) {
      const box = element("div", { className: "on-sheet", tabIndex: 0 }, element("b", {}, page ? number(page) : word("blank")));
      const [left, top, right, bottom] = trim, share = (value, whole) => (100 * value) / whole + "%";
      Object.assign(box.style, { left: share(left, side.width), top: share(top, side.height), width: share(right - left, side.width), height: share(bottom - top, side.height) });
      if (page) {
        box.title = word("order", { n: page, p: page - 1, q: page + 1 });
        boxes.set(page, [...(boxes.get(page) ?? []), box]);
        for (const name of ["pointerenter", "focus"]) box.addEventListener(name, () => light(page));
        for (const name of ["pointerleave", "blur"]) box.addEventListener(name, () => light(0));
        box.addEventListener("click", (event) => {
          const paper = box.parentNode.getBoundingClientRect();
          const at = [((event.clientX - paper.left) / paper.width) * side.width, ((event.clientY - paper.top) / paper.height) * side.height];
          place(page - 1, ...unmapped(map, at));
        });
      }
      figure.firstChild.append(box);
    }
    for (const [kind, style] of lines(side, told.folded)) Object.assign(figure.firstChild.appendChild(element("i", { className: kind })).style, style);
    return figure;
  }
  list.append(...(await Promise.all(sides)));
  return list;
}

// Where a side is folded, between two pages, and where it is cut: at what lies between the pages and the paper's edge.
function lines({ pages, width, height }, folded) {
  const share = (value, whole) => (100 * value) / whole + "%", found = [];
  const upright = (kind, x, top, bottom) => found.push([kind, { left: share(x, width), top: share(top, height), height: share(bottom - top, height) }]);
  const level = (kind, y, left, right) => found.push([kind + " level", { top: share(y, height), left: share(left, width), width: share(right - left, width) }]);
  const near = (a, b) => Math.abs(a - b) < 2;
  for (const { trim: [left, top, right, bottom] } of pages) {
    const beside = pages.some(({ trim }) => near(trim[0], right) && trim[1] < bottom && trim[3] > top);
    const below = pages.some(({ trim }) => near(trim[1], bottom) && trim[0] < right && trim[2] > left);
    if (beside) upright(folded ? "fold" : "cut", right, 0, height);
    if (below) level(folded && pages.length === 8 ? "fold" : "cut", bottom, 0, width);
    const free = (x) => x > 4 && x < width - 4, open = (y) => y > 4 && y < height - 4;
    if (free(right) && !beside) upright("cut", right, top, bottom);
    if (free(left) && !pages.some(({ trim }) => near(trim[2], left))) upright("cut", left, top, bottom);
    if (open(top) && !pages.some(({ trim }) => near(trim[3], top))) level("cut", top, left, right);
    if (open(bottom) && !below) level("cut", bottom, left, right);
  }
  return found;
}

// The point that a map [a, b, c, d, e, f] brings to a point: x = a·x' + c·y' + e, y = b·x' + d·y' + f.
function unmapped([a, b, c, d, e, f], [x, y]) {
  const whole = a * d - b * c;
  return [(d * (x - e) - c * (y - f)) / whole, (a * (y - f) - b * (x - e)) / whole];
}

const reading = { page: 0, tops: [] };

// The EPUB in frames as wide as a telephone and a tablet. No script runs in them.
export async function epub({ word, number, ask, state }, anew) {
  const told = await ask("epub");
  if (!told) return element("p", { className: "empty" }, word("noEpub"));
  reading.page = Math.max(0, Math.min(reading.page, told.pages.length - 1));
  const frames = [["phone", 390, 720], ["tablet", 768, 960]].map(([name, width, height], index) => {
    const frame = element("iframe", { title: word(name), width, height, sandbox: "allow-same-origin" });
    const load = () => { frame.src = `epub/${told.revision}/${told.pages[reading.page][0].split("/").map(encodeURIComponent).join("/")}`; };
    const inner = () => frame.contentDocument?.scrollingElement;
    frame.addEventListener("load", () => {
      if (anew && inner()) inner().scrollTop = reading.tops[index] ?? 0;
      frame.contentWindow?.addEventListener("scroll", () => { reading.tops[index] = inner()?.scrollTop ?? 0; });
      const links = frame.contentDocument?.querySelectorAll("a[href]") ?? [];
      links.forEach((link) => { link.target = "_self"; });
    });
    load();
    return { load, shown: element("figure", { className: name }, frame, element("figcaption", {}, `${word(name)} (${number(width)})`)) };
  });
  const turn = (by) => {
    reading.page = Math.max(0, Math.min(told.pages.length - 1, reading.page + by));
    reading.tops = [];
    frames.forEach(({ load }) => load());
    shown.value = reading.page;
  };
  const shown = element("select", { "aria-label": word("page"), onchange: () => turn(+shown.value - reading.page) }, ...told.pages.map(([, title], index) => element("option", { value: index, dir: "auto" }, title)));
  shown.value = reading.page;
  const bar = element("p", { className: "turning" }, element("button", { onclick: () => turn(-1) }, word("previous")), shown, element("button", { onclick: () => turn(1) }, word("next")));
  return element("div", { className: "epub", dir: state().rtl ? "rtl" : "ltr" }, bar, element("div", { className: "frames" }, ...frames.map(({ shown }) => shown)));
}

export async function cover({ word, ask }) {
  const told = await ask("cover");
  if (!told?.look) return element("p", { className: "empty" }, word("noCover"));
  return element("div", { className: "cover" }, await drawing(`cover/${told.look}.svg?n=0`, word("cover")));
}

// The findings by how grave they are, then by their code, each with its line and what would mend it.
export async function findings({ word, ask, open, language }) {
  const told = await ask("findings");
  const list = element("div", { className: "findings" });
  if (!told?.count) return element("p", { className: "empty" }, word(told ? "nothing" : "making"));
  for (const severity of ["error", "warning", "note"]) {
    const graves = told.findings.filter((found) => found.severity === severity);
    if (!graves.length) continue;
    list.append(element("h2", { className: severity }, word(severity)));
    for (const code of [...new Set(graves.map((found) => found.code))]) {
      const meaning = told.codes[code][language()];
      const group = graves.filter((found) => found.code === code);
      list.append(element("section", {}, element("h3", {}, element("code", {}, code), " ", ...commands(meaning?.what ?? "")),
        meaning ? element("details", {}, element("summary", {}, word("why")), element("p", {}, ...commands(meaning.why)), element("p", {}, element("b", {}, word("what") + ": "), ...commands(meaning.do))) : null,
        element("ul", {}, ...group.map((found) => one(found, word, open, language())))));
    }
  }
  if (told.count > told.findings.length) list.append(element("p", {}, word("more", { n: told.count - told.findings.length })));
  return list;
}

// A text with what stands between backticks as commands, which read from the left.
export const commands = (text) => text.split("`").map((part, index) => (index % 2 ? element("code", { dir: "ltr" }, part) : part));

function one({ message, place, line, hints, fix }, word, open, language) {
  const where = place && (place.line ? `${place.file}:${place.line}:${place.column}` : place.file);
  const shown = (text) => (/^\s+$/.test(text) ? text.replace(/\s/g, "␣") : text || `(${word("deleted")})`);
  const edits = (fix?.edits ?? []).map(([from, to]) => element("span", { className: "edit" }, element("del", { dir: "auto" }, shown(from)), ` ${language === "ar" ? "←" : "→"} `, element("ins", { dir: "auto" }, shown(to))));
  return element("li", {}, element("p", { dir: "auto" }, ...commands(message[language])),
    line && line.join("").trim() ? element("blockquote", { dir: "auto" }, line[0].slice(-80), element("mark", {}, line[1]), line[2].slice(0, 80)) : null,
    ...hints.map((hint) => element("p", { className: "hint", dir: "auto" }, ...commands(hint[language]))),
    fix ? element("p", { className: "fix" }, word("mend") + ": ", ...edits, element("small", {}, " (", ...commands(word(fix.safety)), ")")) : null,
    where ? element("button", { className: "where", dir: "ltr", title: where, onclick: () => open(place) }, brief(where)) : null);
}

export async function contents({ number, ask, go, word }) {
  const headings = (await ask("contents")) ?? [];
  const item = ({ title, label, page }) => element("li", {}, element("button", { disabled: page === null, onclick: () => go(page) },
    element("span", { dir: "auto" }, label ? `${label} ${title}` : title), page === null ? null : element("b", {}, number(page + 1))));
  const made = element("ol", { className: "contents", "aria-label": word("contents") });
  for (const heading of headings) {
    const one = item(heading);
    one.style.setProperty("--level", heading.level);
    made.append(one);
  }
  return made;
}

export async function search({ word, number, ask, go }) {
  const results = element("ol", { className: "results" });
  const count = element("p", { className: "summary", role: "status" });
  let asked = 0;
  const look = async () => {
    const mine = ++asked, told = await ask(`search?q=${encodeURIComponent(field.value)}`);
    if (mine !== asked) return;
    count.textContent = !field.value.trim() ? "" : told?.count ? word("matches", { n: told.count }) : word("none");
    results.replaceChildren(...(told?.matches ?? []).map(({ before, found, after, areas }) => element("li", {}, element("button", { disabled: !areas.length, onclick: () => go(areas[0][0], areas) },
      element("span", { dir: "auto" }, before, found.startsWith(" ") ? " " : "", element("mark", {}, found.trim()), after), areas.length ? element("b", {}, number(areas[0][0] + 1)) : null))));
  };
  const field = element("input", { type: "search", placeholder: word("searchFor"), "aria-label": word("searchFor"), dir: "auto", oninput: look });
  return element("div", {}, field, count, results);
}
