import { chmod, mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * A folder outside the checkout, for what PostgreSQL's user can't reach inside it: under /var/lib
 * for root (/var/tmp is swept on many systems), in the home folder's cache for anyone else.
 */
export function outside(name: string): string {
  return join(base(), name);
}

/** Makes such a folder. Others may pass through it and see nothing. */
export async function makeOutside(name: string): Promise<string> {
  const folder = outside(name);
  await mkdir(folder, { recursive: true });
  for (const each of [base(), folder]) await chmod(each, 0o711);
  return folder;
}

function base(): string {
  return process.getuid?.() === 0 ? "/var/lib/propdesk" : join(homedir(), ".cache/propdesk");
}
