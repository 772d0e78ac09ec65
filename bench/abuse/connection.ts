import { once } from "node:events";
import { connect } from "node:net";

/** The head of a POST request with a body of this many bytes. */
export const post = (path: string, length: number, headers: Record<string, string>): string =>
  [
    `POST ${path} HTTP/1.1`,
    "Host: localhost",
    `Content-Length: ${length}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "\r\n",
  ].join("\r\n");

/** The head of a GET request as a browser without a session sends it. */
export const get = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n`;

export type Connection = Awaited<ReturnType<typeof openConnection>>;

/**
 * A plain connection from an address of this machine, so that nothing is corrected before it is sent. `count`
 * gets the status of each response.
 */
export async function openConnection(
  port: number,
  localAddress: string,
  isOver: () => boolean,
  count: (status: string) => void,
) {
  const socket = connect({ port, host: "127.0.0.1", localAddress });
  socket.on("error", () => {});
  const opened = await Promise.race([
    once(socket, "connect").then(() => true),
    once(socket, "close").then(() => false),
  ]);
  let responses = 0;
  let isClosed = !opened;
  let wake = () => {};
  socket.on("data", (chunk: Buffer) => {
    for (const [, status = ""] of chunk.toString("latin1").matchAll(/HTTP\/1\.1 (\d{3}) /g)) {
      responses += 1;
      count(status);
    }
    wake();
  });
  socket.on("close", () => {
    isClosed = true;
    wake();
  });
  const changed = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      if (isClosed) resolve();
    });

  return {
    isOver,
    isOpen: () => !isClosed,
    write: (text: string) => void socket.write(text),
    /** Writes, and waits until it is sent. */
    async flush(text: string): Promise<void> {
      if (isClosed || socket.write(text)) return;
      await Promise.race([once(socket, "drain"), once(socket, "close")]).catch(() => {});
    },
    /** Waits for one more response, or the end. */
    async response(): Promise<void> {
      const before = responses;
      while (!isClosed && responses === before) await changed();
    },
    async ended(): Promise<void> {
      while (!isClosed) await changed();
    },
    close: () => socket.destroy(),
  };
}
