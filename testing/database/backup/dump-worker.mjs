import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { pgDump } from "@electric-sql/pglite-tools/pg_dump";

const { port, signal, args } = workerData;

// What pg_dump needs of a PGlite: the response to its bytes is there before this returns.
const pg = {
  execProtocolRawStream(bytes, { onRawData }) {
    Atomics.store(signal, 0, 0);
    port.postMessage(bytes.slice());
    Atomics.wait(signal, 0, 0);
    for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port)) {
      onRawData(got.message);
    }
  },
  // pg_dump resets the connection, which a PGlite would share.
  query: async () => ({ rows: [{ search_path: "" }] }),
  exec: async () => [],
};

const file = await pgDump({ pg, args });
parentPort.postMessage(await file.text());
port.close();
