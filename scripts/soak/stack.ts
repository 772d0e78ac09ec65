import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "@/sandbox/ports";
import { keptSecrets } from "@/sandbox/secrets";
import { projectDir } from "@/sandbox/settings";
import { bundle } from "@/testing/bundle";
import { startDatabase } from "./database";
import { startMailbox } from "./mailbox";
import type { Options } from "./options";
import { startPostOffice } from "./post-office";
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
 * Starts everything on ports and in a folder of its own, and hands each part's end to `onEnd`, the
 * last started to be ended first.
 */
export async function startStack(options: Options, onEnd: (close: Close) => void) {
  const dir = await mkdtemp(join(projectDir, ".data-soak-"));
  onEnd(() => (options.keep ? undefined : removeData(dir)));
  const ending = <T extends { stop: Close }>(starting: Promise<T>) =>
    starting.then((part) => {
      onEnd(part.stop);
      return part;
    });
  // PostgreSQL's own user passes through it where we are root.
  await chmod(dir, 0o711);
  const worker = join(dir, "worker.mjs");
  const [secrets, port, stripePort, database] = await Promise.all([
    keptSecrets(dir),
    freePort(),
    freePort(),
    ending(startDatabase(dir)),
    bundle("scripts/worker.ts", worker),
  ]);
  const origin = `http://127.0.0.1:${port}`;
  const stripeApiBase = `http://127.0.0.1:${stripePort}`;
  const mailbox = await ending(startMailbox());
  const settings = soakEnv(dir, secrets, { port, databaseUrl: database.url, stripeApiBase });
  const env = { ...settings, SMTP_URL: mailbox.url, MAIL_FROM: "Propdesk <desk@propdesk.test>" };

  const receiver = await ending(startReceiver(options.seed));
  const postOffice = await ending(startPostOffice(options.seed, `${origin}/v2/webhooks/stripe`));
  const atStripe = { port: stripePort, dataDir: dir, keys: secrets.sandbox };
  const [stripe] = await Promise.all([
    ending(startStripe({ ...atStripe, webhookUrl: postOffice.url })),
    buildWeb(options.web, dir, env),
  ]);
  const workers = createWorkers(database, () => startNode([worker], env, join(dir, "worker.log")));
  onEnd(workers.stop);
  const web = createWeb(options.web, dir, env);
  onEnd(web.stop);
  await Promise.all([web.start(), workers.startAll(WORKERS)]);
  return { dir, env, origin, database, stripe, postOffice, receiver, mailbox, web, workers };
}

async function removeData(dir: string): Promise<void> {
  // Where PostgreSQL's own user may not enter the checkout, its data is elsewhere.
  const place = await readFile(join(dir, "postgres/moved-to.txt"), "utf8").catch(() => "");
  if (place) await rm(place.trim(), { recursive: true, force: true });
  await rm(dir, { recursive: true, force: true, maxRetries: 20 });
}
