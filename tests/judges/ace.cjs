// Ace by DAISY, one book a line: FILE. Each assertion that does not hold is a finding. One browser serves all books.
// Run with the folder that holds node_modules as its first argument.
"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const readline = require("node:readline");
const { createRequire } = require("node:module");

const installed = createRequire(path.join(process.argv[2], "package.json"));
const ace = installed("@daisy/ace-core");
const runner = installed("@daisy/ace-axe-runner-puppeteer");
let launched = false;
const oneBrowser = {
  ...runner,
  async launch() {
    if (!launched) {
      await runner.launch();
      launched = true;
    }
  },
  async close() {},
};

async function judge(file) {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), "ace-"));
  try {
    const options = { cwd: process.cwd(), outdir: out, silent: true, verbose: false, initLogger: true, fileName: "ace.log" };
    const [, report] = await ace(file, options, oneBrowser);
    return report.assertions.flatMap((document) =>
      document.assertions.map((one) => {
        const where = document["earl:testSubject"].url;
        return `${one["earl:test"]["earl:impact"]} ${one["earl:test"]["dct:title"]} ${where} ${one["earl:result"]["dct:description"] ?? ""}`;
      }),
    );
  } finally {
    fs.rmSync(out, { recursive: true, force: true });
  }
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [file] = line.split("\t");
    let findings;
    try {
      findings = await judge(file);
    } catch (failure) {
      findings = [`the judge itself failed: ${failure?.stack ?? failure}`];
    }
    for (const finding of findings) {
      process.stdout.write(`- ${finding.replace(/\s+/g, " ")}\n`);
    }
    process.stdout.write(".\n");
  }
  if (launched) {
    await runner.close();
  }
  process.exit(0);
}

main();
