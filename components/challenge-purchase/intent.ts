/** A press of the confirm button whose result isn't known yet. Its key buys once, however often it is sent. */
export interface Intent {
  key: string;
  login: number;
  /** The price that the button showed, in units of its currency. */
  amount: number;
  /** The version of the terms that the page showed; null for an intent of the release before. */
  termsVersion: number | null;
}

// In the tab's own storage, so that a reload before the response finds the same key.
const storageKey = (programId: number) => `propdesk.buy.${programId}`;
const memory = new Map<string, string>();

/** The intent to buy this program that is still open in this tab, or null. */
export function findIntent(programId: number): Intent | null {
  const [login, key, amount, terms] = read(storageKey(programId))?.split(" ") ?? [];
  if (!login || !key || !amount) return null;
  const termsVersion = terms ? Number(terms) : null;
  return { login: Number(login), key, amount: Number(amount), termsVersion };
}

/**
 * The open intent for this wallet, else a new one that replaces it; at this price and under these terms. The key buys
 * once at any price.
 */
export function openIntent(
  programId: number,
  { login, amount, termsVersion }: Omit<Intent, "key" | "termsVersion"> & { termsVersion: number },
): Intent {
  const open = findIntent(programId);
  const key = open?.login === login ? open.key : crypto.randomUUID();
  write(storageKey(programId), `${login} ${key} ${amount} ${termsVersion}`);
  return { login, key, amount, termsVersion };
}

/** Deletes the intent once its result is known: the next press is another purchase. */
export function closeIntent(programId: number): void {
  memory.delete(storageKey(programId));
  try {
    sessionStorage.removeItem(storageKey(programId));
  } catch {
    // Then it was never there.
  }
}

function read(name: string): string | null {
  try {
    return sessionStorage.getItem(name) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

/** A browser may not let a page store anything; then the key lives as long as the page. */
function write(name: string, value: string): void {
  memory.set(name, value);
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // The memory has it.
  }
}
