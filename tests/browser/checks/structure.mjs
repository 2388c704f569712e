// The structure of every page: landmarks, headings, tables, language. Runs inside the page; gives complaints.

export function structure() {
  const found = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const want = (number, selector) => {
    const there = all(selector).length;
    if (there !== number) found.push(`${there} of ${selector} instead of ${number}`);
  };

  if (!document.documentElement.lang) found.push("no language");
  if (!document.title.trim()) found.push("no title");
  want(1, "h1");
  want(1, "main");
  // The page for missing pages does not know its address, so it has no navigation.
  const isAlone = all("link").length === 0;
  if (!isAlone) {
    for (const landmark of ["body > header", "body > footer", "header nav", "body > a.skip[href='#main']"]) {
      want(1, landmark);
    }
  }
  for (const nav of all("nav, section[role], aside, [role=region]")) {
    if (!nav.ariaLabel && !nav.getAttribute("aria-labelledby")) found.push(`${nav.tagName} ${nav.className} without a name`);
  }

  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) found.push(`h${next} after h${level}: ${heading.textContent}`);
    level = next;
  }

  for (const table of all("table")) {
    // A table in the text of a note has no caption.
    if (!table.caption && !table.closest(".prose")) found.push(`a table without caption: ${table.textContent.slice(0, 40)}`);
    if (!table.querySelector("th")) found.push(`a table without headers: ${table.textContent.slice(0, 40)}`);
  }
  for (const th of all("th:not([scope])")) found.push(`th without scope: ${th.textContent}`);
  return found;
}
