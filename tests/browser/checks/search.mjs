// The search: when it loads its index, what it finds and in which order, its keys, and its message without results. The
// expected results come from the index on disk.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { traces } from "./traces.mjs";

const INDEX = "search-index.js";
const NOWHERE = "qqxzy";
const MOST = 20;

/** The lists of a built site's index. */
export function readIndex(folder) {
  const text = readFileSync(join(folder, INDEX), "utf8");
  return JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
}

/** The index is loaded once, on first use. Searches with and without results. Closing removes the results. */
export async function searches(reader, path, index) {
  let loads = 0;
  reader.page.on("request", (request) => (loads += request.url().endsWith(INDEX)));
  await reader.open(path);
  const address = reader.page.url();
  const want = (isRight, complaint) => isRight || reader.complain(complaint);
  want(loads === 0, "the index is loaded before anybody searches");
  for (const word of [firstWord(index.notes[0]), firstWord(index.rules[0]), firstWord(index.people[0]), telling(index)]) {
    await opened(reader);
    const found = await type(reader, word);
    want(found.length > 0, `nothing found for ${word}`);
    for (const fault of disorder(found, word)) reader.complain(`${word}: ${fault}`);
    await closes(reader);
  }
  want(loads === 1, `the index is loaded ${loads} times`);
  await opened(reader);
  want((await reader.page.locator("#search-field").inputValue()) === "", "what was typed last is still there");
  want((await type(reader, NOWHERE)).length === 0, "something is found that is nowhere");
  want((await said(reader)).startsWith(`Nothing found for “${NOWHERE}”`), `where nothing is found it says “${await said(reader)}”`);
  await closes(reader);
  await reader.inspect(traces, address);
}

/** `/` opens the search, except in a text field. Closing it restores the focus. */
export async function opensByKey(reader, path) {
  await reader.open(path);
  const focused = () => reader.page.evaluate(() => document.activeElement.outerHTML);
  const link = reader.page.locator("main a").first();
  await link.focus();
  const before = await focused();
  await opened(reader);
  await closes(reader);
  if ((await focused()) !== before) reader.complain("after the search, the focus is elsewhere");
  await reader.page.locator("button.seek").focus();
  await reader.press("Enter");
  await closes(reader);
  if (!(await focused()).includes("seek")) reader.complain("after the search, the focus is not on its button");
  const field = reader.page.locator("[data-filter] input");
  if (!(await field.count()) || !(await field.isVisible())) return;
  await field.focus();
  await reader.press("/");
  if ((await isOpen(reader)) || (await field.inputValue()) !== "/") reader.complain("the search opens for who types a slash");
}

/** Arrows, Home, End and Enter among several results. */
export async function movesByKey(reader, path) {
  await reader.open(path);
  await opened(reader);
  const found = await type(reader, "e");
  const last = found.length - 1;
  if (last < 2) return reader.complain("too few results to move among");
  const steps = [["ArrowDown", 0], ["ArrowDown", 1], ["End", last], ["ArrowDown", 0], ["ArrowUp", last], ["Home", 0], ["ArrowDown", 1]];
  for (const [key, wanted] of steps) {
    await reader.press(key);
    const at = await chosen(reader);
    if (at !== wanted) reader.complain(`${key} leads to result ${at} instead of ${wanted}`);
  }
  await follow(reader, found[1].href);
}

/** A heading of a note leads to that heading. */
export async function findsHeadings(reader, path, index) {
  const note = index.notes.find(([, , , , headings]) => headings.length);
  if (!note) return reader.complain("no note has a heading to look for");
  const [heading, id] = note[4][0];
  await reader.open(path);
  await opened(reader);
  const found = await type(reader, `${heading} ${note[0]}`.split(/\s+/).slice(0, 12).join(" "));
  const at = found.findIndex(({ href }) => href.endsWith(`${note[1]}#${id}`));
  if (at < 0) return reader.complain(`“${heading}” of ${note[1]} is not found`);
  for (let step = 0; step <= at; step++) await reader.press("ArrowDown");
  await follow(reader, found[at].href);
  // Pages may scroll there smoothly.
  const isSeen = () => {
    const target = document.querySelector(":target");
    return target && target.getBoundingClientRect().top < innerHeight;
  };
  const complain = () => reader.complain("the heading that was found does not come into sight");
  await reader.page.waitForFunction(isSeen, null, { timeout: 5000 }).catch(complain);
}

/** If the index cannot be loaded, the search says so and tries again the next time. */
export async function missesIndex(reader, path) {
  await reader.page.route(`**/${INDEX}`, (route) => route.abort("aborted"));
  await reader.open(path);
  await opened(reader);
  await reader.page.getByText("could not be loaded").waitFor();
  if (!(await said(reader)).startsWith(INDEX)) reader.complain("does not say what is missing");
  await closes(reader);
  await reader.page.unroute(`**/${INDEX}`);
  await opened(reader);
  if (!(await type(reader, "a")).length) reader.complain("does not try again to load the index");
}

async function opened(reader) {
  await reader.press("/");
  if (!(await isOpen(reader))) reader.complain("/ does not open the search");
}

/** Escape closes it, a moment later: the browser asks the page first. */
async function closes(reader) {
  await reader.press("Escape");
  const isShut = reader.page.waitForFunction(() => !document.querySelector("#search").open, null, { timeout: 5000 });
  await isShut.catch(() => reader.complain("Escape does not close the search"));
}

function isOpen(reader) {
  return reader.page.evaluate(() => document.activeElement.id === "search-field" && document.querySelector("#search").open);
}

/** Types into the open search, waits for the index, and gives the results. */
async function type(reader, text) {
  const { page } = reader;
  await page.keyboard.type(text);
  await page.waitForFunction(() => /result|Nothing/.test(document.querySelector("#search-outcome").textContent));
  const found = await page.locator("#search-results [role=option]").evaluateAll((options) =>
    options.map((one) => ({ title: one.firstChild.textContent, about: one.lastChild.textContent, href: one.href })),
  );
  if (found.length > MOST) reader.complain(`${found.length} results at once`);
  return found;
}

function said(reader) {
  return reader.page.locator("#search-outcome").textContent();
}

/** The marked result, as assistive technology gets it; -1 for none. */
function chosen(reader) {
  return reader.page.evaluate(() => {
    const options = [...document.querySelectorAll("#search-results [role=option]")];
    const marked = options.filter((one) => one.ariaSelected === "true");
    const isTold = marked[0]?.id === document.querySelector("#search-field").getAttribute("aria-activedescendant");
    return marked.length === 1 && isTold ? options.indexOf(marked[0]) : -1;
  });
}

async function follow(reader, href) {
  await reader.press("Enter");
  await reader.page.waitForURL(href, { timeout: 5000 }).catch(() => reader.complain(`Enter leads to ${reader.page.url()}`));
}

/**
 * The order of results: titles that start with the word, titles with a word that starts with it, titles that contain
 * it, others.
 */
function disorder(found, word) {
  const ranks = found.map(({ title, about }) => rank(about.startsWith("heading") ? "" : title, word));
  const wrong = ranks.findIndex((one, at) => at > 0 && one < ranks[at - 1]);
  return wrong < 0 ? [] : [`“${found[wrong].title}” comes after “${found[wrong - 1].title}”`];
}

function rank(written, word) {
  const title = written.toLowerCase().replace(/^[^\p{L}\p{N}]+/u, "");
  if (title.startsWith(word)) return 0;
  if (new RegExp(`[^a-z0-9]${word}`).test(title)) return 1;
  return title.includes(word) ? 2 : 3;
}

/** The word that tests the order best: its results have the most ranks, and all of them are shown at once. */
function telling(index) {
  const entries = Object.values(index).flat();
  const titles = entries.map(([title]) => title);
  const texts = entries.map((entry) => JSON.stringify(entry).toLowerCase());
  const words = [...new Set(titles.slice(0, 300).flatMap((title) => title.toLowerCase().match(/[a-z]{2,}/g) ?? []))];
  const value = (word) => {
    const found = titles.filter((_, at) => texts[at].includes(word));
    return found.length > MOST ? 0 : new Set(found.map((title) => rank(title, word))).size;
  };
  return words.reduce((best, word) => (value(word) > value(best) ? word : best));
}

/** The first word without accents in an entry's title. */
function firstWord([title]) {
  return /[a-z0-9]{3,}/.exec(title.toLowerCase())?.[0] ?? title.toLowerCase();
}
