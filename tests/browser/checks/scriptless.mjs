// Without JavaScript, a page has the same text, `<details>` open with a click, and nothing needs a script.

/** Elements that only the script adds. Table headers keep their words when they become buttons. */
const CONTROLS = ".filter, dialog, [role=status], button:not(th > button)";

/** Two readers of one site: `plain` has no JavaScript. */
export async function sameWithoutScript(plain, scripted, path) {
  await plain.open(path);
  await scripted.open(path);
  const text = await plain.page.evaluate(textOf, CONTROLS);
  if (text !== (await scripted.page.evaluate(textOf, CONTROLS))) plain.complain("its text is another one with JavaScript");
  await plain.inspect(() => {
    const hidden = [...document.querySelectorAll("[hidden]")].filter((one) => one.textContent.trim());
    return hidden.map((one) => `hidden until a script shows it: ${one.textContent.slice(0, 40)}`);
  });
  await opens(plain);
}

function textOf(controls) {
  document.querySelectorAll(controls).forEach((one) => one.remove());
  return document.querySelector("main").innerText.replace(/\s+/g, " ");
}

async function opens(plain) {
  const foldings = await plain.page.locator("summary").all();
  for (const summary of foldings) await summary.click();
  await plain.inspect(() => {
    const shut = [...document.querySelectorAll("details:not([open])")];
    return shut.map((one) => `does not open: ${one.textContent.slice(0, 40)}`);
  });
}
