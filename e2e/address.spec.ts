import { request } from "node:http";
import { expect, test } from "@playwright/test";

/** Sends an address as it is: fetch and browsers would mend it first. */
const send = (origin: string, path: string, method = "GET") =>
  new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const sent = request({ hostname, port, path, method }, (answer) => {
      let body = "";
      answer.on("data", (chunk) => {
        body += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode, body }));
    });
    sent.on("error", reject);
    sent.end();
  });

for (const path of ["/v2/payments/%E0%A4%A", "/prop/%", "/api/%zz", "/v2", "/prop/nothing"]) {
  test(`${path} is answered in the envelope`, async ({ baseURL }) => {
    const { status, body } = await send(baseURL ?? "", path);
    expect(status).toBe(404);
    expect(JSON.parse(body).error).toMatchObject({
      code: "NOT_FOUND",
      retryable: false,
      request_id: expect.stringMatching(/^req_/),
    });
  });
}

for (const method of ["TRACE", "PROPFIND"]) {
  test(`${method} is answered in the envelope`, async ({ baseURL }) => {
    for (const path of ["/v2/payments/checkout", "/prop/challenge/buy", "/api/health"]) {
      const { status, body } = await send(baseURL ?? "", path, method);
      expect([path, status]).toEqual([path, 404]);
      expect(JSON.parse(body).error.code).toBe("NOT_FOUND");
    }
  });
}
