import { spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { beforeAll, describe, expect, test } from "vitest";

type Line = Record<string, unknown> & { msg: string };

let lines: Line[];
let output = "";
let secrets: string[];
let facts: Record<string, unknown>;

beforeAll(async () => {
  const child = spawn(process.execPath, ["--import", "tsx", "testing/http/logged-story.ts"], {
    env: { ...process.env, LOG_LEVEL: "trace", RELEASE: "a-release" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let err = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.on("message", (message: { secrets: string[]; facts: Record<string, unknown> }) => {
    ({ secrets, facts } = message);
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(err);
  output += err;
  lines = output
    .split("\n")
    .filter(Boolean)
    .map((line): Line => JSON.parse(line));
}, 60_000);

const requests = () => lines.filter(({ msg }) => msg === "request");
const jobs = () => lines.filter(({ msg }) => msg === "job.done" || msg === "job.failed");

test("the story: a checkout and a purchase with faults → completed", () => {
  expect(facts).toMatchObject({
    faultStatus: 500,
    boughtStatus: 200,
    againStatus: 400,
    recoveredStatus: 200,
  });
});

test("log of a checkout and a purchase: → no address, name, password, token, client secret or card number", () => {
  expect(secrets.length).toBeGreaterThan(15);
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(5);
    expect(output).not.toContain(secret);
  }
  expect(output).not.toMatch(/[\w.]+@[\w.]+\.(test|example)|_secret_\w|eyJ[\w-]{10,}|\$argon2/);
});

test("log: each request → one line with method, route, status, duration and id", () => {
  const lines = requests();
  expect(lines.length).toBeGreaterThan(50);
  for (const line of lines) {
    expect(line).toMatchObject({
      method: expect.stringMatching(/^[A-Z]+$/),
      route: expect.stringMatching(/^\/[\w/[\].-]*$/),
      status: expect.any(Number),
      duration_ms: expect.any(Number),
      request_id: expect.stringMatching(/^req_[0-9a-f]{32}$/),
      ip: "unknown",
    });
  }
  expect(new Set(lines.map(({ request_id }) => request_id)).size).toBe(lines.length);
});

test("log: each line → time, level, process and release in readable form", () => {
  for (const line of lines) {
    expect(line).toMatchObject({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: expect.stringMatching(/^(trace|debug|info|warn|error|fatal)$/),
      host: hostname(),
      pid: expect.any(Number),
      release: "a-release",
    });
  }
});

test("log: each line → no repeated key", () => {
  for (const line of output.split("\n").filter(Boolean)) {
    const outer = line.replaceAll(/:(\{.*\}|\[.*\])(?=[,}])/g, ":0");
    const keys = [...outer.matchAll(/[{,]"(\w+)":/g)].map(([, key]) => key);
    expect(keys).toEqual([...new Set(keys)]);
  }
});

describe("log: fields of a line", () => {
  const find = (route: string, status = 200) =>
    requests().find((line) => line.route === route && line.status === status);

  test("customer and app → by their public ids", () => {
    expect(find("/v2/payments/checkout")).toMatchObject({
      customer: facts.customer,
      app: "app_demo",
    });
  });
  test("the payment", () => {
    expect(find("/v2/payments/checkout")).toMatchObject({ payment_id: facts.payment_id });
    const handled = jobs().filter(({ payment_id }) => payment_id === facts.payment_id);
    const tasks = new Set(handled.map(({ task }) => task));
    expect([...tasks]).toEqual(expect.arrayContaining(["handle-stripe-event", "send-mail"]));
  });
  test("the purchase", () => {
    expect(find("/prop/challenge/buy")).toMatchObject({ purchase_id: facts.purchase_id });
  });
});

test("log: each try of a job → one line with id, task, outcome, attempt and duration", () => {
  const lines = jobs();
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) {
    expect(line).toMatchObject({
      job_id: expect.stringMatching(/^job_\d+$/),
      task: expect.any(String),
      outcome: expect.stringMatching(/^(success|error|failed)$/),
      attempt: expect.any(Number),
      duration_ms: expect.any(Number),
    });
  }
  const tries = lines.map(({ job_id, attempt }) => `${job_id} ${attempt}`);
  expect(new Set(tries).size).toBe(tries.length);
  expect(lines).toContainEqual(
    expect.objectContaining({ task: "send-mail", outcome: "error", payment_id: facts.payment_id }),
  );
});
