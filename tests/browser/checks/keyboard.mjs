// A reader without a mouse: the skip link comes first and works, and the focused element is visible.

export async function keyboard(reader, path) {
  await reader.open(path);
  if (await reader.page.locator("a.skip").count()) await skip(reader);
  await reader.open(path, { unfold: true });
  // After a key, browsers show the focus ring also for elements that a script focuses.
  await reader.press("Tab");
  await reader.inspect(outlines);
}

async function skip(reader) {
  await reader.press("Tab");
  await reader.inspect(() => {
    const { left, top, width } = document.activeElement.getBoundingClientRect();
    const isSeen = left >= 0 && top >= 0 && width > 0;
    return document.activeElement.matches("a.skip") && isSeen ? [] : ["the skip link is not the first stop, or not seen"];
  });
  await reader.press("Enter", "Tab");
  await reader.inspect(() => {
    const main = document.querySelector("main");
    const isPast = document.activeElement.compareDocumentPosition(main) & Node.DOCUMENT_POSITION_PRECEDING;
    const isInside = main.contains(document.activeElement);
    // On a page without links in its main part, the focus goes to the footer.
    return isInside || isPast ? [] : [`the skip link leads to ${document.activeElement.outerHTML.slice(0, 60)}`];
  });
}

function outlines() {
  const stops = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")];
  // Long lists repeat their rows.
  return stops.slice(0, 150).flatMap((stop) => {
    if (!stop.checkVisibility()) return [];
    stop.focus({ preventScroll: true });
    const { outlineStyle, outlineWidth } = getComputedStyle(stop);
    // Without a style sheet, the focus ring of the browser is used. It is `auto`.
    const isSeen = outlineStyle === "auto" || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
    if (document.activeElement === stop && isSeen) return [];
    return [`no outline on ${stop.tagName} “${stop.textContent.trim().slice(0, 40)}”`];
  });
}
