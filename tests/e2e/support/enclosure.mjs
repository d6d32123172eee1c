// A network of its own for a browser, in which whatever is sent, to any name and any address, arrives here and is noted. It takes
// Linux with `unshare`, `nsenter` and `ip`, and either root or user namespaces that anybody may make; see `enclosure/inside.mjs`.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const INSIDE = fileURLToPath(new URL("enclosure/inside.mjs", import.meta.url));
/**
 * Every address there is stands for this machine, and names are asked here. What calls from browser to browser takes no notice of
 * loopback: it finds another interface, by which nothing goes.
 */
const SETUP = `ip link set lo up
ip link add apart type veth peer name end
ip address add 192.0.2.2/24 dev apart
ip link set apart up
ip link set end up
ip route add local default dev lo src 192.0.2.2
ip -6 route add local default dev lo
mount --bind "$1" /etc/resolv.conf
shift
exec "$@"`;

const setUp = (resolver, ...program) => ["unshare", ["--user", "--map-root-user", "--net", "--mount", "sh", "-ec", SETUP, "sh", resolver, ...program]];

/** Whether this machine lets one be made. */
export const enclosable = spawnSync(...setUp("/etc/hosts", "true")).status === 0;

/** Makes one. The `program` that it gives starts the browser in it. */
export async function enclose(browser) {
  const folder = mkdtempSync(join(tmpdir(), "enclosure-"));
  const at = (name) => join(folder, name);
  writeFileSync(at("resolv.conf"), "nameserver 127.0.0.1\noptions attempts:1 timeout:1\n");
  const inside = spawn(...setUp(at("resolv.conf"), process.execPath, INSIDE), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const gone = once(inside, "exit").then(() => Promise.reject(new Error("what stands in the network has ended")));
  gone.catch(() => {});
  const answer = async () => (await Promise.race([once(inside, "message"), gone]))[0];
  const ask = (question) => {
    const answered = answer();
    inside.send(question);
    return answered;
  };
  await answer();
  writeFileSync(at("browser"), `#!/bin/sh\nexec nsenter --target ${inside.pid} --user --net --mount --preserve-credentials -- "${browser}" "$@"\n`);
  chmodSync(at("browser"), 0o755);
  const doors = [];
  return {
    program: at("browser"),
    /** What has been noted since this was asked last: how many packets of any kind, and which of them reached a sink. */
    heard: () => ask({ heard: true }),
    /** Lets a server of this machine be reached from inside, by the same address. */
    async letIn(address) {
      const port = Number(new URL(address).port);
      const door = createServer((from) => {
        const to = connect(port, "127.0.0.1");
        from.pipe(to).pipe(from);
        for (const [one, other] of [[from, to], [to, from]]) one.on("error", () => other.destroy());
      });
      doors.push(door);
      await new Promise((listens) => door.listen(at(`${port}.door`), listens));
      await ask({ port, door: at(`${port}.door`) });
    },
    async close() {
      for (const door of doors) door.close();
      const ended = once(inside, "exit");
      inside.disconnect();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
