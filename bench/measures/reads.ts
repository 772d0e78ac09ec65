import type { Variant } from "../load/spec";
import { CONNECTIONS } from "../options";
import type { Measure } from "../rounds";
import type { Subject } from "../subject";

const reading = (what: string, variantsOf: (subject: Subject) => Variant[]) => {
  return (subject: Subject): Measure => ({
    name: `${what} ${subject.name}`,
    run: async (seconds) => {
      const { rate, p50, p99 } = await subject.loader.run({
        kind: "http",
        origin: subject.web.origin,
        method: "GET",
        variants: variantsOf(subject),
        connections: CONNECTIONS,
        seconds,
      });
      return { rate, p50, p99 };
    },
  });
};

const LIST = "/v2/payments/prop-accounts";

export const listing = ({ traders }: Subject): Variant[] =>
  traders.map(({ v2: headers }) => ({ path: LIST, headers }));
export const polling = ({ traders }: Subject): Variant[] =>
  traders.flatMap(({ accounts, v2: headers }) =>
    accounts.map((id) => ({ path: `${LIST}/${id}`, headers })),
  );

/** A customer's prop accounts, ten of them. */
export const list = reading("list", listing);
/** One account, as a page that waits for it reads it. */
export const poll = reading("poll", polling);
/** The storefront, as a stranger's browser reads it. */
export const storefront = reading("storefront", () => [
  { path: "/", headers: { "accept-encoding": "gzip" } },
]);
