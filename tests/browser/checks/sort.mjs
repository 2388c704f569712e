// Sortable tables: each column in both orders, announced to assistive technology, with the same rows as before.

import { plain, readTables, severities } from "./cells.mjs";

export async function sorts(reader, path) {
  await reader.open(path);
  const before = await readTables(reader);
  const language = await reader.page.evaluate(() => document.documentElement.lang);
  for (const [at, { columns, rows }] of before.entries()) {
    const table = reader.page.locator("main table[data-sortable]").nth(at);
    const buttons = await table.locator("thead button").all();
    if (buttons.length !== (rows.length > 1 ? columns.length : 0)) reader.complain(`table ${at} has ${buttons.length} buttons`);
    for (const [column, button] of buttons.entries()) {
      const ways = columns[column].isNumber ? ["descending", "ascending"] : ["ascending", "descending"];
      // Numbers of findings are sorted like numbers: the largest come first.
      if (rows.some((row) => severities(row[column]))) ways.reverse();
      for (const way of ways) {
        await button.click();
        const after = (await readTables(reader))[at];
        const spoken = await reader.page.locator("body > [role=status]").textContent();
        for (const found of faults(after, column, way, spoken, language)) reader.complain(`table ${at}, ${way}: ${found}`);
        if (bag(after.rows) !== bag(rows)) reader.complain(`table ${at}: sorting changes its rows`);
      }
    }
  }
}

function faults({ columns, rows }, column, way, spoken, language) {
  const { title } = columns[column];
  const marks = columns.map(({ sorted }, at) => (at === column ? sorted === way : !sorted));
  const found = marks.every(Boolean) ? [] : [`${title} is not the one column marked so`];
  if (spoken !== `Sorted by ${title}, ${way}`) found.push(`says “${spoken}”`);
  const values = rows.map((row) => row[column]);
  // In a column of numbers, "not measured" counts as empty.
  const isFilled = (value) => (columns[column].isNumber ? /^\d/.test(value) : value !== "");
  const filled = values.filter(isFilled);
  if (!values.slice(0, filled.length).every(isFilled)) found.push(`${title}: empty cells are not last`);
  const compare = comparison(columns[column], filled, language);
  const sign = way === "ascending" ? 1 : -1;
  const wrong = filled.findIndex((value, at) => at > 0 && sign * compare(filled[at - 1], value) > 0);
  return wrong < 0 ? found : [...found, `${title}: “${filled[wrong - 1]}” stands before “${filled[wrong]}”`];
}

/** The expected order of a column, from its cells: numbers, findings, declared words, or the alphabet. */
function comparison({ isNumber, order }, values, language) {
  const number = (value) => parseFloat(value);
  if (isNumber) return (a, b) => number(a) - number(b);
  if (values.every(severities)) return (a, b) => lexical(severities(a), severities(b));
  if (order) return (a, b) => order.indexOf(plain(a)) - order.indexOf(plain(b));
  return (a, b) => plain(a).localeCompare(plain(b), language, { numeric: true, sensitivity: "base" });
}

function lexical(a, b) {
  const differs = a.findIndex((one, at) => one !== b[at]);
  return differs < 0 ? 0 : a[differs] - b[differs];
}

function bag(rows) {
  return JSON.stringify(rows.map((row) => row.join("\t")).sort());
}
