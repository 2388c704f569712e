// No note runs anything: traps are set before a page loads, and the page has only the elements of the site.

/** From now on, a call from a note is written to the console, and the reader reports it. */
export async function setTraps(reader) {
  reader.page.on("dialog", (dialog) => {
    reader.complain(`a dialog opens: ${dialog.message()}`);
    return dialog.dismiss();
  });
  reader.context.on("page", () => reader.complain("another page opens"));
  await reader.page.addInitScript(() => {
    for (const name of ["trap", "alert", "prompt", "confirm", "print", "open", "fetch"]) {
      window[name] = (...told) => console.error(`${name} was called: ${told}`);
    }
  });
}

/** `address` is the address of the page. Runs inside the page after everything has loaded; gives complaints. */
export async function inert(address) {
  await new Promise((done) => setTimeout(done, 50));
  const found = [];
  if (location.href !== address) found.push(`the page has become ${location.href}`);
  for (const name of ["handoverIndex", "attributes", "body"]) {
    if (window[name] instanceof Element) found.push(`an element answers to window.${name}`);
  }
  if (!document.querySelector("body > footer")) found.push("the page has lost its end");
  const runs = (element) => [...element.attributes].some(({ name }) => name.startsWith("on") || name === "style");
  for (const element of document.querySelectorAll("main *")) {
    if (runs(element) || /^(script|style|iframe|object|embed|form|base|meta|link)$/i.test(element.localName)) {
      found.push(`there is ${element.outerHTML.slice(0, 80)}`);
    }
    const address = element.href && new URL(element.href.baseVal ?? element.href, location).href;
    if (address && !/^(https?|mailto|tel|file):/.test(address)) found.push(`a link leads to ${address}`);
  }
  return found;
}
