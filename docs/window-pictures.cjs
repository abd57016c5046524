// Pictures of what a terminal or an editor shows, drawn by a browser from true texts. Arguments: the folder that holds node_modules (judges/),
// a folder with texts NAME.txt, and the folder that NAME.png goes to. A line that begins with "$ " is a command that was typed.
//   node docs/window-pictures.cjs judges /tmp/texts /tmp/pictures
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { createRequire } = require("node:module");

const [judges, from, out] = process.argv.slice(2);
const { chromium } = createRequire(path.join(path.resolve(judges), "package.json"))("playwright-core");
const face = (family, file) => `@font-face { font-family: "${family}"; src: url("${pathToFileURL(path.resolve("fonts", file))}"); }`;
const STYLE = `
${face("Code", "source-code-pro/SourceCodePro-Regular.ttf")}
${face("Naskh", "noto-naskh-arabic/NotoNaskhArabic-Regular.ttf")}
body { margin: 0; background: white; width: 720px; }
pre { margin: 0; padding: 14px 18px; border: 1px solid #999; border-radius: 6px; font: 15px/1.75 Code, Naskh, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
div { unicode-bidi: plaintext; min-height: 1.75em; }
b { color: #8a1c1c; font-weight: normal; }`;
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
// The direction of a line is that of its first letter, as terminals that set Arabic have it.
const line = (text) => `<div>${text.startsWith("$ ") ? `<b dir="ltr">${escaped(text)}</b>` : escaped(text)}</div>`;

async function main() {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ viewport: { width: 720, height: 400 }, deviceScaleFactor: 1.5 });
    for (const file of fs.readdirSync(from).filter((name) => name.endsWith(".txt"))) {
      const lines = fs.readFileSync(path.join(from, file), "utf8").trimEnd().split("\n");
      const html = path.join(from, file.replace(/txt$/, "html"));
      fs.writeFileSync(html, `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><pre>${lines.map(line).join("")}</pre>`);
      await page.goto(String(pathToFileURL(html)));
      await page.evaluate(() => document.fonts.ready);
      await (await page.$("pre")).screenshot({ path: path.join(out, file.replace(/txt$/, "png")) });
    }
  } finally {
    await browser.close();
  }
}

main();
