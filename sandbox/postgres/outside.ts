import { chmod, mkdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * A folder outside the checkout, for data that PostgreSQL's user can't reach inside it: under /var/lib
 * for root (/var/tmp is cleaned on many systems), in the home folder's cache for other users.
 */
export function outside(name: string): string {
  return join(base(), name);
}

/** Creates such a folder. Others may enter it, but not read it. */
export async function makeOutside(name: string): Promise<string> {
  const folder = outside(name);
  await mkdir(folder, { recursive: true });
  for (const each of [base(), folder]) await chmod(each, 0o711);
  return folder;
}

function base(): string {
  return process.getuid?.() === 0 ? "/var/lib/propdesk" : join(homedir(), ".cache/propdesk");
}
