import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { systemContext } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { readMetrics } from "./read-metrics";

interface Address {
  host: string;
  port: number;
}

/**
 * Serves `GET /metrics`, with the same token as `/api/metrics`, and `GET /live`, which is 200 while the process responds.
 * For a process without Next.js. Resolves when it listens, with a function that closes it.
 */
export async function serveMetrics({ host, port }: Address): Promise<() => void> {
  const ctx = systemContext(database(), "metrics");
  const server = createServer(async ({ url, headers, socket }, response) => {
    try {
      if (url === "/live") return send(response, 200, "text/plain", "live\n");
      if (url !== "/metrics") return send(response, 404, "text/plain", "not found\n");
      const { text, contentType } = await readMetrics(
        { ...ctx, ip: socket.remoteAddress ?? "" },
        headers.authorization ?? null,
      );
      send(response, 200, contentType, text);
    } catch (err) {
      const status = err instanceof AppError ? err.status : 500;
      if (status >= 500) log().error({ err }, "metrics.failed");
      send(response, status, "text/plain", "no metrics\n");
    }
  });
  await once(server.listen(port, host), "listening");
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { "content-type": type }).end(text);
}
