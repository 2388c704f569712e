// Every kind of page that a site has, with examples from the demonstration. A page belongs to the first kind whose
// pattern its path has.

const KINDS = [
  { kind: "first page", pattern: /^index\.html$/, examples: ["index.html"] },
  { kind: "never list", pattern: /^never\.html$/, examples: ["never.html"] },
  { kind: "plan", pattern: /^plan(-\d+)?\.html$/, examples: ["plan.html"] },
  { kind: "board", pattern: /^board\.html$/, examples: ["board.html"] },
  { kind: "map", pattern: /^map\.html$/, examples: ["map.html"] },
  { kind: "agenda", pattern: /^agenda\.html$/, examples: ["agenda.html"] },
  { kind: "hands-on", pattern: /^hands-on\.html$/, examples: ["hands-on.html"] },
  { kind: "problems", pattern: /^problems\.html$/, examples: ["problems.html"] },
  { kind: "further problems", pattern: /^problems-\d+\.html$/, examples: [] },
  { kind: "not found", pattern: /^404\.html$/, examples: ["404.html"] },
  { kind: "people", pattern: /^owners\/index(-\d+)?\.html$/, examples: ["owners/index.html"] },
  {
    kind: "person",
    pattern: /^owners\/[^/]+\.html$/,
    examples: ["owners/wout.html", "owners/yusuf.html", "owners/postduif.html"],
  },
  { kind: "brief", pattern: /^briefs\/[^/]+\.html$/, examples: ["briefs/wout.html", "briefs/femke.html"] },
  { kind: "list of notes", pattern: /^notes\/index(-\d+)?\.html$/, examples: ["notes/index.html"] },
  // The demonstration is too small for further pages of a list.
  {
    kind: "list of some notes",
    pattern: /^((owners|anchors)\/[^/]+\/notes|(anchors|board|figures)\/[a-z-]+)(-\d+)?\.html$/,
    examples: [],
  },
  {
    kind: "note",
    pattern: /^notes\/.+\.html$/,
    examples: ["notes/brand/captions.html", "notes/social/rider-club.html"],
  },
  { kind: "rules", pattern: /^rules\/index\.html$/, examples: ["rules/index.html"] },
  { kind: "method", pattern: /^rules\/method\.html$/, examples: ["rules/method.html"] },
  {
    kind: "rule",
    pattern: /^rules\/[^/]+\.html$/,
    examples: ["rules/N02.html", "rules/N-dealer-quotes.html"],
  },
  { kind: "further findings of a rule", pattern: /^rules\/[^/]+\/findings-\d+\.html$/, examples: [] },
];

export function kindOf(path) {
  return KINDS.find(({ pattern }) => pattern.test(path))?.kind;
}

/**
 * The paths of example pages of a site. For the demonstration, they are listed above. For other sites, they are the
 * largest page of each kind, because most can go wrong there.
 */
export function examples(site) {
  return KINDS.flatMap(({ kind, examples: named }) => {
    if (site.isDemonstration) return named;
    const pages = site.pages.filter((page) => kindOf(page.path) === kind);
    return pages.sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1)).slice(0, 1).map((page) => page.path);
  });
}

/** Differences between this list and the pages of a site. A site with `hasEveryKind` must have a page of each kind. */
export function unlisted(site) {
  const paths = site.pages.map((page) => page.path);
  const there = new Set(paths.map(kindOf));
  const absent = site.hasEveryKind ? KINDS.filter(({ kind }) => !there.has(kind)) : [];
  const strange = paths.filter((path) => !kindOf(path)).map((path) => `${path}: a kind of page that kinds.mjs lacks`);
  const gone = examples(site).filter((path) => !paths.includes(path)).map((path) => `${path}: kinds.mjs names it, and it is not there`);
  return [...strange, ...gone, ...absent.map(({ kind }) => `no page of the kind “${kind}”`)];
}
