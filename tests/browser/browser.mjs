// The browser, and a reader of a site. A reader opens pages below one address and keeps a list of complaints: messages
// of the browser, failed requests, and requests that would leave the site.

import { chromium } from "playwright-core";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Pages are opened in the browser that BROWSER names, or in the `chromium` on PATH. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.BROWSER ?? onPath("chromium"),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      // The browser must send no requests of its own, for updates, lists and experiments.
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-domain-reliability",
      "--disable-sync",
      "--no-first-run",
      "--no-pings",
    ],
  });
}

export class Reader {
  /** The problems of the pages read so far. */
  complaints = [];

  /** `base` ends with a slash; `how` are Playwright's options of a context, such as `colorScheme`. */
  static async of(browser, base, how = {}) {
    const reader = new Reader();
    reader.base = base;
    const context = await browser.newContext({ viewport: DESKTOP, ...how });
    await context.route("**/*", (route) => reader.#guard(route));
    context.on("console", (message) => reader.#heard(message));
    context.on("weberror", ({ error }) => reader.complain(`error: ${error()}`));
    context.on("requestfailed", (request) => reader.#failed(request));
    reader.context = context;
    reader.page = await context.newPage();
    return reader;
  }

  /** Opens a page of the site by its path. With `unfold`, also opens its `<details>` elements. */
  async open(path, { unfold = false } = {}) {
    this.at = path;
    const address = path.split("/").map(encodeURIComponent).join("/");
    const response = await this.page.goto(this.base + address);
    if (unfold) {
      await this.page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
    }
    return response;
  }

  /** Runs a check inside the page; it returns complaints. */
  async inspect(check, argument) {
    for (const found of await this.page.evaluate(check, argument)) this.complain(found);
  }

  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  complain(what) {
    this.complaints.push(`${this.at}: ${what}`);
  }

  async close() {
    await this.context.close();
    return this.complaints;
  }

  #guard(route) {
    const url = route.request().url();
    if (url.startsWith(this.base)) return route.continue();
    this.complain(`request leaves the site: ${url}`);
    return route.abort();
  }

  #failed(request) {
    const { errorText } = request.failure();
    // The icon of a page may still be on its way when the next page is opened.
    if (errorText !== "net::ERR_ABORTED") this.complain(`${errorText}: ${request.url()}`);
  }

  #heard(message) {
    // A missing page must have the status 404, and the browser reports that.
    const isMissing = message.text().includes("status of 404") && message.location().url === this.missing;
    if (!isMissing) this.complain(`console: ${message.text()}`);
  }
}

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 360, height: 740 };

function onPath(program) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const found = folders.map((folder) => join(folder, program)).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) throw new Error(`no ${program} on PATH: install it, or name a browser in BROWSER`);
  return found;
}
