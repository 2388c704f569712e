// A served site in a real browser: pages show saved changes and errors, and recover when an error is fixed.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, Reader } from "./browser.mjs";
import { accessible, APPEARANCES } from "./checks/accessible.mjs";
import { fits } from "./checks/layout.mjs";
import { program } from "./sites.mjs";

const SETTINGS = '[site]\ntitle = "Bakery"\n\n[people.nora]\nname = "Nora"\nrole = "leader"\n';
const BROKEN = `${SETTINGS}\n[people.milo]\nrole = "<img src=x onerror=alert(1)> ${"long ".repeat(40)}"\n`;
/** Longer than any screen, so that the page has a scroll position. */
const BODY = "Flour, water, salt.\n\n".repeat(200);
/** More pages than a browser has connections to one server. */
const TABS = 8;

const root = mkdtempSync(join(tmpdir(), "handover-"));
let browser, server, reader;

before(async () => {
  mkdirSync(join(root, "content"));
  save("site.toml", SETTINGS);
  saveNote("menu", "The menu");
  server = await serve(0);
  browser = await launch();
  reader = await Reader.of(browser, server.base);
});
after(async () => {
  await browser?.close();
  server?.stop();
  rmSync(root, { recursive: true });
});

test("a page shows a saved note and keeps its scroll position", async () => {
  await reader.open("notes/menu.html");
  await shown("The menu");
  await reader.page.evaluate(() => scrollTo(0, 2000));
  saveNote("menu", "The new menu");
  await shown("The new menu");
  await reader.page.waitForFunction(() => scrollY === 2000);
});

test("every open page shows a saved change", async () => {
  const tabs = await Promise.all(Array.from({ length: TABS }, () => reader.context.newPage()));
  for (const tab of tabs) await tab.goto(`${server.base}notes/menu.html`);
  saveNote("menu", "Seen everywhere");
  for (const tab of [reader.page, ...tabs]) await shown("Seen everywhere", tab);
  for (const tab of tabs) await tab.close();
});

test("an error is shown on every page, accessibly, until it is fixed", async () => {
  save("site.toml", BROKEN);
  await shown("This page cannot be shown");
  const text = await reader.page.getByRole("region").innerText();
  assert.match(text, /the settings have 1 problem/);
  assert.match(text, /<img src=x onerror=alert\(1\)>/);
  await accessible(reader, "notes/menu.html", APPEARANCES);
  await fits(reader);
  save("site.toml", SETTINGS);
  await shown("Seen everywhere");
});

test("a missing page appears when its note is saved", async () => {
  reader.missing = `${server.base}notes/bread.html`;
  await reader.open("notes/bread.html");
  await shown("There is no such page");
  saveNote("bread", "Bread");
  await shown("Bread");
});

test("a page reconnects to a new server and shows what has changed", async () => {
  const { port } = new URL(server.base);
  await server.stop();
  saveNote("bread", "Rye bread");
  server = await serve(port);
  await shown("Rye bread");
});

test("the browser reports no unexpected problem", async () => {
  const complaints = await reader.close();
  // Expected: the status of broken pages, and the time without a server.
  const expected = /status of 500|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING/;
  assert.deepEqual(complaints.filter((one) => !expected.test(one)), []);
});

/** Waits for the heading of the page. */
async function shown(heading, page = reader.page) {
  await page.getByRole("heading", { level: 1, name: heading, exact: true }).waitFor();
}

function saveNote(id, title) {
  save(`content/${id}.md`, `+++\ntitle = "${title}"\nowner = "nora"\n+++\n${BODY}`);
}

function save(path, text) {
  writeFileSync(join(root, path), text);
}

/** Starts the program; 0 is any port. */
async function serve(port) {
  const args = ["-C", root, "--today", "2026-11-21", "serve", "--port", String(port)];
  const child = spawn(program(), args, { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((done) => child.on("exit", done));
  const base = await new Promise((found, failed) => {
    child.on("exit", () => failed(new Error("the server does not start")));
    child.stdout.on("data", (text) => {
      const address = /http:\S+/.exec(text);
      if (address) found(address[0]);
    });
  });
  return {
    base,
    stop: () => {
      child.kill("SIGINT");
      return ended;
    },
  };
}
