import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "@/sandbox/ports";
import { loadSecrets } from "@/scripts/stack/secrets";
import { projectDir } from "@/scripts/stack/settings";
import { bundle } from "@/testing/setup/bundle";
import { startDatabase } from "./database";
import { startEventRelay } from "./event-relay";
import { startMailbox } from "./mailbox";
import type { Options } from "./options";
import { startNode } from "./process";
import { startReceiver } from "./receiver";
import { soakEnv } from "./settings";
import { buildWeb } from "./start-web";
import { startStripe } from "./stripe";
import { createWeb } from "./web-process";
import { createWorkers } from "./workers";

const WORKERS = 2;

export type Stack = Awaited<ReturnType<typeof startStack>>;
type Close = () => Promise<unknown> | unknown;

/**
 * Starts all processes of the soak on free ports, with their data in a new folder. Passes each part's stop function to
 * `onEnd`; they are to be called in reverse order.
 */
export async function startStack(options: Options, onEnd: (close: Close) => void) {
  const dir = await mkdtemp(join(projectDir, ".data-soak-"));
  onEnd(() => (options.keep ? undefined : removeData(dir)));
  const registerStop = <T extends { stop: Close }>(starting: Promise<T>) =>
    starting.then((part) => {
      onEnd(part.stop);
      return part;
    });
  // When we are root, PostgreSQL runs as another user, who must be able to enter the folder.
  await chmod(dir, 0o711);
  const worker = join(dir, "worker.mjs");
  const [secrets, port, stripePort, database] = await Promise.all([
    loadSecrets(dir),
    freePort(),
    freePort(),
    registerStop(startDatabase(dir)),
    bundle("scripts/worker.ts", worker),
  ]);
  const origin = `http://127.0.0.1:${port}`;
  const stripeApiBase = `http://127.0.0.1:${stripePort}`;
  const mailbox = await registerStop(startMailbox());
  const settings = soakEnv(dir, secrets, { port, databaseUrl: database.url, stripeApiBase });
  const env = { ...settings, SMTP_URL: mailbox.url, MAIL_FROM: "Propdesk <desk@propdesk.test>" };

  const receiver = await registerStop(startReceiver(options.seed));
  const eventRelay = await registerStop(
    startEventRelay(options.seed, `${origin}/v2/webhooks/stripe`),
  );
  const stripeOptions = { port: stripePort, dataDir: dir, keys: secrets.sandbox };
  const [stripe] = await Promise.all([
    registerStop(startStripe({ ...stripeOptions, webhookUrl: eventRelay.url })),
    buildWeb(options.web, dir, env),
  ]);
  const workers = createWorkers(database, () => startNode([worker], env, join(dir, "worker.log")));
  onEnd(workers.stop);
  const web = createWeb(options.web, dir, env);
  onEnd(web.stop);
  await Promise.all([web.start(), workers.startAll(WORKERS)]);
  return { dir, env, origin, database, stripe, eventRelay, receiver, mailbox, web, workers };
}

async function removeData(dir: string): Promise<void> {
  // If PostgreSQL's user may not enter the checkout, its data is in another folder.
  const place = await readFile(join(dir, "postgres/moved-to.txt"), "utf8").catch(() => "");
  if (place) await rm(place.trim(), { recursive: true, force: true });
  await rm(dir, { recursive: true, force: true, maxRetries: 20 });
}
