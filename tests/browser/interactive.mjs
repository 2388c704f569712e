// Tests of what the script adds to pages, on one site at one address. Takes the facts about the site and a function
// that gives a reader; declares the tests.

import { test } from "node:test";
import { copies, withoutClipboard } from "./checks/copy.mjs";
import { filters } from "./checks/filter.mjs";
import { findsHeadings, missesIndex, movesByKey, opensByKey, readIndex, searches } from "./checks/search.mjs";
import { sorts } from "./checks/sort.mjs";
import { searchesByKeyboard, sortsByKeyboard } from "./checks/tabbing.mjs";
import { traces } from "./checks/traces.mjs";

/** Pages whose template has sortable tables and a filter, and those with lines to paste. */
const LISTS = ["notes/index.html", "owners/index.html", "rules/index.html"];
const NOTES = LISTS[0];
const PASTE = ["plan.html", "index.html"];

/**
 * `reading(how, read)` gives a reader with Playwright's options of a context to `read`, and fails with its complaints.
 */
export function interacting(site, where, reading) {
  const index = readIndex(site.folder);
  // On a long site, the list of notes is the long list.
  const lists = site.isLong ? [NOTES] : LISTS;

  test(`tables sort, ${where}`, () => reading({}, (reader) => each(lists, async (path) => {
    await sorts(reader, path);
    await leavesNothing(reader, path);
  })));

  test(`lists filter, ${where}`, () => reading({}, (reader) => each(lists, async (path) => {
    await filters(reader, path);
    await leavesNothing(reader, path);
  })));

  test(`the search finds, ${where}`, () => reading({}, async (reader) => {
    await searches(reader, NOTES, index);
    await findsHeadings(reader, NOTES, index);
    await missesIndex(reader, NOTES);
  }));

  test(`the search has its keys, ${where}`, () => reading({}, async (reader) => {
    await opensByKey(reader, NOTES);
    await movesByKey(reader, NOTES);
  }));

  test(`a keyboard sorts and searches, ${where}`, () => reading({}, async (reader) => {
    await sortsByKeyboard(reader, NOTES);
    await searchesByKeyboard(reader, NOTES, "plan");
  }));

  // Of the built sites, only the demonstration certainly has lines to copy.
  if (!site.isDemonstration) return;
  test(`lines can be copied, ${where}`, async () => {
    const permissions = ["clipboard-read", "clipboard-write"];
    await reading({ permissions }, (reader) => each(PASTE, (path) => copies(reader, path, "Copied")));
    await reading({}, async (reader) => {
      await withoutClipboard(reader);
      await each(PASTE, (path) => copies(reader, path, "Selected"));
    });
  });
}

function leavesNothing(reader, path) {
  return reader.inspect(traces, reader.base + path);
}

async function each(paths, check) {
  for (const path of paths) await check(path);
}
