import { createRequire } from "node:module";

interface CurrentRequest {
  headers: Headers;
  cookies: { name: string; value: string }[];
}
const shared = globalThis as typeof globalThis & { currentRequest?: CurrentRequest };

/** What pages and next-auth find as the current request: outside a server there is none to ask for. */
export const current: CurrentRequest = Object.assign(shared.currentRequest ?? {}, {
  headers: new Headers(),
  cookies: [],
});
shared.currentRequest = current;

// Who imports them keeps what stood there first: for the whole process they are these.
Object.assign(createRequire(import.meta.url)("next/headers"), {
  headers: async () => shared.currentRequest?.headers,
  cookies: async () => ({ getAll: () => shared.currentRequest?.cookies }),
});
