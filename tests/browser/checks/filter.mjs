// The filter of a page: words and each choice, alone and together, its message, and clearing it.

import { plain, readTables, severities } from "./cells.mjs";

const FEW_ROWS = 12;
const NOWHERE = "qqxzy";

export async function filters(reader, path) {
  await reader.open(path);
  const filter = new Filter(reader, await rowsOf(reader));
  const isShown = await filter.box.isVisible();
  if (isShown !== filter.all.length > FEW_ROWS) reader.complain(`${filter.all.length} rows, and the filter is ${isShown ? "there" : "not there"}`);
  if (!isShown) return;
  filter.what = await filter.box.getAttribute("data-filter");
  await filter.shows(() => true, "at first");
  await words(filter);
  const kept = await choices(filter);
  await together(filter, kept);
  await nothing(filter);
  await part(filter);
}

/** The filter of the open page, and the unfiltered rows of its tables: cells by the title of their column. */
class Filter {
  constructor(reader, all) {
    this.reader = reader;
    this.all = all;
    this.box = reader.page.locator("[data-filter]");
    this.field = this.box.locator("input");
  }

  /** Complains unless the visible rows are those that `admits` accepts, and the count agrees. */
  async shows(admits, when) {
    const wanted = this.all.filter(admits);
    const seen = await rowsOf(this.reader);
    if (JSON.stringify(seen) !== JSON.stringify(wanted)) this.reader.complain(`${when}: ${seen.length} rows instead of ${wanted.length}`);
    const all = `${this.all.length} ${this.what}`;
    const some = wanted.length ? `${wanted.length} of ${all}` : `0 of ${all}: no row matches all fields`;
    const count = await this.box.locator("[role=status]").textContent();
    if (count !== (wanted.length === this.all.length ? all : some)) this.reader.complain(`${when}: the count says “${count}”`);
  }

  async clear() {
    await this.box.getByRole("button", { name: "Clear" }).click();
    await this.shows(() => true, "cleared");
    await this.reader.inspect(() => {
      const fields = [...document.querySelectorAll("[data-filter] input, [data-filter] select")];
      const found = fields.some((field) => field.value) ? ["clearing leaves something in a field"] : [];
      return document.activeElement === fields[0] ? found : [...found, "after clearing, the focus is elsewhere"];
    });
  }
}

async function rowsOf(reader) {
  const tables = await readTables(reader);
  return tables.flatMap(({ columns, rows }) => rows.map((row) => row.map((text, at) => [columns[at].title, text])));
}

function holds(row, word) {
  return row.some(([, text]) => text.toLowerCase().includes(word));
}

/** A word of the last row; and the start of it in capitals, followed by another word. */
async function words(filter) {
  const [one, other] = [filter.all[0], filter.all.at(-1)].map(firstWord);
  for (const typed of [[other], [one.slice(0, 3).toUpperCase(), other]]) {
    await filter.field.fill(typed.join(" "));
    await filter.shows((row) => typed.every((word) => holds(row, word.toLowerCase())), `“${typed.join(" ")}”`);
  }
  await filter.clear();
}

function firstWord(row) {
  return /[a-z]{3,}/.exec(row[0][1].toLowerCase())?.[0] ?? row[0][1].toLowerCase();
}

/** Each choice of each select; gives the first of each, as a condition. */
async function choices(filter) {
  const kept = [];
  for (const label of await filter.box.locator("label:has(select)").all()) {
    const title = await label.evaluate((one) => one.firstChild.textContent);
    const select = label.locator("select");
    const values = (await select.locator("option").allTextContents()).slice(1);
    for (const value of some(values)) {
      await select.selectOption(value);
      await filter.shows((row) => fits(cell(row, title), value), `${title} ${value}`);
    }
    await select.selectOption("");
    kept.push({ select, title, value: values[0] });
  }
  return kept;
}

/** The first two and the last, because a list of people can be long. */
function some(values) {
  return values.filter((_, at) => at < 2 || at === values.length - 1);
}

function cell(row, wanted) {
  return row.find(([title]) => title === wanted)[1];
}

function fits(text, value) {
  if (value === "known") return text !== "";
  if (value === "none" || value === "unknown") return text === "";
  return severities(text) ? text.includes(value) : plain(text) === value;
}

async function together(filter, kept) {
  const word = firstWord(filter.all[0]);
  await filter.field.fill(word);
  for (const { select, value } of kept) await select.selectOption(value);
  const admits = (row) => holds(row, word) && kept.every(({ title, value }) => fits(cell(row, title), value));
  await filter.shows(admits, "all together");
  await filter.clear();
}

async function nothing(filter) {
  await filter.field.fill(NOWHERE);
  await filter.shows(() => false, "what is nowhere");
  const sections = await filter.reader.page.locator("main section:has(table[data-sortable]):visible").count();
  if (sections) filter.reader.complain(`${sections} sections without rows are left`);
  await filter.clear();
}

/** On a list with several pages, the filter says that it covers only this page, and links to the search. */
async function part({ reader, box, what }) {
  const hasMore = await reader.page.locator("main nav").count();
  const hint = box.getByText("this page of the list only");
  if ((await hint.count()) !== (hasMore ? 1 : 0)) reader.complain(hasMore ? "does not say that the list goes on" : "says that the list goes on");
  if (!hasMore) return;
  await box.getByRole("button", { name: `Search all ${what}` }).click();
  if (!(await reader.page.locator("dialog#search").isVisible())) reader.complain("the hint does not lead to the search");
  await reader.press("Escape");
}
