import { createServer, type Server } from "node:http";
import type { objectsAt } from "./objects";

type Objects = ReturnType<typeof objectsAt>;

/** A server that responds as Stripe would about one payment, in its current state. */
export async function startStripeServer(
  current: () => Objects,
): Promise<{ port: number; server: Server }> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const body = respond(
      current(),
      pathname,
      searchParams.has("expand[0]") || searchParams.has("expand[]"),
    );
    response.writeHead(body ? 200 : 404, {
      "content-type": "application/json",
      "request-id": "req_life",
    });
    response.end(
      JSON.stringify(body ?? { error: { type: "invalid_request_error", message: pathname } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, server };
}

function respond({ intent, refunds, disputes }: Objects, path: string, expand: boolean) {
  const list = (data: object[]) => ({ object: "list", url: path, has_more: false, data });
  if (path === "/v1/payment_intents") return list([intent(expand)]);
  if (path === "/v1/refunds") return list(refunds);
  if (path === "/v1/disputes") return list(disputes);
  return path === `/v1/payment_intents/${intent(false).id}` ? intent(expand) : null;
}
