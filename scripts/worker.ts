import nextEnv from "@next/env";
import { connection } from "@/lib/database";
import { env } from "@/lib/env";
import { startWorker } from "@/lib/jobs/worker";
import { log } from "@/lib/log";

nextEnv.loadEnvConfig(process.cwd());
try {
  env();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const worker = startWorker();
log().info("taking jobs");

async function shutDown() {
  log().info("finishing what was started");
  await worker.stop();
  await connection().pool.end();
}
process.once("SIGTERM", () => void shutDown());
process.once("SIGINT", () => void shutDown());
