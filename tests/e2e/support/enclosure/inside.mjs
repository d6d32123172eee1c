// What stands in a network of its own beside the browser: sinks for TCP, UDP and DNS, and doors to the servers of the test outside.
// Every name resolves to an address of its own, so that a connection without a word says whom it was for.
import { createSocket } from "node:dgram";
import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";

/** The ports of the sinks: of the web, of STUN and of QUIC. What goes to another is noted as packets alone. */
const TCP = [80, 443];
const UDP = [443, 3478];
/** Addresses that are nobody's (RFC 5737). */
const NET = "198.51.100.";

const names = [];
let notes = new Set();
let before = 0;

const nameOf = (address) => names[Number(address.split(NET)[1]) - 1] ?? address;

/** The name that a query asks for, and an answer to it: an address, or nothing where another kind of record was wanted. */
function answer(query) {
  const labels = [];
  let at = 12;
  for (; query[at]; at += query[at] + 1) labels.push(query.toString("latin1", at + 1, at + 1 + query[at]));
  const name = labels.join(".").toLowerCase();
  if (!names.includes(name)) names.push(name);
  const head = Buffer.from(query.subarray(0, at + 5));
  const wantsAddress = query.readUInt16BE(at + 1) === 1;
  head.writeUInt16BE(0x8180, 2);
  head.writeUInt16BE(Number(wantsAddress), 6);
  head.writeUInt32BE(0, 8);
  const address = [...NET.split(".").slice(0, 3), names.indexOf(name) + 1].map(Number);
  const record = wantsAddress ? [0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address] : [];
  return { name, bytes: Buffer.concat([head, Buffer.from(record)]) };
}

/** How many packets passed; loopback is the only way there is. */
const passed = () => Number(/lo:\s*\d+\s+(\d+)/.exec(readFileSync("/proc/net/dev", "utf8"))[1]);

const NO_CONTENT = "HTTP/1.1 204 No Content\r\naccess-control-allow-origin: *\r\nconnection: close\r\n\r\n";
const listening = (server, ...where) => new Promise((listens, fails) => server.on("error", fails).listen(...where, listens));

for (const port of TCP) {
  const sink = createServer((socket) => {
    const name = nameOf(socket.localAddress);
    notes.add(`tcp ${name}`);
    socket.on("error", () => {}).on("data", () => (notes.add(`request ${name}`), socket.end(NO_CONTENT)));
  });
  await listening(sink, port, "0.0.0.0");
}
for (const port of UDP) {
  const sink = createSocket("udp4", (message) => notes.add(`udp ${message.readUInt32BE(4) === 0x2112a442 ? "stun" : port}`));
  await new Promise((bound) => sink.bind(port, "0.0.0.0", bound));
}
const resolver = createSocket("udp4", (query, from) => {
  const { name, bytes } = answer(query);
  notes.add(`dns ${name}`);
  resolver.send(bytes, from.port, from.address);
});
await new Promise((bound) => resolver.bind(53, "0.0.0.0", bound));

process.on("message", async ({ port, door }) => {
  if (door) {
    const outside = createServer((from) => {
      const to = connect(door);
      from.pipe(to).pipe(from);
      for (const [one, other] of [[from, to], [to, from]]) one.on("error", () => other.destroy());
    });
    await listening(outside, port, "127.0.0.1");
    return process.send("open");
  }
  const packets = passed();
  process.send({ packets: packets - before, sinks: [...notes].sort() });
  [before, notes] = [packets, new Set()];
});
process.on("disconnect", () => process.exit());
process.send("ready");
