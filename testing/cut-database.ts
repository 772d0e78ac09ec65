import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * Puts a line that can be cut between this process and its database. Call it before the settings
 * are read: it changes DATABASE_URL.
 */
export async function cuttableDatabase() {
  const url = new URL(process.env.DATABASE_URL ?? "");
  const [port, host] = [Number(url.port), url.hostname];
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const own = (server.address() as AddressInfo).port;
  url.host = `127.0.0.1:${own}`;
  process.env.DATABASE_URL = url.href;
  return {
    /** From now on the database is away, and open connections are gone. */
    async cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
    /** The database is back at the same address. */
    async mend() {
      await once(server.listen(own, "127.0.0.1"), "listening");
    },
  };
}
