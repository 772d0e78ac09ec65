import { once } from "node:events";
import type { Server } from "node:http";

export type Running = { readonly url: string; close(): Promise<void> };

/** Starts a server on a free port of the loopback interface. */
export async function listen(server: Server): Promise<Running> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
