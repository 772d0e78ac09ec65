import { startStripeSandbox } from "./server";

const DEFAULT_PORT = 4242;

/** A setting that the launcher must set. */
function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} isn't set`);
  return value;
}

const webhookUrl = process.env.SANDBOX_WEBHOOK_URL;
const sandbox = await startStripeSandbox({
  port: Number(process.env.SANDBOX_PORT ?? DEFAULT_PORT),
  dataDir: required("SANDBOX_DATA_DIR"),
  secretKey: required("SANDBOX_SECRET_KEY"),
  publishableKey: required("SANDBOX_PUBLISHABLE_KEY"),
  webhook: webhookUrl ? { url: webhookUrl, secret: required("SANDBOX_WEBHOOK_SECRET") } : undefined,
});
console.log(`stripe sandbox listening on ${sandbox.url}`);

let isClosing = false;
async function close(): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  await sandbox.close();
  process.exit(0);
}

process.on("SIGTERM", close);
process.on("SIGINT", close);

// The launcher holds this process's standard input open. When the launcher is killed, it closes, and this process ends.
if (process.env.SANDBOX_EXIT_WITH_PARENT === "1") {
  process.stdin.on("end", close).on("close", close).resume();
}
