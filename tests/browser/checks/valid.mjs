// Runs the Nu HTML Checker on every HTML file of some folders; gives its errors, one on each line.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";

const CHECKER = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

export function invalid(folders, ...options) {
  const ran = spawnSync("java", ["-jar", CHECKER, "--errors-only", ...options, ...folders], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (ran.error) throw ran.error;
  return ran.stderr.split("\n").filter(Boolean);
}
