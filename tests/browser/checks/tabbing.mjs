// With the keyboard only: from the top of a page to a sorted table and to a search result.

const MOST_STOPS = 60;

export async function sortsByKeyboard(reader, path) {
  await reader.open(path);
  if (!(await tabTo(reader, "th button"))) return;
  await reader.press("Enter");
  await reader.inspect(() => {
    const header = document.activeElement.closest("th");
    return header?.ariaSort ? [] : ["Enter does not sort, or takes the focus away"];
  });
}

export async function searchesByKeyboard(reader, path, word) {
  await reader.open(path);
  if (!(await tabTo(reader, "button.seek"))) return;
  await reader.press("Enter");
  await reader.page.keyboard.type(word);
  await reader.page.locator("#search-results [role=option]").first().waitFor();
  const href = await reader.page.locator("#search-results [role=option]").first().evaluate((one) => one.href);
  await reader.press("Enter");
  await reader.page.waitForURL(href, { timeout: 5000 }).catch(() => reader.complain(`leads to ${reader.page.url()}`));
}

async function tabTo(reader, selector) {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await reader.press("Tab");
    if (await reader.page.evaluate((selector) => document.activeElement.matches(selector), selector)) return true;
  }
  reader.complain(`${selector} is not among the first ${MOST_STOPS} stops`);
  return false;
}
