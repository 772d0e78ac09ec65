import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { MessageChannel, Worker } from "node:worker_threads";

const worker = new URL("./dump-worker.mjs", import.meta.url);

/**
 * Dumps a database as SQL into a file, with the pg_dump in WebAssembly of pglite-tools. It has no sockets and blocks
 * until each response: it runs in a thread of its own, which sleeps while this one passes its bytes to the server and
 * back.
 */
export async function dumpThroughWire(databaseUrl: string, file: string): Promise<void> {
  const { hostname, port, pathname, username, password } = new URL(databaseUrl);
  const socket = connect(Number(port), hostname);
  const { port1: near, port2: far } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const respond = (bytes: Buffer) => {
    near.postMessage(bytes);
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  };
  let received = Buffer.alloc(0);
  socket.on("data", (bytes) => {
    received = Buffer.concat([received, bytes]);
    if (!isOver(received)) return;
    respond(received);
    received = Buffer.alloc(0);
  });
  near.on("message", (bytes: Uint8Array) => {
    socket.write(bytes);
    if (String.fromCharCode(bytes[0] ?? 0) === "X") respond(Buffer.alloc(0));
  });
  const conninfo = `host=${hostname} port=${port} dbname=${pathname.slice(1)} user=${username} password=${password} sslmode=disable gssencmode=disable`;
  try {
    await writeFile(file, await dumped({ port: far, signal, args: [`--dbname=${conninfo}`] }));
  } finally {
    socket.destroy();
    near.close();
  }
}

const dumped = (workerData: {
  port: MessageChannel["port2"];
  signal: Int32Array;
  args: string[];
}) =>
  new Promise<string>((resolve, reject) => {
    const thread = new Worker(worker, { workerData, transferList: [workerData.port] });
    thread.once("message", resolve);
    thread.once("error", reject);
  });

const AUTHENTICATION = { ok: 0, saslFinal: 12 };

/** Whether these are complete messages, and the client sends next. */
function isOver(bytes: Buffer): boolean {
  let over = false;
  let at = 0;
  while (at + 5 <= bytes.length) {
    const end = at + 1 + bytes.readInt32BE(at + 1);
    if (end > bytes.length) return false;
    over = isTurn(bytes.subarray(at, end));
    at = end;
  }
  return over && at === bytes.length;
}

/** Ready for a query, a request for the password, or the end of the connection. */
function isTurn(message: Buffer): boolean {
  const type = String.fromCharCode(message[0] ?? 0);
  if (type === "R") return !Object.values(AUTHENTICATION).includes(message.readInt32BE(5));
  return type === "Z" || (type === "E" && message.includes("SFATAL\0"));
}
