// The manual's pictures of the preview's window: every view, in both languages, at the width of a desk and of a telephone. Arguments: the
// folder that holds node_modules (judges/), the program, a book's folder, and the folder that the pictures go to.
//   node docs/preview-pictures.cjs judges target/release/kurras book /tmp/pictures
"use strict";

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { createRequire } = require("node:module");

const [judges, program, from, out] = process.argv.slice(2);
const { chromium } = createRequire(path.join(path.resolve(judges), "package.json"))("playwright-core");
const SIZES = [[1440, 900], [390, 780]];
const SHOWN = { pages: ".page[data-look]", sheets: ".sheet img", epub: "iframe", cover: ".cover img", findings: ".findings li" };

// What each view shows: a search and a word that was clicked, a page of a sheet that is pointed at, a chapter of the EPUB.
async function prepare(page, view, width) {
  if (view === "pages") {
    await page.keyboard.press("/");
    await page.fill("#panel input", "الاستماع");
    await page.waitForSelector(".results button");
    await page.click(".results button");
    const box = await (await page.waitForSelector(".mark")).boundingBox();
    if (width < 720) await page.click("#search");
    await page.waitForTimeout(600);
    const mark = (await page.$(".mark")) ?? null;
    const at = mark ? await mark.boundingBox() : box;
    await page.mouse.click(at.x + at.width / 2, at.y + at.height / 2);
    await page.waitForSelector("#place[data-found]:not([data-found=''])");
  }
  if (view === "sheets") await page.hover(".on-sheet >> nth=4");
  if (view === "epub") {
    await page.selectOption(".turning select", "2");
    await page.waitForTimeout(500);
  }
  if (view === "findings") await page.click(".findings summary");
}

async function main() {
  const book = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "kurras-pictures-")), "كتاب");
  fs.cpSync(from, book, { recursive: true });
  const text = path.join(book, fs.readdirSync(book).find((name) => name.endsWith(".md")));
  fs.appendFileSync(text, "\n\nوهذه جملة فيها فاصلة , قبلها فراغ ، وفيها كلمة كلمة مرّتين.\n\n![خريطة](map.png)\n");
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const child = spawn(program, ["preview", book, "--editor", "vscode"], { env: { PATH: process.env.PATH, LANG: "ar" }, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const address = await new Promise((resolve) => child.stdout.once("data", (line) => resolve(String(line).trim())));
    for (const [width, height] of SIZES) for (const language of ["ar", "en"]) for (const [view, shown] of Object.entries(SHOWN)) {
      const context = await browser.newContext({ viewport: { width, height }, hasTouch: width < 720, permissions: ["clipboard-read", "clipboard-write"] });
      const page = await context.newPage();
      await page.addInitScript((language) => {
        localStorage.setItem("language", language);
        document.addEventListener("click", (event) => event.target.closest?.("a[href^='vscode:']") && event.preventDefault(), true);
      }, language);
      await page.goto(`${address}#${view}`);
      await page.waitForSelector(shown);
      await page.waitForTimeout(400);
      await prepare(page, view, width);
      await page.waitForTimeout(600);
      await page.screenshot({ path: path.join(out, `preview-${view}-${width}.${language}.png`) });
      await context.close();
    }
  } finally {
    await browser.close();
    child.kill();
    fs.rmSync(path.dirname(book), { recursive: true });
  }
}

main();
