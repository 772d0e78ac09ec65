import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { preflightHeaders } from "./api/cors";
import { handleApi } from "./api/handle";
import { browserAsset } from "./browser/serve";
import { isLoopbackHost } from "./controls/access";
import { handleSandbox } from "./controls/handle";
import { readBody } from "./http/read-body";
import { html, json, type Reply, send } from "./http/reply";
import { Sandbox, type SandboxTuning } from "./sandbox";
import { registerDefaultEndpoint } from "./webhooks/endpoints";

export type StripeSandboxOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataDir: string;
  readonly secretKey: string;
  readonly publishableKey: string;
  /** The receiver of all events; replaces what an earlier start registered here. */
  readonly webhook?: { readonly url: string; readonly secret: string };
  readonly tuning?: SandboxTuning;
};

export type StripeSandbox = { url: string; port: number; close(): Promise<void> };

/**
 * Starts a sandbox on 127.0.0.1. It owns `dataDir` while it runs, and continues there with the data of an
 * earlier one. `close` resolves when no connection and no timer is left.
 */
export async function startStripeSandbox(options: StripeSandboxOptions): Promise<StripeSandbox> {
  const server = createServer();
  server.listen(options.port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  const url = `http://127.0.0.1:${port}`;

  // The journal is opened only after the port is ours: a second process has failed before this line.
  const keys = { secret: options.secretKey, publishable: options.publishableKey };
  const sandbox = new Sandbox(options.dataDir, keys, url, options.tuning ?? {});
  if (options.webhook) registerDefaultEndpoint(sandbox, options.webhook);
  sandbox.resume();

  server.on("request", async (request, response) => {
    send(response, await replyOrGiveUp(sandbox, request));
  });
  return {
    url,
    port,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
      sandbox.close();
    },
  };
}

/** Unexpected errors are logged; the caller, who may have hung up, gets a 500, of the API in its own form. */
async function replyOrGiveUp(sandbox: Sandbox, request: IncomingMessage): Promise<Reply> {
  try {
    return await reply(sandbox, request);
  } catch (error) {
    if (!request.socket.destroyed) console.error("stripe sandbox:", error);
    const what = "Something went wrong in the sandbox. See its log.";
    if (!request.url?.startsWith("/v1/")) return html(500, what);
    return json(500, { error: { type: "api_error", message: `${what} ${error}` } });
  }
}

async function reply(sandbox: Sandbox, request: IncomingMessage): Promise<Reply> {
  const method = request.method ?? "GET";
  if (!isLoopbackHost(request.headers.host))
    return html(421, "The sandbox is only available at 127.0.0.1.");
  const url = new URL(request.url ?? "/", sandbox.url);
  const body = await readBody(request);
  if (body === null)
    return json(413, { error: { type: "invalid_request_error", message: "Too large" } });
  if (url.pathname === "/v1" || url.pathname.startsWith("/v1/")) {
    if (method === "OPTIONS") return { status: 204, headers: preflightHeaders, body: "" };
    return handleApi(sandbox, { method, url, headers: request.headers, body });
  }
  if (url.pathname === "/sandbox" || url.pathname.startsWith("/sandbox/")) {
    return handleSandbox(sandbox, { method, url, headers: request.headers, body });
  }
  if (method === "GET" && url.pathname === "/health") return json(200, { status: "ok" });
  const asset = method === "GET" ? await browserAsset(url.pathname, sandbox.url) : null;
  if (asset === null) return html(404, "Not found");
  const headers = { "Content-Type": asset.contentType, "Access-Control-Allow-Origin": "*" };
  return { status: 200, headers, body: asset.body };
}
