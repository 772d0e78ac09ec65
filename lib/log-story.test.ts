import { spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { beforeAll, describe, expect, test } from "vitest";

type Line = Record<string, unknown> & { msg: string };

let lines: Line[];
let said = "";
let secrets: string[];
let told: Record<string, unknown>;

beforeAll(async () => {
  const child = spawn(process.execPath, ["--import", "tsx", "testing/logged-story.ts"], {
    env: { ...process.env, LOG_LEVEL: "trace", RELEASE: "a-release" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let err = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.on("message", (message: { secrets: string[]; told: Record<string, unknown> }) => {
    ({ secrets, told } = message);
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(err);
  said += err;
  lines = said
    .split("\n")
    .filter(Boolean)
    .map((line): Line => JSON.parse(line));
}, 60_000);

const requests = () => lines.filter(({ msg }) => msg === "request");
const jobs = () => lines.filter(({ msg }) => msg === "job done" || msg === "job failed");

test("the story went as it should, faults included", () => {
  expect(told).toMatchObject({
    faultStatus: 500,
    boughtStatus: 200,
    againStatus: 400,
    recoveredStatus: 200,
  });
});

test("no line of a whole checkout and purchase holds an address, a name, a password, a token, a client secret or a card's number", () => {
  expect(secrets.length).toBeGreaterThan(15);
  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(5);
    expect(said).not.toContain(secret);
  }
  expect(said).not.toMatch(/[\w.]+@[\w.]+\.(test|example)|_secret_\w|eyJ[\w-]{10,}|\$argon2/);
});

test("each request has one line, with its method, route, status, duration and id", () => {
  const seen = requests();
  expect(seen.length).toBeGreaterThan(50);
  for (const line of seen) {
    expect(line).toMatchObject({
      method: expect.stringMatching(/^[A-Z]+$/),
      route: expect.stringMatching(/^\/[\w/[\].-]*$/),
      status: expect.any(Number),
      duration_ms: expect.any(Number),
      request_id: expect.stringMatching(/^req_[0-9a-f]{32}$/),
      ip: "unknown",
    });
  }
  expect(new Set(seen.map(({ request_id }) => request_id)).size).toBe(seen.length);
});

test("each line has its time, level, process and release in words that a person reads", () => {
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

test("no line says the same thing twice: a strict reader of JSON refuses that", () => {
  for (const line of said.split("\n").filter(Boolean)) {
    const outer = line.replaceAll(/:(\{.*\}|\[.*\])(?=[,}])/g, ":0");
    const keys = [...outer.matchAll(/[{,]"(\w+)":/g)].map(([, key]) => key);
    expect(keys).toEqual([...new Set(keys)]);
  }
});

describe("a line names what it is about, where that is known:", () => {
  const find = (route: string, status = 200) =>
    requests().find((line) => line.route === route && line.status === status);

  test("the customer and the app by their public ids", () => {
    expect(find("/v2/payments/checkout")).toMatchObject({
      customer: told.customer,
      app: "app_demo",
    });
  });
  test("the payment", () => {
    expect(find("/v2/payments/checkout")).toMatchObject({ payment_id: told.payment_id });
    const handled = jobs().filter(({ payment_id }) => payment_id === told.payment_id);
    const tasks = new Set(handled.map(({ task }) => task));
    expect([...tasks]).toEqual(expect.arrayContaining(["handle-stripe-event", "send-mail"]));
  });
  test("the purchase", () => {
    expect(find("/prop/challenge/buy")).toMatchObject({ purchase_id: told.purchase_id });
  });
});

test("each job has one line for each try, with its id, task, outcome, attempt and duration", () => {
  const seen = jobs();
  expect(seen.length).toBeGreaterThan(8);
  for (const line of seen) {
    expect(line).toMatchObject({
      job_id: expect.stringMatching(/^job_\d+$/),
      task: expect.any(String),
      outcome: expect.stringMatching(/^(success|error|failed)$/),
      attempt: expect.any(Number),
      duration_ms: expect.any(Number),
    });
  }
  const tries = seen.map(({ job_id, attempt }) => `${job_id} ${attempt}`);
  expect(new Set(tries).size).toBe(tries.length);
  expect(seen).toContainEqual(
    expect.objectContaining({ task: "send-mail", outcome: "error", payment_id: told.payment_id }),
  );
});
