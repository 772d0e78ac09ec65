import { randomUUID } from "node:crypto";
import autocannon, { type Sent } from "autocannon";
import { percentile } from "../statistics";
import type { HttpLoad, Loaded } from "./spec";

const TIMEOUT_SECONDS = 20;
const MAX_FAILURES = 3;
/** How often it checks whether its time is over: every second by default. */
const LOOK_MS = 10;

/** Sends the requests in turn over this many connections, each of which waits for its response. */
export function loadHttp(load: HttpLoad): Promise<Loaded> {
  const { origin: url, method, variants, connections, seconds, requests } = load;
  const latencies: number[] = [];
  const failures: string[] = [];
  const run = randomUUID();
  const startedAt = performance.now();
  let lastAt = startedAt;
  let sent = 0;

  const setupRequest = (request: Sent): Sent => {
    const variant = variants[sent % variants.length];
    if (!variant) throw new Error("there is nothing to send");
    sent += 1;
    const fill = (text: string) => text.replace("[id]", `${run}-${sent}`);
    const { path, headers = {}, body } = variant;
    const own = Object.entries(headers).map(([name, value]) => [name, fill(value)]);
    return {
      ...request,
      path,
      headers: { ...request.headers, ...Object.fromEntries(own) },
      ...(body !== undefined && { body: fill(body) }),
    };
  };
  const onResponse = (status: number, body: string) => {
    if (status >= 200 && status < 300) return;
    if (failures.length < MAX_FAILURES) failures.push(`${status} ${body.slice(0, 300)}`);
  };

  return new Promise((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        connections,
        timeout: TIMEOUT_SECONDS,
        sampleInt: LOOK_MS,
        requests: [{ method, setupRequest, onResponse }],
        ...(requests === undefined ? { duration: TIMEOUT_SECONDS } : { amount: requests }),
      },
      (error, { errors, timeouts }) => {
        if (error) return reject(error);
        if (latencies.length < connections) failures.push(`only ${latencies.length} answers`);
        if (errors > 0) failures.push(`${errors} without an answer, ${timeouts} of them in time`);
        resolve({
          count: latencies.length,
          rate: latencies.length / ((lastAt - startedAt) / 1_000),
          p50: latencies.length > 0 ? percentile(latencies, 0.5) : 0,
          p99: latencies.length > 0 ? percentile(latencies, 0.99) : 0,
          failures,
        });
      },
    );
    instance.on("response", (_client, _status, _bytes, ms: number) => {
      latencies.push(ms);
      lastAt = performance.now();
      // It lasts this long, and until each connection has had a response.
      const isOver = seconds !== undefined && lastAt - startedAt >= seconds * 1_000;
      if (isOver && latencies.length >= connections) instance.stop();
    });
  });
}
