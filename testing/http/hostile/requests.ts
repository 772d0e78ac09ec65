import fc from "fast-check";
import { pageFiles, patternOf } from "./pages";
import type { Received, Sent } from "./send";
import { hostileValues, pageParameters } from "./values";

/** Values of `callbackUrl` and `back` that lead to pages which read them again. */
const nested = fc
  .tuple(
    fc.constantFrom(
      "/checkout/",
      "/?claim=",
      "/?market=",
      "/challenges/",
      "/dashboard/wallet?back=",
    ),
    fc.constantFrom(...hostileValues),
  )
  .map(([path, value]) => `${path}${encodeURIComponent(value)}`);

const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileValues) },
  { weight: 1, arbitrary: nested.map((text) => text.slice(0, 4_000)) },
  { weight: 1, arbitrary: nested.map(encodeURIComponent) },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: "grapheme", maxLength: 20 })
      .map((text) => encodeURIComponent(text)),
  },
);

const query = fc
  .array(fc.tuple(fc.constantFrom(...pageParameters), fc.oneof(value, fc.constant(null))), {
    maxLength: 3,
  })
  .map((pairs) => {
    // Twice the same is a list where a page expects one text.
    const all = pairs.flatMap(([name, text], i) =>
      i === 0 && pairs.length === 2
        ? [
            [name, text],
            [name, text],
          ]
        : [[name, text]],
    );
    return all.map(([name, text]) => (text === null ? name : `${name}=${text}`)).join("&");
  });

/** Segments that exist, so that what comes after them is reached. */
const existing: Record<string, string[]> = {
  "[list]": ["payments", "customers", "purchases", "audit", "jobs", "operations", "deliveries"],
  "[tierId]": ["tier_25k"],
  "[programId]": ["1"],
  "[guide]": ["webhooks"],
  "[operation]": ["createCheckout"],
};

const patterns = pageFiles.map(patternOf);
const isDynamic = (part: string) => part.startsWith("[");

const path = fc
  .constantFrom(...patterns)
  .chain((pattern) =>
    fc
      .tuple(
        ...pattern
          .split("/")
          .map((part) =>
            isDynamic(part)
              ? fc.oneof(
                  { weight: 1, arbitrary: fc.constantFrom(...(existing[part] ?? ["1"])) },
                  { weight: 2, arbitrary: value },
                )
              : fc.constant(part),
          ),
        fc.oneof({ weight: 5, arbitrary: fc.constant("") }, { weight: 1, arbitrary: value }),
      )
      .map((parts) => `/${parts.join("/").replace(/^\//, "").replace(/\/$/, "")}`),
  );

/** Each page's address once for each value in each of its dynamic parts; the others exist. */
export const addressesWith = (values: readonly string[]): string[] =>
  patterns.flatMap((pattern) => {
    const parts = pattern.split("/");
    return parts.flatMap((part, at) =>
      isDynamic(part)
        ? values.map((value) =>
            parts.map((other, i) => (i === at ? value : (existing[other]?.[0] ?? other))).join("/"),
          )
        : [],
    );
  });

const methods = ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "LOCK"];
const method = fc.oneof(
  { weight: 3, arbitrary: fc.constant("GET") },
  { weight: 1, arbitrary: fc.constantFrom(...methods) },
);

const garbage = fc.constantFrom(
  "",
  "x",
  "%",
  "%00",
  "[",
  "null",
  "1,1",
  "\u00ff\u00fe",
  "a".repeat(3_000),
);
const headerNames = [
  ...["next-action", "rsc", "next-router-state-tree", "next-router-prefetch", "next-url"],
  ...["next-router-segment-prefetch", "next-hmr-refresh", "next-resume", "x-nextjs-data"],
  ...["x-now-route-matches", "x-matched-path", "x-middleware-prefetch", "x-middleware-subrequest"],
  ...["x-invoke-path", "x-invoke-status", "x-invoke-query", "x-prerender-revalidate", "purpose"],
  ...["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "forwarded"],
  ...["range", "if-none-match", "if-modified-since", "content-type", "accept", "accept-language"],
  ...["accept-encoding", "origin", "referer", "user-agent", "cookie", "authorization", "expect-ct"],
  ...[
    "sec-fetch-dest",
    "sec-fetch-site",
    "x-address",
    "x-nonce",
    "idempotency-key",
    "x-html-request-id",
  ],
];
const headers = fc.dictionary(
  fc.constantFrom(...headerNames),
  fc.oneof(
    garbage,
    fc.constantFrom("1", "bytes=9-1", "text/x-component", "multipart/form-data", "2.2.2.2:99999"),
    fc.constantFrom(
      "multipart/form-data; boundary=x",
      "application/json",
      "next-auth.session-token=x",
    ),
    fc.constantFrom(
      '["",{"children":["x",{}]}]',
      '["",{"children":["__PAGE__",{}]},null,"refetch"]',
    ),
    fc.constantFrom(
      "0".repeat(40),
      `7f${"0".repeat(40)}`,
      "https://evil.example/%00",
      "javascript:1",
    ),
  ),
  { maxKeys: 2 },
);

/** A request to a page, of any method, with hostile values in its path, its query and its headers. */
export const hostileRequest: fc.Arbitrary<Sent> = fc
  .record({
    method,
    path,
    query,
    headers,
    body: fc.constantFrom("", "x", "a=1&b=%00", "{}", "--x--"),
  })
  .map(({ method, path, query, headers, body }) => ({
    method,
    path: query === "" ? path : `${path}?${query}`,
    headers,
    ...(!["GET", "HEAD", "TRACE"].includes(method) && { body }),
  }));

/**
 * Why a response is a fault of the product; null if it isn't. A page that fails after its first bytes were sent keeps
 * its status; the digest of the error is then in the body.
 */
export function faultOf({ status, body }: Received): string | null {
  if (status >= 500) return `status ${status}`;
  if (body.includes("Internal Server Error")) return "says Internal Server Error";
  const digest = /(?:data-dgst="|\d:E\{\\?"digest\\?":\\?")(\d+)/.exec(body)?.[1];
  return digest ? `error ${digest} in the page` : null;
}
