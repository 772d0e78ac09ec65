import { Agent, request } from "node:http";

/** A request as it goes over the wire: fetch and browsers would normalize the address first. */
export interface Sent {
  method: string;
  path: string;
  headers?: Record<string, string | string[]>;
  body?: string;
}

export interface Received {
  status: number;
  body: string;
  headers: NodeJS.Dict<string | string[]>;
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const TIMEOUT_MS = 20_000;

/** Sends a request to an origin. Rejects where no response comes within 20 s. */
export const send = (origin: string, { method, path, headers, body }: Sent): Promise<Received> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const sent = request({ hostname, port, path, method, agent, ...(headers && { headers }) });
    sent.setTimeout(TIMEOUT_MS, () => sent.destroy(new Error(`no response to ${method} ${path}`)));
    sent.on("error", reject);
    sent.on("response", (response) => {
      const { statusCode: status = 0 } = response;
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("error", reject);
      response.on("end", () => resolve({ status, body: text, headers: response.headers }));
    });
    // Without its length the body of a DELETE would be read as the next request.
    if (body !== undefined) sent.setHeader("content-length", Buffer.byteLength(body));
    sent.end(body);
  });
