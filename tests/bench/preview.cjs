// How long it takes from a save until the changed page is drawn in Chromium. Arguments: the folder that holds node_modules (judges/), the
// program, a book of one file, how often its text is repeated, and how many edits are measured. It tells the median and the 95th
// percentile of the wall's time, the program's own CPU time beside it (all threads, all that the edit causes), and its memory.
//   node tests/bench/preview.cjs judges target/release/kurras book 20 40
"use strict";

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { createRequire } = require("node:module");

const [judges, program, from, times = "1", edits = "40"] = process.argv.slice(2);
const { chromium } = createRequire(path.join(path.resolve(judges), "package.json"))("playwright-core");
const STARTS = 9;
const now = () => performance.timeOrigin + performance.now();
const part = (all, share) => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * share))].toFixed(0);

async function main() {
  const book = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "kurras-preview-")), "book");
  fs.cpSync(from, book, { recursive: true });
  const file = path.join(book, fs.readdirSync(book).find((name) => name.endsWith(".md")));
  const once = fs.readFileSync(file, "utf8");
  let text = Array.from({ length: +times }, () => once).join("\n\n");
  fs.writeFileSync(file, text);
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  // The browser runs and is at rest, as a reader's is. What the last start of several shows is edited.
  const starts = [];
  const started = async () => {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await page.goto("about:blank");
    await page.waitForTimeout(1000);
    const begun = now();
    const child = spawn(program, ["preview", book], { stdio: ["ignore", "pipe", "inherit"] });
    const address = await new Promise((resolve) => child.stdout.once("data", (line) => resolve(String(line).trim())));
    await page.goto(address, { waitUntil: "commit" });
    await page.waitForSelector(".page[data-look]", { timeout: 120000 });
    starts.push(now() - begun);
    return [page, child];
  };
  for (let start = 1; start < STARTS; start++) {
    const [page, child] = await started();
    child.kill();
    await page.context().close();
  }
  const [page, child] = await started();
  const fields = (name) => fs.readFileSync(`/proc/${child.pid}/${name}`, "utf8");
  const used = () => fields("stat").split(") ")[1].split(" ").slice(11, 13).reduce((sum, ticks) => sum + +ticks * 10, 0);
  try {
    console.log(`${times} times: first page ${part(starts, 0.5)} ms after the start (p95 ${part(starts, 0.95)}), CPU ${used()} ms`);
    const still = async () => { for (let before = -1; before !== used(); await page.waitForTimeout(300)) before = used(); };
    await still();
    // The place that is edited, in the middle of the book, is brought into view by the window itself.
    const words = [...text.matchAll(/ [\u0621-\u064a]{4,} /g)], at = words[words.length >> 1].index + 1;
    await page.click("#follow");
    const walls = [], cpus = [];
    for (let edit = 0; edit < +edits + 3; edit++) {
      await page.evaluate(() => { window.drawn = new Promise((resolve) => {
        const seen = new MutationObserver((changes) => changes.some(({ target }) => target.dataset.look) && (seen.disconnect(), requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))));
        seen.observe(document.getElementById("stage"), { subtree: true, attributes: true, attributeFilter: ["data-look"] });
      }); });
      text = text.slice(0, at) + ["م", "كلمة ", "ن", "جملة قصيرة "][edit % 4] + text.slice(at);
      const before = used(), saved = now();
      fs.writeFileSync(file, text);
      const drawn = await page.evaluate("window.drawn");
      await still();
      if (edit === 2) await page.click("#follow");
      if (edit < 3) continue;
      walls.push(drawn - saved);
      cpus.push(used() - before);
    }
    const pages = await page.evaluate("document.querySelectorAll('.page').length");
    const memory = +/VmRSS:\s+(\d+)/.exec(fields("status"))[1] >> 10;
    console.log(`${pages} pages: drawn after ${part(walls, 0.5)} ms (p95 ${part(walls, 0.95)}), CPU ${part(cpus, 0.5)} ms (p95 ${part(cpus, 0.95)}), ${memory} MiB`);
    const before = used();
    await page.waitForTimeout(5000);
    console.log(`at rest: CPU ${((used() - before) / 50).toFixed(1)} %`);
  } finally {
    await browser.close();
    child.kill();
    fs.rmSync(path.dirname(book), { recursive: true });
  }
}

main();
