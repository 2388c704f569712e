// A site with so many notes that every long list has several pages: of notes, of findings, of problems. It is the same
// every time.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const NOTES = 1200;
const AREAS = ["brand", "content", "events", "partners", "pr", "sales"];
const PEOPLE = ["nora", "ada", "ben", "cleo", "dan"];
const STATUSES = ["active", "active", "active", "proposed", "blocked", "done"];
const CADENCES = ["daily", "weekly", "monthly", "quarterly"];

/** Writes site.toml and the notes into a folder of its own. */
export function writeLongSite(folder) {
  for (const area of AREAS) mkdirSync(join(folder, "content", area), { recursive: true });
  writeFileSync(join(folder, "site.toml"), `[site]\ntitle = "Long"\n${PEOPLE.map(person).join("")}`);
  for (let at = 0; at < NOTES; at++) {
    writeFileSync(join(folder, "content", of(AREAS, at), `task-${at}.md`), note(at));
  }
}

function person(id, at) {
  const name = id[0].toUpperCase() + id.slice(1);
  return `\n[people.${id}]\nname = "${name}"\nrole = "${at ? "member" : "leader"}"\ncapacity = 160\n`;
}

function note(at) {
  const lines = [
    `title = "Task ${at} of the ${of(AREAS, at)} team"`,
    `owner = "${of(PEOPLE, at)}"`,
    `status = "${of(STATUSES, Math.floor(at / 3))}"`,
    `area = "${of(AREAS, at)}"`,
    `cadence = "${of(CADENCES, at)}"`,
    `work = "${at % 7 ? "execution" : "direction"}"`,
  ];
  if (at % 4) lines.push(`hours = ${(at % 23) / 2 + 0.5}`);
  if (at % 3 === 0) lines.push(`delegate = "${of(PEOPLE.slice(1), at)}"`);
  // An unknown key, so that more files have problems than one page lists.
  if (at % 10 === 0) lines.push(`colour = "red"`);
  return `+++\n${lines.join("\n")}\n+++\nThe note of task ${at}.\n\n## How round ${at} goes\n\nAs the one before.\n`;
}

function of(list, at) {
  return list[at % list.length];
}
