import { figure, type Goal, type Measured, quotient, reader } from "./measured";
import { FEW_ROWS, type Options } from "./options";
import type { Samples } from "./rounds";

/** Figures that are measured once, not in rounds. */
interface Once {
  statements: number;
  memory: { firstMb: number; lastMb: number };
  replaySeconds: number;
}

const format = (count: number) => count.toLocaleString("en");
/** The judge's aim is well under 10 µs an event. */
const TEN_MICROSECONDS: Goal = { least: 100_000 };
const NINE_TENTHS: Goal = { least: 0.9 };

/** The rows, in the order of the table. The targets are those of the project's plan for two cores. */
export function report(samples: Samples, once: Once, options: Options): Measured[] {
  const { row, ratio, median } = reader(samples);
  const rate = (name: string, key: string) => row(`${name} per second`, `${key}.rate`, "/s");
  const { firstMb, lastMb } = once.memory;
  const { first, last } = options.memory;
  return [
    rate("(a) route that reads one row,", "floor"),
    rate("(b) a buy's writes alone,", "writes"),

    rate("buy, many wallets,", "buy small"),
    ratio("buy, many wallets ÷ baseline (a)", "buy small.rate", "floor.rate", { least: 0.35 }),
    ratio("buy, many wallets ÷ baseline (b)", "buy small.rate", "writes.rate", { least: 0.2 }),
    row("buy, many wallets, p50", "buy small.p50", "ms"),
    row("buy, many wallets, p99", "buy small.p99", "ms"),
    rate("buy, one hot wallet,", "buy hot small"),
    row("buy, one hot wallet, p50", "buy hot small.p50", "ms"),
    row("buy, one hot wallet, p99", "buy hot small.p99", "ms"),
    figure("round trips to the database per buy", once.statements, ""),
    row("CPU of the web process per buy", "buy small.webCpu", "ms"),
    row("CPU of PostgreSQL per buy", "buy small.postgresCpu", "ms"),
    row("memory of the web process at buys", "buy small.rssMb", "MB"),
    row("memory that a buy adds", "buy small.growthKb", "KB"),

    rate("checkout, the sandbox's time in it,", "checkout small"),
    row("checkout, one at a time, p50", "checkout alone small.p50", "ms"),
    row("checkout, one at a time, of which the sandbox", "intent alone.p50", "ms"),
    figure(
      "checkout, one at a time, without the sandbox",
      median("checkout alone small.p50") - median("intent alone.p50"),
      "ms",
    ),

    row("Stripe event → active, 50 a second, p50", "events small.p50", "ms", { most: 25 }),
    row("Stripe event → active, 50 a second, p99", "events small.p99", "ms", { most: 150 }),

    rate("prop accounts, list,", "list small"),
    ratio("prop accounts, list ÷ baseline (a)", "list small.rate", "floor at reads.rate", {
      least: 0.7,
    }),
    rate("prop account, poll,", "poll small"),
    ratio("prop account, poll ÷ baseline (a)", "poll small.rate", "floor at reads.rate", {
      least: 0.7,
    }),
    rate("storefront page,", "storefront small"),
    ratio("storefront page ÷ baseline (a)", "storefront small.rate", "floor at reads.rate", {
      least: 0.3,
    }),
    row("webhooks delivered per second", "deliveries small.rate", "/s", { least: 200 }),

    row("events judged by one rule, per second", "judge.one", "/s", TEN_MICROSECONDS),
    row("events judged by all rules, per second", "judge.all", "/s", TEN_MICROSECONDS),
    rate("(c) snapshot rows alone,", "snapshot rows"),
    rate("trading events, batches of 500,", "trading"),
    ratio("trading events ÷ baseline (c)", "trading.rate", "snapshot rows.rate", { least: 0.3 }),
    ratio("trading events ÷ baseline (a)", "trading.rate", "floor at trading.rate", { least: 8.5 }),
    row("trading events, a batch, p50", "trading.p50", "ms"),
    row("trading event, one at a time, p50", "trading alone.p50", "ms"),
    ratio("one at a time, p50 ÷ that of (a)", "trading alone.p50", "floor alone.p50", { most: 3 }),
    row("phases opened per second", "judge.open", "/s"),
    figure(`npm run replay, ${format(options.replayed)} events`, once.replaySeconds, "s"),

    ...growth(reader(samples), options.rows),

    ratio("buy, two processes ÷ one", "buy two behind proxy.rate", "buy one behind proxy.rate"),
    ratio("poll, two processes ÷ one", "poll two behind proxy.rate", "poll one behind proxy.rate"),
    quotient(`memory after ${format(last)} requests ÷ after ${format(first)}`, lastMb, firstMb, {
      most: 1.2,
    }),
  ];
}

/** With many rows ÷ with few; for times the other way round, so that less than 1 is always worse. */
function growth({ ratio }: ReturnType<typeof reader>, rows: number): Measured[] {
  const sizes = `${format(rows)} rows ÷ ${format(FEW_ROWS)}`;
  const times = `${format(FEW_ROWS)} rows ÷ ${format(rows)}`;
  const rates = ["buy", "buy hot", "checkout", "list", "poll", "storefront", "deliveries"];
  return [
    ...rates.map((name) =>
      ratio(`${name}: ${sizes}`, `${name} large.rate`, `${name} small.rate`, NINE_TENTHS),
    ),
    ...["p50", "p99"].map((part) =>
      ratio(`event ${part}: ${times}`, `events small.${part}`, `events large.${part}`, NINE_TENTHS),
    ),
  ];
}
