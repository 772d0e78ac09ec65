/** Deletes what the product keeps for the life of a process (lib/core/per-process.ts), as if it had just started. */
export function forgetProcess(): void {
  for (const name of Object.keys(globalThis)) {
    if (name.startsWith("propdesk.")) Reflect.deleteProperty(globalThis, name);
  }
}
