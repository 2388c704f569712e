// Printed pages: the number of sheets, their text, and dark ink on white. Reads the PDF with the tools of poppler.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FORMATS = ["A4", "Letter"];

/** Prints a page. `sheets` is the allowed number of sheets: `[least, most]`. */
export async function printed(reader, path, sheets) {
  const folder = mkdtempSync(join(tmpdir(), "handover-print-"));
  await reader.open(path);
  await reader.page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const format of FORMATS) {
    const pdf = join(folder, `${format}.pdf`);
    // Backgrounds are printed too, to check that none is dark.
    await reader.page.pdf({ path: pdf, format, preferCSSPageSize: false, printBackground: true });
    for (const found of await faults(reader.page, pdf, sheets)) reader.complain(`on ${format}: ${found}`);
  }
  await reader.page.emulateMedia({ media: null });
  rmSync(folder, { recursive: true });
}

async function faults(page, pdf, [least, most]) {
  const found = [];
  const count = Number(/^Pages:\s+(\d+)/m.exec(run("pdfinfo", pdf))[1]);
  if (count < least || count > most) found.push(`${count} sheets instead of ${least} to ${most}`);
  const text = squeeze(run("pdftotext", "-raw", pdf, "-"));
  const wanted = await page.evaluate(onPaper);
  if (!text.startsWith(squeeze(wanted.start))) found.push(`begins with ${text.slice(0, 60)}`);
  for (const [piece, times] of wanted.folded) {
    const there = text.split(squeeze(piece)).length - 1;
    if (there < times) found.push(`what is folded away is there ${there} of ${times} times: ${piece}`);
  }
  return found.concat(await map(page, pdf, count), ink(pdf));
}

/** The texts of the page that must be on paper. */
function onPaper() {
  const main = document.querySelector("main");
  const folded = new Map();
  for (const block of document.querySelectorAll("details pre")) {
    // Code and its comment can be separate in the text of the PDF.
    for (const piece of block.textContent.split(/\n|\s{2,}/)) {
      if (piece.trim()) folded.set(piece, (folded.get(piece) ?? 0) + 1);
    }
  }
  return { start: main.innerText.trim().split("\n")[0], folded: [...folded] };
}

/** The picture is alone on the first sheet. */
async function map(page, pdf, count) {
  if (!(await page.locator(".map-sheet").count())) return [];
  const after = await page.locator(".map-sheet + *").evaluate((next) => next.innerText);
  const legend = await page.locator(".map-sheet .legend li:visible").allInnerTexts();
  const first = squeeze(run("pdftotext", "-l", "1", pdf, "-"));
  const second = count > 1 ? squeeze(run("pdftotext", "-f", "2", "-l", "2", pdf, "-")) : "";
  const found = [];
  if (!legend.every((one) => first.includes(squeeze(one)))) found.push("the legend is not on the picture's sheet");
  if (!second.startsWith(squeeze(after).slice(0, 20))) found.push("the second sheet does not begin after the picture");
  return found;
}

/** The first sheet is white at its edge and contains something dark. */
function ink(pdf) {
  const image = execFileSync("pdftoppm", ["-gray", "-r", "40", "-l", "1", pdf], { maxBuffer: 1 << 26 });
  const header = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(image.toString("latin1", 0, 40));
  const pixels = image.subarray(header[0].length);
  const darkest = pixels.reduce((least, one) => Math.min(least, one), 255);
  if (pixels[0] > 240 && darkest < 110) return [];
  return [`not dark on white: edge ${pixels[0]}, darkest ${darkest} of 255`];
}

function squeeze(text) {
  return text.replace(/[\s\u00ad]+/g, "");
}

function run(program, ...args) {
  return execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 26 });
}
