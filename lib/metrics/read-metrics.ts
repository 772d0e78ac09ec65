import { createHash, timingSafeEqual } from "node:crypto";
import type { Context } from "@/lib/context";
import { type Env, env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { refreshGauges } from "./refresh";
import { metrics } from "./registry";

const digest = (text: string) => createHash("sha256").update(text).digest();
const same = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));

type Settings = Pick<Env, "PROPDESK_MODE" | "METRICS_TOKEN">;

/** Open in the embedded stack; else with METRICS_TOKEN as the bearer, and not there without one. */
function requireReader(authorization: string | null, settings: Settings): void {
  if (settings.PROPDESK_MODE === "embedded") return;
  const token = settings.METRICS_TOKEN;
  if (token === undefined) throw new AppError("NOT_FOUND", "There is nothing at this address.");
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (bearer && same(bearer, token)) return;
  throw new AppError("UNAUTHENTICATED", "The metrics need their bearer token.");
}

/**
 * All metrics of this process and of the database, in Prometheus' text format. What the database
 * tells is a few seconds old. Throws UNAUTHENTICATED, and NOT_FOUND where no token is set.
 */
export async function readMetrics(
  ctx: Context,
  authorization: string | null,
  settings: Settings = env(),
): Promise<{ text: string; contentType: string }> {
  requireReader(authorization, settings);
  await refreshGauges(ctx);
  const { registry } = metrics();
  return { text: await registry.metrics(), contentType: registry.contentType };
}
