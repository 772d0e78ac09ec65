// The segments before these are never dynamic: `/v2/payments/…`, `/api/admin/…`.
const FIXED = 2;

const plain = (segment: string) => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/**
 * `/api/v2/payments/pay_1`, `{payment_id: "pay_1"}` → `/v2/payments/[payment_id]`: the address without
 * what varies in it. An address that its parameters don't explain is "other", so that there are never
 * more patterns than routes.
 */
export function routePattern(pathname: string, params: unknown): string {
  const segments = pathname
    .replace(/^\/api(?=\/(v2|prop)\/)/, "")
    .split("/")
    .slice(1)
    .map(plain);
  const given = typeof params === "object" && params !== null ? Object.entries(params) : [];
  let from = FIXED;
  for (const [name, value] of given) {
    if (Array.isArray(value)) return `/${[...segments.slice(0, from), `[...${name}]`].join("/")}`;
    const at = segments.indexOf(plain(String(value)), from);
    if (at < 0) return "other";
    segments[at] = `[${name}]`;
    from = at + 1;
  }
  return `/${segments.join("/")}`;
}
