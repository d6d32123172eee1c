// A portal's own server, for what is the portal's to set up: headers by path, and what is posted to it.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve as absolute } from "node:path";
import { fileURLToPath } from "node:url";

const target = process.env.NRM_TARGET ?? fileURLToPath(new URL("../../../target", import.meta.url));
const portal = fileURLToPath(new URL("../../../www/portal/", import.meta.url));
const TYPES = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };

/** What the README's page needs, and nothing more. */
export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'";

/** The policies that `docs/hosts.md` gives for a frame of its own: of the page around it, and of the frame itself. */
const recipe = readFileSync(new URL("../../../docs/hosts.md", import.meta.url), "utf8");
const [AROUND, FRAME] = [...recipe.matchAll(/^Content-Security-Policy: (.+)$/gm)].map(([, policy]) => policy);

/** How the sample with that frame is served. */
export const FRAMED = {
  headers: (path) => ({
    "content-security-policy": path === "/frame.html" ? FRAME : AROUND,
    // A frame without an origin may import the modules.
    ...(path.endsWith(".js") && { "access-control-allow-origin": "*" }),
  }),
};

/** Has a server listen on this machine alone, on a port that is free. */
export async function listening(server) {
  await new Promise((listens) => server.listen(0, "127.0.0.1", listens));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

/**
 * Serves a sample, or a folder, on this machine. `headers` gives what a path has beside or in place of the policy, `files` what the sample lacks,
 * `post` answers what is posted with a status.
 */
export async function host(sample, { headers = () => ({}), files = {}, post = () => 405 } = {}) {
  const content = async (path) => files[path] ?? readFile(path === "/neutral.html" ? join(portal, path) : join(absolute(target, "examples", sample), normalize(path)));
  const answer = async (request, response) => {
    const path = request.url.replace(/\/$/, "/index.html");
    if (request.method === "POST") {
      const parts = [];
      for await (const part of request) parts.push(part);
      return response.writeHead(post(path, Buffer.concat(parts))).end();
    }
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    const sent = await content(path).then((bytes) => [200, bytes], () => [path === "/favicon.ico" ? 204 : 404]);
    response.writeHead(sent[0], { "content-type": type, "content-security-policy": POLICY, "x-content-type-options": "nosniff", ...headers(path) }).end(sent[1]);
  };
  return listening(createServer((request, response) => void answer(request, response)));
}
