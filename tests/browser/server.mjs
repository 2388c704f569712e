// A web server for one built site, like static hosting. Takes a folder; gives an address with a path. It serves
// index.html for a folder and 404.html for a missing file.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const MOUNT = "/some/where/";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ics": "text/calendar",
  ".txt": "text/plain; charset=utf-8",
};

/** Starts a server on a free port of this machine; `base` ends with a slash. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const found = pathname.startsWith(MOUNT) && (await content(folder, pathname.slice(MOUNT.length)));
    const { path, bytes } = found || (await content(folder, "404.html"));
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    response.writeHead(found ? 200 : 404, { "content-type": type }).end(bytes);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { base: `http://127.0.0.1:${server.address().port}${MOUNT}`, close: () => server.close() };
}

async function content(folder, encoded) {
  const inside = normalize(`/${decodeURIComponent(encoded)}`);
  const path = inside.endsWith("/") ? `${inside}index.html` : inside;
  const bytes = await readFile(join(folder, path)).catch(() => null);
  return bytes && { path, bytes };
}
