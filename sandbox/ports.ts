import { readFile, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";

/** Whether nothing listens on this port of the loopback addresses, IPv4 and IPv6. */
export async function isFree(port: number): Promise<boolean> {
  const listening = await Promise.all([isListening("127.0.0.1", port), isListening("::1", port)]);
  return !listening.includes(true) && (await listenOn(port)) !== null;
}

/** A free port of 127.0.0.1. */
export async function freePort(): Promise<number> {
  const port = await listenOn(0);
  if (port === null) throw new Error("This machine has no free port on 127.0.0.1.");
  return port;
}

/**
 * The port that is stored in a file, so that an address stays the same from start to start; another one,
 * stored in its place, if it is in use now.
 */
export async function storedPort(file: string): Promise<number> {
  const stored = Number(await readFile(file, "utf8").catch(() => ""));
  if (Number.isInteger(stored) && stored > 0 && (await isFree(stored))) return stored;
  const port = await freePort();
  await writeFile(file, `${port}\n`);
  return port;
}

/** Listens for a moment. Resolves with the port, or null if it is in use. */
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

/** A listener on all addresses lets some systems listen on 127.0.0.1 beside it, so this connects to it. */
function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const done = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => done(true));
    socket.once("error", () => done(false));
    socket.once("timeout", () => done(false));
  });
}
