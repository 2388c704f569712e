// Pages fit the screen: the reader never scrolls sideways, on small and wide screens and with large text.

const NARROWEST = { name: "320 px wide", width: 320 };
const SIZES = [
  NARROWEST,
  { name: "360 px wide", width: 360 },
  { name: "768 px wide", width: 768 },
  { name: "1440 px wide", width: 1440 },
  { name: "1440 px wide with text at 200 %", width: 1440, text: "200%" },
];

/** The open page, at each size. */
export async function fits(reader) {
  for (const size of SIZES) await fitsAt(reader, size);
}

export function fitsTheNarrowest(reader) {
  return fitsAt(reader, NARROWEST);
}

async function fitsAt(reader, { name, width, text = "" }) {
  await reader.page.setViewportSize({ width, height: 800 });
  await reader.inspect(sideways, { name, text });
}

function sideways({ name, text }) {
  document.documentElement.style.fontSize = text;
  const { scrollWidth } = document.documentElement;
  if (scrollWidth <= innerWidth) return [];
  // The innermost elements that are too wide, themselves or because of their text.
  const wide = [...document.querySelectorAll("body *")].findLast((one) => {
    const isInside = one.closest(".scroll, pre, svg") && !one.matches(".scroll, pre, svg");
    const { left, right } = one.getBoundingClientRect();
    return !isInside && Math.max(right, left + one.scrollWidth) > innerWidth + 1;
  });
  const who = wide ? `${wide.tagName} ${wide.className} “${wide.textContent.trim().slice(0, 40)}”` : "nobody knows what";
  return [`${name}: ${scrollWidth} px of content, because of ${who}`];
}

/** Nothing moves if the reader prefers reduced motion. Runs inside the page. */
export function still() {
  const found = [];
  for (const one of document.querySelectorAll("*")) {
    const style = getComputedStyle(one);
    const moves =
      style.transitionDuration.split(", ").some((duration) => duration !== "0s") ||
      style.animationName !== "none" ||
      style.scrollBehavior !== "auto";
    if (moves) found.push(`${one.tagName} ${one.className} moves`);
  }
  return found;
}
