import { readFile, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";

/** Says whether nothing listens on this port of the loopback addresses, IPv4 and IPv6. */
export async function isFree(port: number): Promise<boolean> {
  const taken = await Promise.all([answers("127.0.0.1", port), answers("::1", port)]);
  return !taken.includes(true) && (await listenOn(port)) !== null;
}

/** A port of 127.0.0.1 that nobody uses now. */
export async function freePort(): Promise<number> {
  const port = await listenOn(0);
  if (port === null) throw new Error("This machine has no free port on 127.0.0.1.");
  return port;
}

/**
 * The port remembered in a file, so that an address stays the same from start to start; another one,
 * remembered in its place, when it has been taken meanwhile.
 */
export async function keptPort(file: string): Promise<number> {
  const kept = Number(await readFile(file, "utf8").catch(() => ""));
  if (Number.isInteger(kept) && kept > 0 && (await isFree(kept))) return kept;
  const port = await freePort();
  await writeFile(file, `${port}\n`);
  return port;
}

/** Listens for a moment. Resolves with the port, or null when it can't be had. */
function listenOn(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host: "127.0.0.1" }, () => {
      const address = server.address();
      const got = address !== null && typeof address === "object" ? address.port : null;
      server.close(() => resolve(got));
    });
  });
}

/** A listener on all addresses lets some systems listen on 127.0.0.1 beside it: so ask it. */
function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => done(true));
    socket.once("error", () => done(false));
    socket.once("timeout", () => done(false));
  });
}
