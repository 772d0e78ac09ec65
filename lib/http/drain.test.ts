import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { freePort } from "@/testing/http/free-port";
import { bundled } from "@/testing/setup/bundled";

const bootServer = await bundled("testing/http/boot-server.ts");
const brokenOffRequests = await bundled("testing/faults/broken-off-requests.ts");
const START_MS = 90_000;
vi.setConfig({ testTimeout: 2 * START_MS });

let child: ChildProcess | undefined;
afterEach(() => child?.kill("SIGKILL"));
const agent = new Agent({ keepAlive: true });
afterAll(() => agent.destroy());

async function start(drainSeconds: number) {
  const port = await freePort();
  const started = spawn(process.execPath, [bootServer], {
    env: {
      ...process.env,
      PORT: String(port),
      WORKER: "off",
      NEXT_MANUAL_SIG_HANDLE: "true",
      DRAIN_SECONDS: String(drainSeconds),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  child = started;
  const exited = once(started, "exit").then(([code]) => code as number | null);
  let output = "";
  started.stdout.on("data", (chunk) => {
    output += chunk;
  });
  const prints = (text: string) =>
    vi.waitFor(() => expect(output).toContain(text), { timeout: START_MS });
  await prints("listening");

  async function send(path: string) {
    const request = get({ host: "127.0.0.1", port, path, agent });
    const [response] = (await once(request, "response")) as [IncomingMessage];
    const body = (await response.toArray()).join("");
    return { body, connection: response.headers.connection };
  }
  return { process: started, exited, send, prints };
}

test("SIGTERM, also twice as npm and a supervisor send it → not ready, and still serving", async () => {
  const server = await start(300);
  expect(await server.send("/draining")).toEqual({ body: "false", connection: "keep-alive" });
  const begun = server.send("/1000");
  await server.prints("/1000");
  server.process.kill("SIGTERM");
  server.process.kill("SIGTERM");
  await vi.waitFor(async () => expect((await server.send("/draining")).body).toBe("true"));
  expect(await begun).toEqual({ body: "done", connection: "keep-alive" });
  expect(await server.send("/0")).toEqual({ body: "done", connection: "keep-alive" });
  expect(server.process.exitCode).toBeNull();

  // Somebody doesn't want to wait: the copies of the first signal come within a second.
  await sleep(1_100);
  server.process.kill("SIGTERM");
  expect(await server.exited).toBe(0);
});

test("SIGTERM with DRAIN_SECONDS=1 → ends after its requests have finished", async () => {
  const server = await start(1);
  const begun = server.send("/2500");
  await server.prints("/2500");
  server.process.kill("SIGTERM");
  expect(await begun).toEqual({ body: "done", connection: "close" });
  expect(await server.exited).toBe(0);
});

test("SIGINT, from a terminal → ends without waiting for load balancers", async () => {
  const server = await start(300);
  server.process.kill("SIGINT");
  expect(await server.exited).toBe(0);
});

test("close: a connection with several pipelined requests closes → waits for none of them", async () => {
  // In a process of its own: what follows its requests can't be undone.
  child = spawn(process.execPath, [brokenOffRequests], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  expect(await once(child, "exit")).toEqual([0, null]);
});
