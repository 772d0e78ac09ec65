import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/**
 * Puts a proxy between this process and its database, whose connections can be cut. Call it before the settings are
 * read: it changes DATABASE_URL.
 */
export async function cuttableDatabase() {
  const proxy = await cuttableProxy(process.env.DATABASE_URL ?? "");
  process.env.DATABASE_URL = proxy.url;
  return proxy;
}

/** A proxy before a database, whose connections can be cut; `url` is the database's address through it. */
export async function cuttableProxy(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const [port, host] = [Number(url.port), url.hostname];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, host);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
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
  const proxyPort = (server.address() as AddressInfo).port;
  url.host = `127.0.0.1:${proxyPort}`;
  return {
    url: url.href,
    /** Closes all connections and makes the database unreachable. */
    async cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
    /** Makes the database reachable again, at the same address. */
    async restore() {
      await once(server.listen(proxyPort, "127.0.0.1"), "listening");
    },
  };
}
