import { chmod, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { isFree } from "@/sandbox/ports";
import { within } from "@/scripts/soak/clock";
import { startNode } from "@/scripts/soak/process";
import { soakEnv } from "@/scripts/soak/settings";
import { startWeb } from "@/scripts/soak/start-web";
import { loadSecrets } from "@/scripts/stack/secrets";
import { projectDir } from "@/scripts/stack/settings";
import { startStripeSandbox } from "@/scripts/stack/stripe-process";
import { build, DIST_DIR } from "./build";
import { makeDatabase, rowsOf, type Size, startDatabases } from "./databases";
import { startLoader } from "./load/client";
import type { Options } from "./options";
import { ports, takePorts } from "./ports";

const DATA_DIR = ".data-bench";
const START_MS = 15_000;

type Close = () => Promise<unknown> | unknown;
type Step = (name: string, work: Promise<unknown>) => Promise<void>;
export type Stack = Awaited<ReturnType<typeof startStack>>;

/** Starts everything in a folder of its own, and passes each part's end to `onEnd`. `own` are settings. */
export async function startStack(
  { rows, leavesData, profile }: Pick<Options, "rows" | "leavesData" | "profile">,
  onEnd: (close: Close) => void,
  step: Step,
  own: Record<string, string> = {},
) {
  // Before anything is removed: it may be another bench's.
  onEnd(await takePorts());
  const dir = join(projectDir, DATA_DIR);
  await removeData(dir);
  await mkdir(dir, { recursive: true });
  onEnd(() => (leavesData ? undefined : removeData(dir)));
  // PostgreSQL's own user must be able to enter it if we are root.
  await chmod(dir, 0o711);
  const [secrets, postgres] = await Promise.all([
    loadSecrets(dir),
    startDatabases(dir, profile !== undefined),
  ]);
  onEnd(postgres.stop);
  const origin = (name: keyof typeof ports) => `http://127.0.0.1:${ports[name]}`;
  const stripe = { apiBase: origin("stripe"), keys: secrets.sandbox };

  const envOf = (size: Size, port: number): NodeJS.ProcessEnv => ({
    ...soakEnv(dir, secrets, {
      port,
      databaseUrl: postgres.url(size),
      stripeApiBase: stripe.apiBase,
    }),
    BENCH: "on",
    NEXT_DIST_DIR: DIST_DIR,
    // A token is valid at each of the web processes.
    APP_URL: `http://127.0.0.1:${ports.small}`,
    // As by default: the process that serves runs the jobs too.
    WORKER: "on",
    LOG_LEVEL: "info",
    // PostgreSQL allows 100, for three processes and their workers.
    DATABASE_POOL_SIZE: "16",
    RATE_LIMIT_READS: "1000000000",
    RATE_LIMIT_WRITES: "1000000000",
    RATE_LIMIT_PAYMENTS: "1000000000",
    RATE_LIMIT_TRADING_EVENTS: "1000000000",
    ...own,
  });
  const small = envOf("small", ports.small);
  const profileFile = join(dir, "web.cpuprofile");
  const recorder = join(projectDir, "bench/profile/recorder.cjs");
  const recording = { NODE_OPTIONS: `--require ${recorder}`, PROFILE_FILE: profileFile };

  await step("Production build", build(dir, small));
  for (const size of ["small", "large"] as const) {
    const many = rowsOf(size, rows);
    await step(
      `Database of ${many.toLocaleString("en")} rows`,
      makeDatabase(postgres.adminUrl, postgres.url(size), many),
    );
  }
  const start = async (file: string, port: number, own: Record<string, string>) => {
    const env = { ...process.env, ...own };
    const part = startNode(["--import", "tsx", file], env, join(dir, "helpers.log"));
    onEnd(part.stop);
    const isListening = await within(START_MS, async () => !(await isFree(port)), 50);
    if (!isListening) throw new Error(`${file} doesn't start: see helpers.log.`);
  };
  await start("bench/receiver.ts", ports.receiver, { RECEIVER_PORT: String(ports.receiver) });
  const sandbox = await startStripeSandbox({
    port: ports.stripe,
    dataDir: dir,
    keys: stripe.keys,
    webhookUrl: `${origin("receiver")}/stripe`,
  });
  onEnd(sandbox.stop);

  const web = async (name: "small" | "large" | "second") => {
    const env = envOf(name === "large" ? "large" : "small", ports[name]);
    const recorded = {
      ...recording,
      NODE_OPTIONS: `${env.NODE_OPTIONS} ${recording.NODE_OPTIONS}`,
    };
    const part = await startWeb("build", dir, { ...env, ...(profile && recorded) });
    onEnd(part.stop);
    return { origin: origin(name), pid: part.pid, databaseUrl: env.DATABASE_URL ?? "" };
  };
  const loader = startLoader();
  onEnd(loader.stop);
  const webs = { small: await web("small"), large: await web("large") };
  return {
    env: small,
    stripe,
    postgres,
    webs,
    loader,
    profileFile,
    receiver: `${origin("receiver")}/hook`,
    /** A second process on the small database. */
    startSecond: () => web("second"),
    /** A proxy in front of those web processes; its address. */
    startProxy: async (
      at: "proxy" | "secondProxy",
      to: ("small" | "second")[],
    ): Promise<string> => {
      const port = ports[at];
      const targets = to.map((name) => ports[name]).join(",");
      await start("bench/proxy.ts", port, { PROXY_PORT: String(port), PROXY_TARGETS: targets });
      return `http://127.0.0.1:${port}`;
    },
  };
}
export type Web = Stack["webs"]["small"];

async function removeData(dir: string): Promise<void> {
  // If PostgreSQL's own user may not enter the checkout, its data is elsewhere.
  const place = await readFile(join(dir, "postgres/moved-to.txt"), "utf8").catch(() => "");
  if (place) await rm(place.trim(), { recursive: true, force: true });
  await rm(dir, { recursive: true, force: true, maxRetries: 20 });
}
