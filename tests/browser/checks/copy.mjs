// Lines to paste: the button copies all of them to the clipboard, or selects them if there is no clipboard.

/**
 * The first and the last lines of a page; the button says what `says` says: "Copied", or "Selected" after
 * `withoutClipboard`.
 */
export async function copies(reader, path, says) {
  await reader.open(path, { unfold: true });
  const boxes = await reader.page.locator(".copying").all();
  if (!boxes.length) reader.complain("nothing to copy");
  for (const box of new Set([boxes.at(0), boxes.at(-1)])) {
    if (!box) continue;
    const lines = await box.locator("pre").textContent();
    const button = box.locator("button");
    await button.click();
    await reader.page.waitForFunction((one) => one.textContent !== "Copy", await button.elementHandle());
    const label = await button.textContent();
    const spoken = await reader.page.locator("body > [role=status]").textContent();
    if (!label.startsWith(says) || spoken !== label) reader.complain(`the button says “${label}”, and aloud “${spoken}”`);
    const taken = await reader.page.evaluate((says) => (says === "Copied" ? navigator.clipboard.readText() : `${getSelection()}`), says);
    if (taken.trim() !== lines.trim()) reader.complain(`not the lines, but “${taken.slice(0, 40)}”`);
  }
}

/** Removes the clipboard from pages, as browsers do at insecure addresses. */
export function withoutClipboard(reader) {
  return reader.page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
}
