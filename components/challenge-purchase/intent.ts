/** A press of the confirm button whose end isn't known yet: its key buys once, however often sent. */
export interface Intent {
  key: string;
  login: number;
  /** The price that the button showed, in units of its currency. */
  amount: number;
}

// In the tab's own storage, so that a reload before the answer comes back with the same key.
const place = (programId: number) => `propdesk.buy.${programId}`;
const memory = new Map<string, string>();

/** The intent to buy this program that is still open in this tab, or null. */
export function findIntent(programId: number): Intent | null {
  const [login, key, amount] = read(place(programId))?.split(" ") ?? [];
  return login && key && amount ? { login: Number(login), key, amount: Number(amount) } : null;
}

/**
 * The open intent for this wallet, else a new one in its place; at this price. The key buys once at
 * whatever price.
 */
export function openIntent(programId: number, login: number, amount: number): Intent {
  const open = findIntent(programId);
  const key = open?.login === login ? open.key : crypto.randomUUID();
  write(place(programId), `${login} ${key} ${amount}`);
  return { login, key, amount };
}

/** Forgets the intent, once its end is known: the next press is another purchase. */
export function closeIntent(programId: number): void {
  memory.delete(place(programId));
  try {
    sessionStorage.removeItem(place(programId));
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

/** Browsers may refuse to store anything; then the key lives as long as the page. */
function write(name: string, value: string): void {
  memory.set(name, value);
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // The memory has it.
  }
}
