type Value = string | number | boolean | null | undefined | Params;

/** Request parameters of the Stripe API before encoding. */
export type Params = { readonly [key: string]: Value };

/** Encodes parameters for the Stripe API: `{card: {cvc: "123"}}` becomes `card[cvc]=123`. */
export function formEncode(params: Params): URLSearchParams {
  const encoded = new URLSearchParams();
  for (const [key, value] of pairs(params)) encoded.append(key, value);
  return encoded;
}

function pairs(params: Params, prefix?: string): Array<[string, string]> {
  return Object.entries(params).flatMap(([name, value]) => {
    const key = prefix === undefined ? name : `${prefix}[${name}]`;
    if (value === null || value === undefined) return [];
    if (typeof value === "object") return pairs(value, key);
    return [[key, String(value)] satisfies [string, string]];
  });
}
