import { expect, test } from "vitest";
import { anonymous } from "@/testing/actors/credentials";
import { operationOf } from "@/testing/http/api";
import { as } from "@/testing/http/client";
import { validateResponse } from "@/testing/http/contract";

const json = new Headers({ "content-type": "application/json" });
const validate = (status: number, body: unknown, headers = json) =>
  validateResponse(operationOf("getLiveness"), { status, headers, body });

// The client of all tests holds each response to the OpenAPI document: here it is seen to fail.
test("validateResponse: a status that isn't declared → throws", () => {
  expect(() => validate(418, {})).toThrow("the OpenAPI document has no response 418");
});

test("validateResponse: a field of another type, too many, too few → throws", async () => {
  const { body } = await as(anonymous).get("/api/health/live");
  expect(() => validate(200, body)).not.toThrow();
  for (const wrong of [{ ...body, more: 1 }, { status: 1 }, {}, null]) {
    expect(() => validate(200, wrong), JSON.stringify(wrong)).toThrow("is not as documented");
  }
});

test("validateResponse: another media type, or none → throws", () => {
  for (const headers of [new Headers({ "content-type": "text/html" }), new Headers()]) {
    expect(() => validate(200, {}, headers)).toThrow("in place of application/json");
  }
});

test("as: a method and path of no operation → throws", async () => {
  await expect(as(anonymous).get("/prop/no-such-path")).rejects.toThrow("There is no operation");
});
