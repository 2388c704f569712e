// Runs axe-core on a page: in light and dark mode, on a wide screen and a phone, with all `<details>` open.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { DESKTOP, PHONE } from "../browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export const APPEARANCES = ["light", "dark"].flatMap((colorScheme) => [DESKTOP, PHONE].map((size) => ({ colorScheme, size })));

/** In some of APPEARANCES. */
export async function accessible(reader, path, appearances) {
  await reader.open(path, { unfold: true });
  await reader.page.evaluate(AXE);
  for (const { colorScheme, size } of appearances) {
    await reader.page.emulateMedia({ colorScheme });
    await reader.page.setViewportSize(size);
    for (const found of await reader.page.evaluate(violations, TAGS)) {
      reader.complain(`${colorScheme}, ${size.width} px: ${found}`);
    }
  }
}

async function violations(tags) {
  // With preload, axe would fetch style sheets, which the policy of the page forbids.
  const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false };
  const results = await axe.run(document, options);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary.replace(/\s+/g, " ")}`),
  );
}
