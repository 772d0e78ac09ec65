import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { pgDump } from "@electric-sql/pglite-tools/pg_dump";

const { port, answered, args } = workerData;

// What pg_dump needs of a PGlite: the bytes that it sends are answered before this returns.
const pg = {
  execProtocolRawStream(bytes, { onRawData }) {
    Atomics.store(answered, 0, 0);
    port.postMessage(bytes.slice());
    Atomics.wait(answered, 0, 0);
    for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port)) {
      onRawData(got.message);
    }
  },
  // It tidies up the connection that it would have shared.
  query: async () => ({ rows: [{ search_path: "" }] }),
  exec: async () => [],
};

const file = await pgDump({ pg, args });
parentPort.postMessage(await file.text());
port.close();
