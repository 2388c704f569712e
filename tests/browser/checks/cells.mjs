// How the tests read a table, from what stands in it alone: nothing of what pages say to scripts (`data-value`,
// `data-choices`) is looked at, so that it is held to what readers see.

/** The sortable tables of the open page: their columns' titles and, row by row, the texts of their cells. */
export function readTables(reader) {
  return reader.page.evaluate(() => {
    // Pieces of a cell may stand side by side without a space.
    const words = (one) => one.innerText.replace(/\s+/g, " ").trim();
    return [...document.querySelectorAll("main table[data-sortable]")].map((table) => ({
      columns: [...table.tHead.rows[0].cells].map((header) => ({
        title: header.textContent,
        isNumber: header.classList.contains("num"),
        order: header.dataset.order?.split(" "),
        sorted: header.ariaSort,
      })),
      rows: [...table.tBodies[0].rows]
        .filter((row) => !row.hidden)
        .map((row) => [...row.cells].map(words)),
    }));
  });
}

const SEVERITIES = ["error", "warning", "info"];

/** The numbers that a cell has by severity, "2 errors 1 note" as `[2, 0, 1]`; null where it speaks of none. */
export function severities(text) {
  const numbers = SEVERITIES.map((word) => Number(new RegExp(`(\\d+) ${word}`).exec(text)?.[1] ?? 0));
  return numbers.some(Boolean) ? numbers : null;
}

/** The text of a cell without the mark of an inferred fact. */
export function plain(text) {
  return text.replace(/\?$/, "");
}
