import type { IncomingMessage } from "node:http";

/** Parameters that advertisements and newsletters add to any link, for scripts that measure them. No page reads them. */
const names = new Set([
  "_ga",
  "_gl",
  "dclid",
  "epik",
  "fbclid",
  "gad_campaignid",
  "gad_source",
  "gbraid",
  "gclid",
  "gclsrc",
  "igshid",
  "li_fat_id",
  "mc_cid",
  "mc_eid",
  "msclkid",
  "rdt_cid",
  "sccid",
  "srsltid",
  "ttclid",
  "twclid",
  "wbraid",
  "yclid",
]);

/** An address without the parameters of marketing; the others as they are, in their order. */
export function withoutMarketing(address: string): string {
  const start = address.indexOf("?");
  if (start < 0) return address;
  const [path, query] = [address.slice(0, start), address.slice(start + 1)];
  const parts = query.split("&").filter((part) => !isMarketing(part.split("=", 1)[0] ?? ""));
  return parts.length > 0 ? `${path}?${parts.join("&")}` : path;
}

function isMarketing(name: string): boolean {
  const lower = name.toLowerCase();
  return lower.startsWith("utm_") || names.has(lower);
}

/**
 * Makes a request one for the address without marketing, so that it gets the same cached page. The browser keeps the
 * address that it shows.
 */
export function dropMarketing(request: Pick<IncomingMessage, "url">): void {
  request.url = withoutMarketing(request.url ?? "");
}
