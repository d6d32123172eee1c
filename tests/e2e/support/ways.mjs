// Ways out of a page, and something that notices whatever gets out: what a policy stops is seen against a page without one.
import { createServer } from "node:http";

import { listening } from "./host.mjs";

/** A server that notes the way by which it was reached: the path of whatever asks it. */
export async function sink() {
  const reached = new Set();
  const note = ({ url }) => reached.add(url.slice(1));
  const server = createServer((request, response) => {
    note(request);
    response.writeHead(204, { "access-control-allow-origin": "*" }).end();
  });
  server.on("upgrade", (request, socket) => {
    note(request);
    socket.destroy();
  });
  return { ...(await listening(server)), reached };
}

/** Tries every way to an address, within a page. What is refused throws, or does nothing. Resolves to the names of the ways. */
export async function leak(address) {
  const put = (tag, given) => document.body.appendChild(Object.assign(document.createElement(tag), given));
  const ways = {
    audio: (to) => put("audio", { src: to }).load(),
    beacon: (to) => navigator.sendBeacon(to, "x"),
    css: (to) => (put("div", { textContent: "x" }).style.backgroundImage = `url(${to})`),
    embed: (to) => put("embed", { src: to, type: "image/png" }),
    eventsource: (to) => new EventSource(to),
    fetch: (to) => fetch(to, { mode: "no-cors" }),
    font: (to) => new FontFace("none", `url(${to})`).load(),
    form: (to) => put("form", { action: to, method: "post", target: put("iframe", { name: "target" }).name }).submit(),
    iframe: (to) => put("iframe", { src: to }),
    image: (to) => put("img", { src: to }),
    import: (to) => import(to),
    object: (to) => put("object", { data: to, type: "image/png" }),
    poster: (to) => put("video", { poster: to }),
    prefetch: (to) => document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: to })),
    script: (to) => put("script", { src: to }),
    stylesheet: (to) => put("link", { rel: "stylesheet", href: to }),
    svg: (to) => {
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.append(document.createElementNS(svg.namespaceURI, "image"));
      svg.firstChild.setAttribute("href", to);
      document.body.append(svg);
    },
    video: (to) => put("video", { src: to }).load(),
    websocket: (to) => new WebSocket(to.replace("http", "ws")),
    window: (to) => open(to),
    xhr: (to) => {
      const request = new XMLHttpRequest();
      request.open("GET", to);
      request.send();
    },
  };
  for (const [name, act] of Object.entries(ways)) {
    try {
      Promise.resolve(act(address + name)).catch(() => {});
    } catch {}
  }
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return Object.keys(ways);
}
