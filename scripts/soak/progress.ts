const BAR = 30;
const PLAIN_MS = 10_000;

/** Shows a line of progress: updated in place on a terminal, else printed every 10 s. */
export function createProgress(out: NodeJS.WriteStream) {
  let shownAt = 0;
  let isOpen = false;

  const end = () => {
    if (isOpen) out.write("\n");
    isOpen = false;
  };
  return {
    /** Shows the present state. `share` is the part that is done, from 0 to 1. */
    show(share: number, description: string): void {
      if (!out.isTTY && Date.now() - shownAt < PLAIN_MS) return;
      shownAt = Date.now();
      const full = Math.round(share * BAR);
      const line = `${"█".repeat(full)}${"░".repeat(BAR - full)} ${description}`;
      if (!out.isTTY) return void out.write(`${line}\n`);
      out.write(`\r\u001b[K${line.slice(0, (out.columns ?? 80) - 1)}`);
      isOpen = true;
    },
    /** Prints a line. */
    say(line: string): void {
      end();
      out.write(`${line}\n`);
    },
  };
}
export type Progress = ReturnType<typeof createProgress>;
