import type { IncomingMessage } from "node:http";

/** Much more than any request to the API needs. */
const MAX_BODY_BYTES = 1024 * 1024;

/** The whole body as text, or null if it is larger than a megabyte. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}
