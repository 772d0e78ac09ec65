// The first segments are never dynamic: `/v2/payments/…`, `/api/admin/…`.
const STATIC_SEGMENTS = 2;

const decodeSegment = (segment: string) => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/**
 * The pattern of an address: `/api/v2/payments/pay_1` with `{payment_id: "pay_1"}` → `/v2/payments/[payment_id]`.
 * "other" for an address in which a parameter isn't found, so that there are never more patterns than routes.
 */
export function routePattern(pathname: string, params: unknown): string {
  const segments = pathname
    .replace(/^\/api(?=\/(v2|prop)\/)/, "")
    .split("/")
    .slice(1)
    .map(decodeSegment);
  const entries = typeof params === "object" && params !== null ? Object.entries(params) : [];
  let from = STATIC_SEGMENTS;
  for (const [name, value] of entries) {
    if (Array.isArray(value)) return `/${[...segments.slice(0, from), `[...${name}]`].join("/")}`;
    const at = segments.indexOf(decodeSegment(String(value)), from);
    if (at < 0) return "other";
    segments[at] = `[${name}]`;
    from = at + 1;
  }
  return `/${segments.join("/")}`;
}
