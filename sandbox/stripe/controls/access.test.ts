import { describe, expect } from "vitest";
import { send } from "@/testing/http/hostile/send";
import { SECRET_KEY, test } from "../testing/harness";

describe("access to the controls:", () => {
  const reset = (url: string, headers: Record<string, string>) =>
    fetch(`${url}/sandbox/reset`, { method: "POST", headers, redirect: "manual" });

  test("no or wrong secret key → 403", async ({ sandbox }) => {
    expect((await reset(sandbox.url, {})).status).toBe(403);
    expect((await reset(sandbox.url, { Authorization: "Bearer sk_test_other" })).status).toBe(403);
    expect((await fetch(`${sandbox.url}/sandbox/deliveries`)).status).toBe(403);
  });

  test("page of another origin → 403", async ({ sandbox }) => {
    expect((await reset(sandbox.url, { Origin: "http://localhost:3000" })).status).toBe(403);
  });

  test("Host that isn't loopback → 421 for every path", async ({ sandbox }) => {
    const paths = ["/sandbox", "/sandbox/authenticate/pi_1", "/v1/payment_intents", "/stripe.js"];
    for (const path of paths) {
      const host = `evil.example:${new URL(sandbox.url).port}`;
      const { status, body } = await send(sandbox.url, { method: "GET", path, headers: { host } });
      expect([path, status]).toEqual([path, 421]);
      expect(body).not.toContain("pi_");
    }
    expect((await fetch(`${sandbox.url}/sandbox`)).status).toBe(200);
  });

  test("form of the sandbox's own page → done, redirected back", async ({ sandbox }) => {
    const form = { Origin: sandbox.url, "Content-Type": "application/x-www-form-urlencoded" };
    const response = await reset(sandbox.url, form);
    expect([response.status, response.headers.get("Location")]).toEqual([303, "/sandbox"]);
  });

  test("invalid input → an error that says why", async ({ sandbox }) => {
    await expect(sandbox.control("deliveries", { mode: "sideways" })).rejects.toThrow("mode");
    await expect(sandbox.control("faults", { kind: "500", colour: "red" })).rejects.toThrow(
      "colour",
    );
    await expect(sandbox.control("nothing")).rejects.toThrow("There is no control");
    await expect(sandbox.control("payment_intents/pi_no/settle")).rejects.toThrow("No such");
    const response = await fetch(`${sandbox.url}/sandbox/faults`, {
      method: "POST",
      headers: { Authorization: `Bearer ${SECRET_KEY}` },
      body: "{",
    });
    expect(response.status).toBe(400);
  });
});
