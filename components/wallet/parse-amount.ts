// Thousands grouped as the page itself writes them, or not at all; a currency's sign may stand before.
const AMOUNT = /^\p{Sc}?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/u;

/** `1,000.50`, `$19.5`, `10000` as minor units; null for anything else. */
export function parseAmount(typed: string): number | null {
  const [, whole, decimals = ""] = AMOUNT.exec(typed.trim()) ?? [];
  if (whole === undefined) return null;
  return Number(`${whole.replaceAll(",", "")}${decimals.padEnd(2, "0")}`);
}
