// Reading engines in headless Chromium: foliate-js, epub.js and Readium open a book, and tell what a reader would see. One book a line:
// FILE, then a tab and a folder for pictures of the pages if they are wanted. The answer is one line of JSON, an object for
// each engine. Run with the folder that holds node_modules as its first argument.
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const readline = require("node:readline");
const { createRequire } = require("node:module");

const folder = path.resolve(process.argv[2]);
const { chromium } = createRequire(path.join(folder, "package.json"))("playwright-core");

const ENGINES = ["foliate", "epubjs", "readium"];
const TYPES = {
  ".html": "text/html",
  ".xhtml": "application/xhtml+xml",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".ttf": "font/ttf",
  ".otf": "font/otf",
};

// What the pages of the engines load: the engines themselves, our pages, the book, and the book unpacked.
function serve(state) {
  const roots = { "/npm/": path.join(folder, "node_modules"), "/engines/": path.join(__dirname, "engines") };
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const root = Object.keys(roots).find((prefix) => name.startsWith(prefix));
    let bytes;
    try {
      if (name === "/book.epub") {
        bytes = fs.readFileSync(state.file);
      } else if (name.startsWith("/unpacked/")) {
        bytes = state.unpacked.get(name.slice("/unpacked/".length));
      } else if (root) {
        bytes = fs.readFileSync(path.join(roots[root], name.slice(root.length)));
      }
    } catch {
      // Answered below.
    }
    if (bytes === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[path.extname(name)] ?? "application/octet-stream" }).end(bytes);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

// The entries of a ZIP archive by name (APPNOTE 4.3), which EPUBs keep simple.
function unzip(file) {
  const zlib = require("node:zlib");
  const data = fs.readFileSync(file);
  const end = data.lastIndexOf(Buffer.from("PK\x05\x06"));
  const entries = new Map();
  let at = data.readUInt32LE(end + 16);
  for (let left = data.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [data.readUInt16LE(at + 10), data.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => data.readUInt16LE(at + offset));
    const name = data.toString("utf8", at + 46, at + 46 + nameLength);
    const local = data.readUInt32LE(at + 42);
    const begin = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
    const packed = data.subarray(begin, begin + size);
    entries.set(name, method === 0 ? packed : zlib.inflateRawSync(packed));
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

async function open(browser, origin, engine, pictures) {
  const page = await browser.newPage({ viewport: { width: 420, height: 640 } });
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  try {
    await page.goto(`${origin}/engines/${engine}.html`);
    await page.waitForFunction("window.ready", undefined, { timeout: 60_000 });
    const seen = await page.evaluate("window.look()");
    if (pictures) {
      const places = await page.evaluate("window.places()");
      for (const [index, place] of places.entries()) {
        await page.evaluate((place) => window.go(place), place);
        await page.waitForTimeout(400);
        await page.screenshot({ path: path.join(pictures, `${engine}-${String(index).padStart(2, "0")}.png`) });
      }
    }
    return { engine, ...seen, complaints };
  } catch (failure) {
    return { engine, failure: String(failure), complaints };
  } finally {
    await page.close();
  }
}

async function main() {
  const state = {};
  const server = await serve(state);
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [file, pictures] = line.split("\t");
    let answer;
    try {
      state.file = file;
      state.unpacked = unzip(file);
      if (pictures) fs.mkdirSync(pictures, { recursive: true });
      const origin = `http://127.0.0.1:${server.address().port}`;
      answer = [];
      for (const engine of ENGINES) {
        answer.push(await open(browser, origin, engine, pictures));
      }
    } catch (failure) {
      answer = [{ engine: "none", failure: String(failure?.stack ?? failure) }];
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  await browser.close();
  server.close();
  process.exit(0);
}

main();
