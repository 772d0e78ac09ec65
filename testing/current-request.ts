import { createRequire } from "node:module";

interface CurrentRequest {
  /** None until a test says what they are: to ask for them then throws, as in a script or a worker. */
  headers?: Headers | undefined;
  cookies: { name: string; value: string }[];
}
const shared = globalThis as typeof globalThis & { currentRequest?: CurrentRequest };

/** What pages and next-auth find as the current request: outside a server there is none to ask for. */
export const current: CurrentRequest = Object.assign(shared.currentRequest ?? {}, {
  headers: undefined,
  cookies: [],
});
shared.currentRequest = current;

// Who imports them keeps what stood there first: for the whole process they are these.
Object.assign(createRequire(import.meta.url)("next/headers"), {
  headers: async () => {
    const { headers } = shared.currentRequest ?? {};
    if (!headers) throw new Error("there is no current request");
    return headers;
  },
  cookies: async () => ({ getAll: () => shared.currentRequest?.cookies }),
});
