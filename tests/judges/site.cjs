// A folder of releases, served from the loopback as any web server would: FOLDER, a tab, and the folder of our schemas. Each page is
// opened in Chromium at two widths, with scripts and without, and checked by axe; each feed is checked against its schema, read by
// an OPDS client, and every file that it offers is fetched. Each failing is a finding; the last line says what was looked at.
// Run with the folder that holds node_modules as its first argument.
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const readline = require("node:readline");
const { createRequire } = require("node:module");

const judges = path.resolve(process.argv[2]);
const installed = createRequire(path.join(judges, "package.json"));
const { chromium } = installed("playwright-core");
const Ajv = installed("ajv").default;
const OpdsParser = installed("opds-feed-parser").default;
const AXE = installed.resolve("@daisy/axe-core-for-ace/axe.min.js");
const TYPES = { ".html": "text/html", ".css": "text/css", ".png": "image/png", ".jpg": "image/jpeg", ".svg": "image/svg+xml", ".ttf": "font/ttf", ".pdf": "application/pdf",
  ".epub": "application/epub+zip", ".txt": "text/plain; charset=utf-8", ".xml": "application/atom+xml", ".json": "application/json" };
const BEGINNINGS = { "application/pdf": "%PDF-", "application/epub+zip": "PK", "text/plain": "" };

function serve(state) {
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = path.join(state.folder, name);
    if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" }).end(fs.readFileSync(file));
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

async function look(browser, origin, name, findings) {
  const say = (what) => findings.push(`${name}: ${what}`);
  for (const width of [360, 1280]) {
    const pictures = [];
    for (const javaScriptEnabled of [true, false]) {
      const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled });
      const page = await context.newPage();
      page.on("request", (request) => request.url().startsWith(origin) || say(`asks for ${request.url()}`));
      page.on("response", (response) => response.status() < 400 || response.url().endsWith("/favicon.ico") || say(`${response.status()} ${response.url()}`));
      page.on("pageerror", (error) => say(String(error)));
      await page.goto(`${origin}/${name}`, { waitUntil: "networkidle" });
      pictures.push(await page.screenshot());
      if (javaScriptEnabled) {
        const wide = await page.evaluate("document.documentElement.scrollWidth");
        if (wide > width) say(`is ${wide} pixels wide on a screen of ${width}`);
        const faces = await page.evaluate("[...document.fonts].map((face) => face.status)");
        if (!faces.includes("loaded") || faces.includes("error")) say(`its fonts are ${faces}`);
        const scripts = await page.evaluate("[...document.scripts].filter((one) => one.type !== 'application/ld+json').length");
        if (scripts) say("has scripts");
        const broken = await page.evaluate("[...document.images].filter((one) => one.loading !== 'lazy' && !one.naturalWidth).length");
        if (broken) say(`${broken} pictures are not shown`);
        for (const data of await page.evaluate("[...document.scripts].map((one) => one.textContent)")) JSON.parse(data);
        const lost = await page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].filter((a) => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map((a) => a.hash)");
        if (lost.length) say(`links lead nowhere: ${lost}`);
        await page.addScriptTag({ path: AXE });
        const { violations } = await page.evaluate("axe.run()");
        for (const { id, impact, help, nodes } of violations) say(`at ${width}: ${impact} ${id}: ${help}: ${nodes[0].html}`);
      }
      await context.close();
    }
    if (!pictures[0].equals(pictures[1])) say(`looks otherwise at ${width} without scripts`);
  }
}

async function fetchAll(origin, name, offers, findings) {
  for (const { href, type, length } of offers) {
    const answer = await fetch(new URL(href, `${origin}/${name}`));
    const bytes = Buffer.from(await answer.arrayBuffer());
    const right = answer.ok && bytes.length === Number(length) && bytes.toString("latin1").startsWith(BEGINNINGS[type] ?? "?");
    if (!right) findings.push(`${name}: ${href} (${type}, ${length}) is ${answer.status}, ${bytes.length} bytes`);
  }
  return offers.length;
}

const OFFER = "http://opds-spec.org/acquisition/open-access";

async function atom(origin, name, findings) {
  const text = await (await fetch(`${origin}/${name}`)).text();
  const feed = await new OpdsParser().parse(text);
  const sizes = new Map([...text.matchAll(/<link [^>]*href="([^"]+)"[^>]*length="(\d+)"/g)].map(([, href, size]) => [href, size]));
  const links = feed.entries.flatMap((entry) => entry.links).filter((link) => link.rel === OFFER);
  return fetchAll(origin, name, links.map(({ href, type }) => ({ href, type, length: sizes.get(href) })), findings);
}

async function json(origin, name, schemas, findings) {
  const feed = await (await fetch(`${origin}/${name}`)).json();
  const check = new Ajv({ allErrors: true }).compile(JSON.parse(fs.readFileSync(path.join(schemas, "opds-2.0.schema.json"), "utf8")));
  if (!check(feed)) findings.push(`${name}: ${JSON.stringify(check.errors)}`);
  const links = feed.publications.flatMap((one) => one.links).filter((link) => link.rel === OFFER);
  return fetchAll(origin, name, links.map(({ href, type, size }) => ({ href, type, length: size })), findings);
}

async function judge(browser, origin, folder, schemas) {
  const findings = [];
  const names = fs.readdirSync(folder, { recursive: true }).map(String).sort();
  let [pages, fetched] = [0, 0];
  for (const name of names) {
    if (name.endsWith(".html")) {
      pages += 1;
      await look(browser, origin, name, findings);
    } else if (path.basename(name) === "opds.xml") {
      fetched += await atom(origin, name, findings);
    } else if (path.basename(name) === "opds.json") {
      fetched += await json(origin, name, schemas, findings);
    }
  }
  return [...findings.map((finding) => `- ${finding}`), `${pages} pages, ${fetched} files fetched`];
}

async function main() {
  const state = {};
  const server = await serve(state);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [folder, schemas] = line.split("\t");
    state.folder = folder;
    let answer;
    try {
      answer = await judge(browser, origin, folder, schemas);
    } catch (failure) {
      answer = [`- the judge itself failed: ${failure?.stack ?? failure}`];
    }
    for (const one of answer) process.stdout.write(`${one.replace(/\s+/g, " ")}\n`);
    process.stdout.write(".\n");
  }
  await browser.close();
  server.close();
  process.exit(0);
}

main();
