// Tests the built sites in a real browser, one site after the other. The checks are in checks/.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, Reader } from "./browser.mjs";
import { accessible, APPEARANCES } from "./checks/accessible.mjs";
import { keyboard } from "./checks/keyboard.mjs";
import { fits, fitsTheNarrowest, still } from "./checks/layout.mjs";
import { printed } from "./checks/print.mjs";
import { sameWithoutScript } from "./checks/scriptless.mjs";
import { structure } from "./checks/structure.mjs";
import { inert, setTraps } from "./checks/inert.mjs";
import { invalid } from "./checks/valid.mjs";
import { examples, kindOf, unlisted } from "./kinds.mjs";
import { interacting } from "./interactive.mjs";
import { serve } from "./server.mjs";
import { attacks, sites } from "./sites.mjs";

/**
 * The numbers of printed sheets. Pages for one sheet fit on it for every site. The other numbers are for the
 * demonstration.
 */
const ONE_SHEET = [1, 1];
const SHEETS = { "never.html": [5, 8], "plan.html": [5, 7], "map.html": [5, 7] };

const all = sites();
let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const site of all) describe(site.name, () => reading(site));

for (const site of attacks()) describe(site.name, () => attacked(site));

test("the Nu checker finds no error", () => {
  // The long site has the same kinds of pages as the others, so it is skipped. A site given with SITE is always
  // checked.
  const checked = all.filter((site) => !site.isLong || all.length === 1);
  none(invalid(checked.map((site) => site.folder), "--skip-non-html"));
});

function reading(site) {
  const shown = examples(site);
  const every = site.isLong ? shown : site.pages.map((page) => page.path).filter((path) => !repeats(site, path));
  const disk = `${pathToFileURL(site.folder)}/`;
  let server;
  before(async () => (server = await serve(site.folder)));
  after(() => server.close());

  test("every kind of page is known", () => none(unlisted(site)));

  test("each kind of page has its own titles", () => withReader(disk, {}, async (reader) => {
    const seen = new Map();
    for (const path of shown) {
      await reader.open(path);
      const title = await reader.page.title();
      if (seen.has(title)) reader.complain(`has the title of ${seen.get(title)}`);
      seen.set(title, path);
    }
  }));

  test("pages are valid and load nothing from other servers, from disk", () => withReader(disk, {}, async (reader) => {
    for (const path of every) {
      await reader.open(path);
      await reader.inspect(structure);
    }
  }));

  test("pages fit the screen and load nothing from other servers, over HTTP", () => withReader(server.base, {}, async (reader) => {
    for (const path of every) {
      await reader.open(path);
      await (shown.includes(path) ? fits(reader) : fitsTheNarrowest(reader));
    }
  }));

  test("a missing address shows the page for missing pages at any depth", () => withReader(server.base, {}, async (reader) => {
    reader.missing = `${server.base}not/there/at-all.html`;
    const response = await reader.open("not/there/at-all.html");
    assert.equal(response.status(), 404);
    await reader.inspect(structure);
  }));

  test("axe finds nothing", () => withReader(disk, {}, (reader) => {
    // All sites have the same colours, so all appearances are tested with the demonstration only.
    const appearances = site.isDemonstration ? APPEARANCES : APPEARANCES.slice(0, 1);
    return each(shown, (path) => accessible(reader, path, appearances));
  }));

  test("every page can be used with a keyboard only", () => withReader(disk, {}, (reader) => each(shown, (path) => keyboard(reader, path))));

  test("pages have the same text without JavaScript", () => withReader(disk, {}, (scripted) =>
    withReader(disk, { javaScriptEnabled: false }, (plain) =>
      each(shown, (path) => sameWithoutScript(plain, scripted, path)),
    ),
  ));

  test("nothing moves for readers who prefer reduced motion", () => withReader(disk, { reducedMotion: "reduce" }, (reader) =>
    each(shown, async (path) => {
      await reader.open(path);
      await reader.inspect(still);
    }),
  ));

  test("pages are readable on paper", () => withReader(disk, {}, async (reader) => {
    for (const path of Object.keys(SHEETS)) {
      await printed(reader, path, site.isDemonstration ? SHEETS[path] : [1, Infinity]);
    }
    const briefs = every.filter((path) => path.startsWith("briefs/"));
    for (const path of briefs) await printed(reader, path, ONE_SHEET);
  }));

  if (site.isSmall) return;
  interacting(site, "from disk", (how, read) => withReader(disk, how, read));
  interacting(site, "over HTTP", (how, read) => withReader(server.base, how, read));
}

/** Opens each page. A script from a note would call a trap and be reported. */
function attacked(site) {
  const everywhere = async (base) => withReader(base, {}, async (reader) => {
    await setTraps(reader);
    for (const { path } of site.pages.filter((page) => !repeats(site, page.path) && page.path !== "404.html")) {
      const address = (await reader.open(path, { unfold: true })).url();
      await reader.inspect(inert, address);
    }
  });

  test("no note runs a script or sends a request, from disk", () => everywhere(`${pathToFileURL(site.folder)}/`));

  test("no note runs a script or sends a request, over HTTP", async () => {
    const server = await serve(site.folder);
    try {
      await everywhere(server.base);
    } finally {
      await server.close();
    }
  });
}

async function withReader(base, how, read) {
  const reader = await Reader.of(browser, base, how);
  await read(reader);
  none(await reader.close());
}

async function each(paths, check) {
  for (const path of paths) await check(path);
}

/** Pages of rules have the same text on all small sites. */
function repeats(site, path) {
  return site.isSmall && kindOf(path) === "rule";
}

/** Fails with all complaints, one on each line. */
function none(complaints) {
  if (complaints.length) assert.fail(`\n${complaints.slice(0, 50).join("\n")}\n${complaints.length} complaints`);
}
