import type { Settings } from "./settings";
import type { StackFile } from "./stack-file";

/** Prints a line of the launcher's, indented so that it differs from the app's. */
export function say(line: string): void {
  console.log(`  ${line}`);
}

/** Runs one step of the start and prints its duration. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  const result = await work();
  say(`${name.padEnd(22)}${seconds(Date.now() - start).padStart(7)}`);
  return result;
}

/** Describes a running stack in a box: its address, logins and data. `durationMs` is the time since the start. */
export function summarise(settings: Settings, stack: StackFile, durationMs: number): string {
  const rows = [
    ["Open", stack.app_url],
    ...(stack.demo
      ? [
          ["Trader", `${stack.demo.trader.email}  ${stack.demo.trader.password}`],
          ["Admin", `${stack.demo.admin.email}  ${stack.demo.admin.password}`],
        ]
      : [["Database", "your own (migrated, no demo data)"]]),
    ["Payments", describePayments(settings, stack)],
    ["Data", settings.dataDir],
    ["Stop", "Ctrl-C"],
  ];
  const lines = rows.map(([name = "", value = ""]) => name.padEnd(10) + value);
  return box([`Propdesk is ready in ${seconds(durationMs)}`, "", ...lines]);
}

function describePayments(settings: Settings, stack: StackFile): string {
  if (stack.stripe_api_base) return `sandbox, no real money: ${stack.stripe_api_base}`;
  const live = !settings.stripe?.secretKey.includes("_test_");
  return live
    ? "Stripe, with your LIVE keys: real cards are charged"
    : "Stripe, with your test keys";
}

function box(lines: string[]): string {
  const width = Math.max(...lines.map((line) => line.length));
  const edge = "─".repeat(width + 4);
  const inner = lines.map((line) => `│  ${line.padEnd(width)}  │`);
  return ["", `┌${edge}┐`, ...inner, `└${edge}┘`, ""].join("\n");
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
