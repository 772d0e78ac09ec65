import { writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { MessageChannel, Worker } from "node:worker_threads";

const worker = new URL("./dump-worker.mjs", import.meta.url);

/**
 * Dumps a database as SQL into a file, with the pg_dump in WebAssembly of pglite-tools. It knows no
 * sockets and waits for each answer where it stands: so it runs in a thread of its own, which sleeps
 * while this one carries its bytes to the server and back.
 */
export async function dumpThroughWire(databaseUrl: string, file: string): Promise<void> {
  const { hostname, port, pathname, username, password } = new URL(databaseUrl);
  const socket = connect(Number(port), hostname);
  const { port1: near, port2: far } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const answer = (bytes: Buffer) => {
    near.postMessage(bytes);
    Atomics.store(answered, 0, 1);
    Atomics.notify(answered, 0);
  };
  let answers = Buffer.alloc(0);
  socket.on("data", (bytes) => {
    answers = Buffer.concat([answers, bytes]);
    if (!isOver(answers)) return;
    answer(answers);
    answers = Buffer.alloc(0);
  });
  near.on("message", (bytes: Uint8Array) => {
    socket.write(bytes);
    if (String.fromCharCode(bytes[0] ?? 0) === "X") answer(Buffer.alloc(0));
  });
  const conninfo = `host=${hostname} port=${port} dbname=${pathname.slice(1)} user=${username} password=${password} sslmode=disable gssencmode=disable`;
  try {
    await writeFile(file, await dumped({ port: far, answered, args: [`--dbname=${conninfo}`] }));
  } finally {
    socket.destroy();
    near.close();
  }
}

const dumped = (workerData: {
  port: MessageChannel["port2"];
  answered: Int32Array;
  args: string[];
}) =>
  new Promise<string>((resolve, reject) => {
    const thread = new Worker(worker, { workerData, transferList: [workerData.port] });
    thread.once("message", resolve);
    thread.once("error", reject);
  });

const AUTHENTICATION = { ok: 0, saslFinal: 12 };

/** Whether these are whole messages, after the last of which the client has its turn. */
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

/** Ready for a query, a question about the password, or the end of the connection. */
function isTurn(message: Buffer): boolean {
  const type = String.fromCharCode(message[0] ?? 0);
  if (type === "R") return !Object.values(AUTHENTICATION).includes(message.readInt32BE(5));
  return type === "Z" || (type === "E" && message.includes("SFATAL\0"));
}
