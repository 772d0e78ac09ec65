/** Minor units in one unit: all currencies of the catalog have two decimals. */
const MINOR_PER_UNIT = 100;

const formats = new Map<string, Intl.NumberFormat>();

/** A currency's format, created once: creating one takes several times as long as using it. */
function formatOf(currency: string, digits?: number): Intl.NumberFormat {
  const key = `${currency} ${digits}`;
  const existing = formats.get(key);
  if (existing) return existing;
  const most = digits === undefined ? {} : { maximumFractionDigits: digits };
  const style = { style: "currency", currency: currency.toUpperCase(), ...most } as const;
  const created = new Intl.NumberFormat("en-US", style);
  formats.set(key, created);
  return created;
}

/** `19900n, "usd"` → `$199.00`. Cents in, text for people out. */
export const formatMoney = (cents: bigint | number, currency: string): string =>
  formatOf(currency)
    .format(Number(cents) / MINOR_PER_UNIT)
    .replace("-", "−");

/** `499, "USD"` → `$499.00`. Units of the currency in, as in `/prop`. */
export const formatUnits = (units: number, currency: string): string =>
  formatMoney(Math.round(units * MINOR_PER_UNIT), currency);

/** `25000, "usd"` → `$25,000`. Whole units in, text for people out. */
export const formatSize = (units: number, currency = "usd"): string =>
  formatOf(currency, 0).format(units);

/** Minor units as a JSON number. Throws RangeError beyond what a JSON number holds exactly. */
export function centsToJson(cents: bigint): number {
  const number = Number(cents);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${cents} does not fit a JSON number`);
  return number;
}

/** Units of a currency as its minor units. All currencies that are sold have cents. */
export const minorUnits = (units: number): number => Math.round(units * MINOR_PER_UNIT);

/** Minor units as a decimal number of the currency's units (`/prop`): `49900n` → `499`. */
export const unitsToJson = (cents: bigint): number => centsToJson(cents) / MINOR_PER_UNIT;

/** `1200n, "usd"` → `12.00 USD`, as in messages of the API. */
export const plainMoney = (cents: bigint, currency: string): string =>
  `${unitsToJson(cents).toFixed(2)} ${currency.toUpperCase()}`;
