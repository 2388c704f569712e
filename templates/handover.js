// Adds sorting, filtering, search and copy buttons to pages. Every page can be read without this script. It stores
// nothing and loads only search-index.js. It inserts text from notes as text, never as markup.
"use strict";

(() => {
  const root = new URL(".", document.currentScript.src);

  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const button = (label, attributes, act) => {
    const made = make("button", { type: "button", ...attributes }, label);
    made.addEventListener("click", act);
    return made;
  };

  // Announces changes to screen readers.
  const voice = make("p", { class: "spoken", role: "status" });

  // Without accents, capitals and punctuation: "cafe offnung" finds "Café-Öffnung".
  const folded = text =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;
  const wordsOf = text => folded(text).split(" ").filter(Boolean);

  const collator = (() => {
    const options = { numeric: true, sensitivity: "base" };
    try {
      return new Intl.Collator(document.documentElement.lang, options);
    } catch {
      // The language of the page is not a valid one.
      return new Intl.Collator("en", options);
    }
  })();

  // ---- Tables: `data-sortable` marks the table; `data-order` on a header lists the words of its column in order;
  // `data-value` on a cell is used instead of its text.

  // A question mark at the end means "inferred". The value is the same without it.
  const textOf = cell => cell.textContent.trim().replace(/\?$/, "");
  const valueOf = cell => cell.dataset.value ?? textOf(cell);
  const orderOf = header => header.dataset.order?.split(" ");

  const byOrder = header => {
    const order = orderOf(header);
    return order ? (a, b) => order.indexOf(a) - order.indexOf(b) : collator.compare;
  };

  const sort = header => {
    const body = header.closest("table").tBodies[0];
    const rows = [...body.rows].map(row => ({ row, value: valueOf(row.cells[header.cellIndex]) }));
    const areNumbers = rows.every(({ value }) => Number.isFinite(Number(value)));
    const compare = areNumbers ? (a, b) => a - b : byOrder(header);
    // Numbers start with the largest: people look for those.
    const isUp = header.ariaSort ? header.ariaSort === "descending" : !areNumbers;
    const sign = isUp ? 1 : -1;
    rows.sort((a, b) => (a.value === "") - (b.value === "") || sign * compare(a.value, b.value));
    body.append(...rows.map(({ row }) => row));
    for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", isUp ? "ascending" : "descending");
    voice.textContent = `Sorted by ${header.textContent}, ${isUp ? "ascending" : "descending"}`;
  };

  const tables = [...document.querySelectorAll("main table[data-sortable]")];
  for (const table of tables.filter(table => table.tBodies[0].rows.length > 1)) {
    for (const header of table.tHead.rows[0].cells) {
      header.replaceChildren(button(header.textContent, { class: "sort" }, () => sort(header)));
    }
  }

  // ---- Filter: `data-filter` marks its element and has the word for the listed items. `data-choose` on a header of
  // the first table adds a choice of the values of its column; `data-choices` on a cell lists them instead of its text.

  const FEW_ROWS = 12;
  const NONE = "none";

  const choicesOf = cell => (cell.dataset.choices?.trim().split(" ") ?? [textOf(cell)]).map(choice => choice || NONE);

  // A labelled choice of a column's values; empty if all rows have the same value.
  const chooser = (header, rows) => {
    const column = header.cellIndex;
    const choices = [...new Set(rows.flatMap(({ cells }) => choicesOf(cells[column])))];
    if (choices.length < 2) return [];
    const compare = byOrder(header);
    choices.sort((a, b) => (a === NONE) - (b === NONE) || compare(a, b));
    const options = choices.map(choice => make("option", { value: choice }, choice));
    const field = make("select", { autocomplete: "off" }, make("option", { value: "" }, "any"), ...options);
    const label = header.textContent;
    return [{ field, label, admits: row => !field.value || choicesOf(row.cells[column]).includes(field.value) }];
  };

  // A field for words to find anywhere in a row.
  const finder = (label, rows) => {
    const texts = new Map(rows.map(row => [row, folded([...row.cells].map(cell => cell.textContent).join(" "))]));
    const field = make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
    return { field, label, admits: row => wordsOf(field.value).every(word => texts.get(row).includes(word)) };
  };

  const hint = what =>
    make("p", { class: "soft small" }, `Sorting and filtering apply to this page of the list only. `,
      button(`Search all ${what}`, { class: "as-link" }, () => openSearch()));

  const fillFilter = box => {
    const rows = tables.flatMap(table => [...table.tBodies[0].rows]);
    if (rows.length <= FEW_ROWS) return;
    const what = box.dataset.filter;
    const columns = [...tables[0].tHead.rows[0].cells].filter(header => "choose" in header.dataset);
    const parts = [finder("Contains", rows), ...columns.flatMap(header => chooser(header, rows))];
    const count = make("p", { class: "count", role: "status" });
    const apply = () => {
      for (const row of rows) row.hidden = !parts.every(part => part.admits(row));
      const shown = rows.filter(row => !row.hidden).length;
      for (const table of tables) {
        const section = table.closest("section");
        if (section) section.hidden = [...table.tBodies[0].rows].every(row => row.hidden);
      }
      const all = `${rows.length} ${what}`;
      count.textContent = shown === rows.length ? all : shown ? `${shown} of ${all}` : `0 of ${all}: no row matches all fields`;
    };
    const clear = () => {
      for (const { field } of parts) field.value = "";
      apply();
      parts[0].field.focus();
    };
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `Filter ${what}`);
    box.append(
      make("div", { class: "fields" }, ...parts.map(({ field, label }) => make("label", {}, label, field))),
      make("div", { class: "outcome" }, count, button("Clear", {}, clear)),
      ...("part" in box.dataset ? [hint(what)] : []),
    );
    box.addEventListener("input", apply);
    apply();
    box.hidden = false;
  };

  // ---- Search

  const MOST = 20;
  const KINDS = {
    pages: "page", people: "person", rules: "rule", anchors: "anchor", decisions: "decision", notes: "note",
  };

  const prepare = index =>
    Object.entries(KINDS).flatMap(([key, kind]) =>
      index[key].map(([title, href, about, words, headings]) => ({
        title,
        href,
        kind,
        about,
        headings,
        // A space before each word tells its start from its middle.
        inTitle: ` ${folded(title)}`,
        inWords: folded(`${words} ${about}`),
        inHeadings: headings.map(([text]) => folded(text)),
      })));

  // How well a word fits, 0 best: the title starts with it; a word of the title does; the title contains it; a tag, a
  // person or the like contains it; a heading contains it. For a heading, also which one it is.
  const fit = (entry, word) => {
    const start = entry.inTitle.indexOf(` ${word}`);
    if (start >= 0) return { rank: start > 0 ? 1 : 0 };
    if (entry.inTitle.includes(word)) return { rank: 2 };
    if (entry.inWords.includes(word)) return { rank: 3 };
    const heading = entry.inHeadings.findIndex(text => text.includes(word));
    return heading < 0 ? null : { rank: 4, heading };
  };

  const hit = (entry, words) => {
    let rank = 0;
    let heading;
    for (const word of words) {
      const found = fit(entry, word);
      if (!found) return null;
      rank += found.rank;
      heading ??= found.heading;
    }
    return { entry, rank, heading };
  };

  // Best first, then in the order of the index. Buckets need only one pass.
  const find = (entries, words) => {
    const buckets = [];
    for (const entry of entries) {
      const found = hit(entry, words);
      if (found) (buckets[found.rank] ??= []).push(found);
    }
    return buckets.flat();
  };

  const option = ({ entry, heading }, at) => {
    const [text, id] = entry.headings[heading] ?? [entry.title];
    const href = new URL(id ? `${entry.href}#${id}` : entry.href, root).href;
    const what = id ? ["heading", entry.title, entry.about] : [entry.kind, entry.about];
    const about = make("span", { class: "soft small" }, what.filter(Boolean).join(" · "));
    const attributes = { role: "option", id: `search-result-${at}`, href, tabindex: "-1", "aria-selected": "false" };
    return make("a", attributes, make("span", { class: "found" }, text), about);
  };

  const field = make("input", {
    id: "search-field", type: "text", role: "combobox", autocomplete: "off", autocapitalize: "none", spellcheck: "false",
    enterkeyhint: "go", "aria-label": "Search notes, people, rules and headings", "aria-autocomplete": "list",
    "aria-controls": "search-results", "aria-expanded": "false", placeholder: "Notes, people, rules, headings",
  });
  const results = make("div", { id: "search-results", role: "listbox", "aria-label": "Results", hidden: "" });
  const outcome = make("p", { id: "search-outcome", class: "soft small", role: "status" });
  const dialog = make("dialog", { id: "search", "aria-label": "Search" },
    make("div", { class: "fields" }, field, button("Close", {}, () => dialog.close())), results, outcome);

  let entries = null;
  let isLoading = false;
  let active = -1;

  const activate = at => {
    results.children[active]?.setAttribute("aria-selected", "false");
    active = at;
    const chosen = results.children[active];
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", chosen?.id ?? "");
  };

  const describe = (typed, found) => {
    if (!typed) return "";
    if (!found) return `Nothing found for “${field.value.trim()}” in titles, people, tags and headings`;
    if (found > MOST) return `${MOST} of ${found} results; add a word to see fewer`;
    return counted(found, "result", "results");
  };

  const refresh = () => {
    if (!entries) return;
    const words = wordsOf(field.value);
    const hits = words.length ? find(entries, words) : [];
    results.replaceChildren(...hits.slice(0, MOST).map(option));
    results.hidden = hits.length === 0;
    field.setAttribute("aria-expanded", String(hits.length > 0));
    outcome.textContent = describe(field.value.trim(), hits.length);
    activate(-1);
  };

  const load = () => {
    isLoading = true;
    const script = make("script", { src: new URL("search-index.js", root).href });
    outcome.textContent = "Loading…";
    script.addEventListener("load", () => {
      entries = prepare(window.handoverIndex);
      delete window.handoverIndex;
      outcome.textContent = "";
      refresh();
    });
    script.addEventListener("error", () => {
      script.remove();
      isLoading = false;
      outcome.textContent = "search-index.js could not be loaded, so the search does not work. The page “Notes” lists all notes.";
    });
    document.head.append(script);
  };

  const openSearch = () => {
    dialog.showModal();
    field.focus();
    if (!entries && !isLoading) load();
  };

  const key = event => {
    const all = results.children;
    if (event.isComposing || all.length === 0) return;
    const last = all.length - 1;
    const targets = { ArrowDown: active < last ? active + 1 : 0, ArrowUp: active > 0 ? active - 1 : last };
    // Before the first arrow key, Home and End move in the text field.
    if (active >= 0) Object.assign(targets, { Home: 0, End: last });
    if (event.key in targets) activate(targets[event.key]);
    else if (event.key === "Enter") all[Math.max(active, 0)].click();
    else return;
    event.preventDefault();
  };

  const setUpSearch = header => {
    field.addEventListener("input", refresh);
    field.addEventListener("keydown", key);
    results.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", event => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      field.value = "";
      refresh();
    });
    const attributes = { class: "seek", "aria-haspopup": "dialog", "aria-keyshortcuts": "/" };
    // Between the title of the site and the links to pages.
    header.firstElementChild.after(button("Search", attributes, openSearch));
    document.addEventListener("keydown", event => {
      const isTyping = event.target.closest?.("input, select, textarea, [contenteditable]");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping || dialog.open) return;
      event.preventDefault();
      openSearch();
    });
  };

  // ---- Copy: `data-copy` marks lines to copy into a note.

  const copy = async (lines, pressed) => {
    try {
      await navigator.clipboard.writeText(lines.textContent);
      pressed.textContent = "Copied";
      voice.textContent = "Copied";
    } catch {
      // Without a secure context there is no clipboard, so select the lines.
      getSelection().selectAllChildren(lines);
      pressed.textContent = "Selected: press Ctrl+C or ⌘C";
      voice.textContent = pressed.textContent;
    }
    setTimeout(() => { pressed.textContent = "Copy"; }, 4000);
  };

  for (const lines of document.querySelectorAll("pre[data-copy]")) {
    const box = make("div", { class: "copying" });
    lines.replaceWith(box);
    const press = button("Copy", { class: "copy" }, () => copy(lines, press));
    box.append(lines, press);
  }

  document.body.append(voice, dialog);
  document.querySelectorAll("[data-filter]").forEach(fillFilter);
  document.querySelectorAll("header.bar").forEach(setUpSearch);
})();
