// The window of `kurras preview` in Chromium. Arguments: the folder that holds node_modules, the program, and a book's folder, which is edited,
// broken and mended. Every view is opened in both languages, at two widths, and checked by axe; words are clicked on pages and on sheets;
// other sites try to read, to frame and to steer the window. Each failing is a line; the last line says what was looked at.
"use strict";

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const http = require("node:http");
const net = require("node:net");
const path = require("node:path");
const { createRequire } = require("node:module");

const [judges, program, book] = process.argv.slice(2);
const installed = createRequire(path.join(path.resolve(judges), "package.json"));
const { chromium } = installed("playwright-core");
const AXE = fs.readFileSync(installed.resolve("@daisy/axe-core-for-ace/axe.min.js"), "utf8");
const VIEWS = ["pages", "sheets", "epub", "cover", "findings"];
const failings = [];
const expect = (holds, what) => holds || failings.push(what);
const manuscript = path.join(book, "text.md");
const until = async (what, holds) => {
  for (let tries = 0; tries < 200; tries++) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  failings.push(`never: ${what}`);
  return false;
};

function start(language) {
  const env = { PATH: process.env.PATH, LANG: language };
  const child = spawn(program, ["preview", book, "--editor", "vscode"], { env, stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((resolve) => child.stdout.once("data", (line) => resolve({ child, address: String(line).trim() })));
}

async function open(context, address) {
  const page = await context.newPage();
  page.on("console", (said) => said.type() === "error" && failings.push(`the window complains: ${said.text()}`));
  page.on("pageerror", (error) => failings.push(String(error)));
  page.on("request", (request) => request.url().startsWith(new URL(address).origin) || /^(data|vscode):/.test(request.url()) || failings.push(`asks for ${request.url()}`));
  // What a click would hand to the editor: there is none here.
  await page.addInitScript(() => document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='vscode:']");
    if (link) [window.handed, event.returnValue] = [link.href, false];
  }, true));
  await page.goto(address);
  await page.waitForSelector(".page[data-look]");
  return page;
}

// Fingers: one that sweeps to the right turns over in a book bound on the right, two that go apart make pages larger.
async function fingers(context, page) {
  const session = await context.newCDPSession(page);
  const touch = (type, ...points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const shown = () => page.inputValue("#page");
  const before = await shown();
  for (const [from, to] of [[80, 300], [300, 80]]) {
    const was = await shown();
    await touch("touchStart", [from, 500]);
    for (const part of [0.3, 0.6, 1]) await touch("touchMove", [from + (to - from) * part, 502]);
    await touch("touchEnd");
    await until(`a finger from ${from} to ${to} turns over`, async () => (await shown()) !== was);
  }
  expect((await shown()) === before, "turning back does not lead back");
  const scale = () => page.evaluate("+document.querySelector('.pages').style.getPropertyValue('--k')");
  const fit = await scale();
  await touch("touchStart", [180, 500], [220, 500]);
  for (const by of [20, 40, 60]) await touch("touchMove", [180 - by, 500], [220 + by, 500]);
  await touch("touchEnd");
  expect((await scale()) > 1.5 * fit, `two fingers change the scale from ${fit} to ${await scale()}`);
  await page.keyboard.press("0");
  expect((await scale()) === fit, "the scale does not come back");
}

// Every view, in both languages, at the width of a telephone and of a desk.
async function views(browser, address) {
  for (const width of [390, 1440]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, hasTouch: width < 700 });
    const page = await open(context, address);
    expect((await page.evaluate("document.documentElement.lang + document.documentElement.dir")) === "arrtl", "the window does not begin in Arabic");
    if (width > 700) {
      const [first, second, third] = await page.evaluate("[...document.querySelectorAll('.page')].slice(0, 3).map((page) => page.getBoundingClientRect().left)");
      expect(first < second && third < second && first === third, `the spreads are not those of a book bound on the right: ${[first, second, third]}`);
    }
    if (width < 700) await fingers(context, page);
    for (const view of VIEWS) {
      await page.click(`[role=tab][data-view=${view}]`);
      const shown = { pages: ".page[data-look]", sheets: ".sheet img", epub: "iframe", cover: ".cover img", findings: ".findings li" }[view];
      await page.waitForSelector(shown);
      if (view === "epub") await until("the EPUB has text", () => page.evaluate("[...document.querySelectorAll('iframe')].every((frame) => frame.contentDocument?.body?.childElementCount)"));
      const wide = await page.evaluate("document.documentElement.scrollWidth");
      expect(wide <= width, `${view} is ${wide} pixels wide on a screen of ${width}`);
      if (view === "epub") continue;
      await page.evaluate(AXE);
      const { violations } = await page.evaluate("axe.run({ iframes: false })");
      for (const { id, impact, help, nodes } of violations) failings.push(`${view} at ${width}: ${impact} ${id}: ${help}: ${nodes[0].html.slice(0, 200)}`);
    }
    const arabic = await page.innerText("header");
    await page.keyboard.press("l");
    expect((await page.evaluate("document.documentElement.lang + document.documentElement.dir")) === "enltr", "the language does not change");
    const english = await page.innerText("header");
    expect(/[ء-ي]/.test(arabic) && /Findings/.test(english), `the words are ${arabic} and ${english}`);
    await context.close();
  }
}

// The places of words: found by the window's own search, clicked, and looked up in the manuscript.
async function clicks(page) {
  const text = fs.readFileSync(manuscript, "utf8");
  const lines = text.split("\n");
  const words = [...new Set(text.match(/[ء-ي]{5,}/g))].filter((word) => text.split(word).length === 2);
  expect(words.length > 40, `only ${words.length} words stand once`);
  const wrong = [];
  const sample = [];
  for (const word of words.filter((_, index) => index % Math.ceil(words.length / 40) === 0)) {
    const told = await page.evaluate((word) => fetch(`search?q=${encodeURIComponent(word)}`).then((answer) => answer.json()), word);
    // What a picture would show, and what an abbreviation stands for, is on no page.
    if (!told.count && /!\[[^\]]*WORD|title="[^"]*WORD/.source.split("|").some((form) => new RegExp(form.replace("WORD", word)).test(text))) continue;
    sample.push(word);
    const [number, [left, top, , bottom]] = told.matches[0]?.areas[0] ?? [0, [0, 0, 0, 0]];
    const edge = told.matches[0]?.areas[0]?.[1][2];
    const found = await page.evaluate(([n, x, y]) => fetch(`place?n=${n}&x=${x}&y=${y}`).then((answer) => answer.json()), [number, (left + edge) / 2, (top + bottom) / 2]);
    const line = lines.findIndex((line) => line.includes(word)) + 1;
    if (found && found.line === line && found.word.includes(word) && found.column - 1 <= lines[line - 1].indexOf(word)) continue;
    wrong.push(`${word}, ${line}: ${JSON.stringify(found)}`);
  }
  expect(sample.length > 30 && !wrong.length, `${wrong.length} of ${sample.length} words lead elsewhere:\n${wrong.join("\n")}`);
  // By the hand: a word on a page, and the same on its sheet.
  const word = sample[sample.length >> 1];
  await page.keyboard.press("/");
  await page.fill("#panel input", word);
  await page.waitForSelector(".results button");
  await page.click(".results button");
  const mark = await page.waitForSelector(".mark");
  const box = await mark.boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const line = lines.findIndex((line) => line.includes(word)) + 1;
  const shown = () => page.innerText("#place");
  await until(`a click on ${word} shows line ${line}`, async () => (await shown()).includes(`text.md:${line}:`));
  const handed = await page.evaluate("window.handed");
  expect(handed?.startsWith("vscode://file/") && handed.includes(`text.md:${line}:`), `the editor is handed ${handed}`);
  expect((await page.evaluate("navigator.clipboard.readText()")).includes(`text.md:${line}:`), "the place is not copied");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await onSheets(page, sample, (word) => lines.findIndex((line) => line.includes(word)) + 1);
  const orders = await page.evaluate("[...document.querySelectorAll('[data-order]')].map((box) => box.dataset.order).sort().join()");
  expect(orders.includes("this") && orders.includes("before,this") | orders.includes("after"), `pointing at a page lights up ${orders}`);
  await page.keyboard.press("1");
}

// The same words where they lie on sheets, by the hand.
async function onSheets(page, words, lineOf) {
  await page.keyboard.press("2");
  await page.waitForSelector(".sheet img");
  const sheets = await page.evaluate("fetch('sheets').then((answer) => answer.json())");
  const places = sheets.sides.flatMap((side, index) => side.pages.map((one) => ({ ...one, side, index })));
  for (const word of words) {
    const told = await page.evaluate((word) => fetch(`search?q=${encodeURIComponent(word)}`).then((answer) => answer.json()), word);
    const [number, [x0, y0, x1, y1]] = told.matches[0].areas[0];
    const at = places.find((one) => one.page === number + 1);
    const [a, b, c, d, e, f] = at.map, middle = [(x0 + x1) / 2, (y0 + y1) / 2];
    const paper = page.locator(".paper").nth(at.index);
    await paper.scrollIntoViewIfNeeded();
    const room = await paper.boundingBox();
    const point = [room.x + ((a * middle[0] + c * middle[1] + e) / at.side.width) * room.width, room.y + ((b * middle[0] + d * middle[1] + f) / at.side.height) * room.height];
    await page.evaluate("document.getElementById('place').textContent = ''");
    await page.mouse.click(...point);
    await until(`a click on ${word} on its sheet shows line ${lineOf(word)}`, async () => (await page.innerText("#place")).includes(`text.md:${lineOf(word)}:`));
  }
}

// What is edited is drawn anew, and nothing else; nothing moves; what is broken leaves the last good pages.
async function edits(page) {
  await page.waitForSelector(".page[data-look]");
  await page.evaluate("document.getElementById('stage').scrollTop = 700");
  await page.waitForTimeout(400);
  const before = await page.evaluate("[...document.querySelectorAll('.page')].map((page) => page.dataset.look)");
  const asked = [];
  page.on("request", (request) => /\/page\//.test(request.url()) && asked.push(request.url()));
  const text = fs.readFileSync(manuscript, "utf8");
  const word = text.match(/[ء-ي]{6,}/)[0];
  fs.writeFileSync(manuscript, text.replace(word, word + "ـ"));
  const looks = () => page.evaluate("[...document.querySelectorAll('.page')].map((page) => page.dataset.look)");
  await until("an edit is drawn", async () => (await looks()).some((look, index) => look && before[index] && look !== before[index]));
  await page.waitForTimeout(300);
  const changed = (await looks()).filter((look, index) => before[index] && look !== before[index]).length;
  expect(asked.length === new Set(asked).size && asked.length <= changed + 1, `for ${changed} changed pages ${asked.length} are asked for`);
  expect((await page.evaluate("document.getElementById('stage').scrollTop")) === 700, "an edit scrolls the window");
  const notice = (shown) => async () => (await page.isVisible("#notice")) === shown;
  const config = path.join(book, "book.toml"), written = fs.readFileSync(config, "utf8");
  const broken = [
    ["a broken book.toml", () => fs.writeFileSync(config, "[book\ntitle"), () => fs.writeFileSync(config, written)],
    ["a deleted manuscript", () => fs.rmSync(manuscript), () => fs.writeFileSync(manuscript, text)],
    ["a renamed folder", () => fs.renameSync(book, book + "-moved"), () => fs.renameSync(book + "-moved", book)],
  ];
  for (const [what, spoil, mend] of broken) {
    spoil();
    await until(`${what} is told`, notice(true));
    expect(await page.isVisible(".page img"), `${what} takes the pages away`);
    await until(`what is wrong stands beside the pages for ${what}`, async () => (await page.innerText("#notice button")).length > 5);
    expect(/\d|[٠-٩]/.test(await page.innerText("#count")), `${what} is not among the findings`);
    mend();
    await until(`${what} is mended`, notice(false));
    expect((await page.evaluate("document.getElementById('stage').scrollTop")) === 700, `${what} and its mending scroll the window`);
  }
  await page.click("#follow");
  await page.evaluate("document.getElementById('stage').scrollTop = 0");
  const last = [...text.matchAll(/[ء-ي]{6,}/g)].pop();
  fs.writeFileSync(manuscript, text.slice(0, last.index) + "جديدة " + text.slice(last.index));
  const scrolled = await until("an edit is scrolled to", () => page.evaluate("document.getElementById('stage').scrollTop > 400"));
  expect(scrolled, `the edit is said to stand at ${await page.evaluate("fetch('edited').then((answer) => answer.text())")}, ${await page.evaluate("[document.getElementById('follow').getAttribute('aria-pressed'), document.body.dataset.view, document.getElementById('stage').scrollTop, document.getElementById('stage').scrollHeight, document.getElementById('stage').clientHeight].join()")}`);
  await page.click("#follow");
  fs.writeFileSync(manuscript, text);
}

// Nothing of the author's runs, in drawings or in the EPUB.
async function harmless(page) {
  await page.keyboard.press("3");
  await page.waitForSelector("iframe");
  for (let turns = 0; turns < 6; turns++) {
    await page.waitForTimeout(100);
    await page.click(".turning button:last-child");
  }
  const ran = await page.evaluate("[window, ...[...document.querySelectorAll('iframe')].map((frame) => frame.contentWindow)].some((one) => one.owned)");
  expect(!ran, "a script of the book's ran");
  for (const name of ["script", "object", "embed", "iframe", "[onerror]", "[onload]", "[onclick]"]) {
    expect(!(await page.evaluate((name) => [...document.querySelectorAll("iframe")].some((frame) => frame.contentDocument.querySelector(name)), name)), `the EPUB holds ${name}`);
  }
  await page.keyboard.press("1");
  // Nor where a drawing or a file of the EPUB is opened by itself.
  const base = await page.evaluate("location.href.split('#')[0]");
  // A window that is opened now holds the state at its end, as data: its title ends nothing there.
  const opened = await page.evaluate(async (base) => {
    const window = new DOMParser().parseFromString(await (await fetch(base)).text(), "text/html");
    const scripts = [...window.querySelectorAll("script")].map((script) => script.type);
    return { scripts: scripts.join(), first: JSON.parse(window.getElementById("first").textContent) };
  }, base);
  expect(opened.scripts === "module,application/json", `a window holds scripts ${opened.scripts}`);
  expect(opened.first.count > 1 && opened.first.title.includes("</script>"), `a window begins with ${JSON.stringify(opened.first)}`);
  const told = await page.evaluate("fetch('epub').then((answer) => answer.json())");
  const drawn = await page.evaluate("[...document.querySelectorAll('.page img')].map((image) => image.src)");
  const pictures = await page.evaluate("[...document.querySelectorAll('iframe')].flatMap((frame) => [...frame.contentDocument.querySelectorAll('img, image')].map((image) => image.src ?? image.href.baseVal))");
  const alone = await page.context().newPage();
  for (const target of [...told.pages.map(([path]) => `${base}epub/0/${path}`), ...pictures, ...drawn]) {
    const answer = await alone.goto(target);
    const policy = answer.headers()["content-security-policy"];
    expect(/sandbox(?!.*allow-scripts)/.test(policy) && /default-src 'none'/.test(policy), `${target} is served under ${policy}`);
    expect(!(await alone.evaluate("window.owned").catch(() => undefined)), `a script of ${target} ran`);
  }
  await alone.close();
}

// Pages of other sites, which know the port, and at worst the whole address.
async function attacks(browser, address) {
  const { port, pathname } = new URL(address);
  const own = `http://127.0.0.1:${port}`;
  const site = http.createServer((_, answer) => answer.setHeader("content-type", "text/html").end("<title>other</title>"));
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  const other = `http://localhost:${site.address().port}/`;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(other);
  for (const target of [own + "/", own + "/events", address, address + "findings", address + "place?n=0&x=1&y=1"]) {
    const got = await page.evaluate(async (target) => {
      const read = (options) => fetch(target, options).then((answer) => answer.text().then((text) => answer.type + answer.status + text), () => "");
      return [await read({}), await read({ mode: "no-cors" }), await read({ method: "POST", mode: "no-cors", body: "x" }), await read({ credentials: "include" })].join("");
    }, target);
    expect(got.replaceAll("opaque0", "") === "", `another site reads ${target}: ${got}`);
    const framed = await page.evaluate((target) => new Promise((resolve) => {
      const frame = document.createElement("iframe");
      frame.onload = () => { let inner = "shut"; try { inner = frame.contentDocument.body.innerHTML; } catch { /* another origin's: an error page too */ } resolve(inner); };
      frame.src = target;
      document.body.append(frame);
      setTimeout(() => resolve("nothing"), 1500);
    }), target);
    expect(framed === "shut" || framed === "nothing" || framed === "", `another site frames ${target}: ${framed.slice(0, 100)}`);
    const loaded = await page.evaluate((target) => Promise.all(["img", "script", "link"].map((name) => new Promise((resolve) => {
      const made = Object.assign(document.createElement(name), { onload: () => resolve(name), onerror: () => resolve("") });
      if (name === "link") Object.assign(made, { rel: "stylesheet", href: target }); else made.src = target;
      document.head.append(made);
      setTimeout(() => resolve(""), 1000);
    }))), target.endsWith("/") ? target + "window.js" : target);
    expect(loaded.join("") === "", `another site loads ${target}: ${loaded}`);
  }
  // A form of another site's page, which needs no leave to send itself; and a link to the whole address.
  for (const [method, target] of [["post", address], ["get", address], ["post", address + "findings"]]) {
    const form = await context.newPage();
    await form.goto(other);
    const [answer] = await Promise.all([form.waitForResponse((answer) => answer.url().startsWith(target)), form.evaluate(([method, action]) => document.body.appendChild(Object.assign(document.createElement("form"), { method, action })).submit(), [method, target])]);
    expect(answer.status() === 403, `another site's form (${method}) is answered with ${answer.status()}`);
    await form.close();
  }
  const heard = await page.evaluate((target) => new Promise((resolve) => {
    const events = new EventSource(target);
    events.onmessage = (event) => resolve(event.data);
    events.onerror = () => resolve("");
  }), address + "events");
  expect(heard === "", `another site hears ${heard}`);
  for (const frame of page.frames().slice(1)) expect(!(await frame.$("#stage").catch(() => null)), "the window stands in a frame of another site");
  // A name of another site that is pointed at this machine.
  const answered = page.waitForResponse((answer) => answer.url().includes("rebound.test"));
  await page.goto(`http://rebound.test:${port}${pathname}`).catch(() => {});
  const answer = await answered;
  expect(answer.status() === 403 && answer.headers()["content-length"] === "0", `a name pointed here is answered with ${answer.status()}`);
  await context.close();
  site.close();
  await paths(port, pathname);
}

// Paths that lead out of what is served, asked for as no browser would.
async function paths(port, token) {
  const raw = (target, host = `127.0.0.1:${port}`) => new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`));
    let text = "";
    socket.on("data", (data) => { text += data; const [head, body] = text.split("\r\n\r\n"); if (body !== undefined) { socket.destroy(); resolve([+head.split(" ")[1], body]); } });
    socket.on("error", () => resolve([0, ""]));
  });
  const up = ["../../../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "epub/0/../../../etc/passwd", "epub/0/%2e%2e/%2e%2e/etc/passwd", "epub/0//etc/passwd", "/etc/passwd", "page/../book.toml", "book.toml", "text.md", "epub/0/META-INF/container.xml"];
  for (const target of up) {
    const [status, body] = await raw(token + target);
    expect((status === 404 || status === 403) && body === "", `${target} is answered with ${status} ${body.slice(0, 80)}`);
  }
  for (const [target, host] of [["/", undefined], [token.slice(0, -2) + "/", undefined], [token, "evil.test"], [token, `127.0.0.1:${+port + 1}`]]) {
    const [status, body] = await raw(target, host);
    expect(status === 403 && body === "", `${target} for ${host} is answered with ${status}`);
  }
}

async function main() {
  const { child, address } = await start("ar");
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--host-resolver-rules=MAP rebound.test 127.0.0.1"] });
  try {
    await views(browser, address);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] });
    const page = await open(context, address);
    await clicks(page);
    await edits(page);
    await harmless(page);
    await attacks(browser, address);
    expect(child.exitCode === null, "the program has ended");
  } finally {
    await browser.close();
    child.kill();
  }
  failings.forEach((failing) => console.log(failing));
  console.log(`${VIEWS.length} views in 2 languages at 2 widths`);
}

main().catch((error) => { console.log(failings.join("\n")); console.log(error.stack); process.exitCode = 1; });
