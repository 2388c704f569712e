// The tested sites: the demonstration, special sites, and a long site. Each is built below target/browser. With
// SITE=folder, only the site in that folder is tested, without a build.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { writeLongSite } from "./long.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** For sites with more pages, only examples are tested. */
const MANY = 500;
const WORK = join(ROOT, "target/browser");

/** All tested sites, each with its name, folder, pages and properties. */
export function sites() {
  if (process.env.SITE) return [read("the given site", resolve(process.env.SITE))];
  rmSync(WORK, { recursive: true, force: true });
  const long = join(WORK, "long-source");
  writeLongSite(long);
  return [
    { ...build("demonstration", ROOT), isDemonstration: true },
    { ...build("empty", join(ROOT, "tests/site/unusual/empty")), isSmall: true },
    { ...build("one note", join(ROOT, "tests/site/unusual/no-leader")), isSmall: true },
    { ...build("hostile", join(ROOT, "tests/browser/hostile")), isSmall: true },
    { ...build("long", long), hasEveryKind: true },
  ];
}

/** Sites with hostile notes. None with SITE. */
export function attacks() {
  return process.env.SITE ? [] : [{ ...build("attacks", join(ROOT, "tests/hostile")), isSmall: true }];
}

function build(name, source) {
  const folder = join(WORK, name);
  const args = ["-C", source, "--today", "2026-11-21", "--quiet", "build", "--out", folder];
  const { status, stderr, error } = spawnSync(program(), args, { encoding: "utf8" });
  // Exit code 3: the site was built and has no notes.
  if (status !== 0 && status !== 3) throw error ?? new Error(`${name} does not build:\n${stderr}`);
  return read(name, folder);
}

/** The newest build, unless HANDOVER names one. */
export function program() {
  if (process.env.HANDOVER) return resolve(process.env.HANDOVER);
  const built = ["release", "debug"].map((profile) => join(ROOT, "target", profile, "handover")).filter(existsSync);
  if (!built.length) throw new Error("no handover in target: run `cargo build`, or name one in HANDOVER");
  return built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

function read(name, folder) {
  const files = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".html"));
  const pages = files.map((path) => ({ path: path.replaceAll("\\", "/"), size: statSync(join(folder, path)).size }));
  return { name, folder, pages, isLong: pages.length > MANY };
}
