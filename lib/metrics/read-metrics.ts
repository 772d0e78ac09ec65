import { createHash, timingSafeEqual } from "node:crypto";
import type { Context } from "@/lib/core/context";
import { type Env, env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { metrics } from "@/lib/core/metrics";
import { limitAnonymous } from "@/lib/http/rate-limit";
import { refreshGauges } from "./refresh";

const digest = (text: string) => createHash("sha256").update(text).digest();
const isSame = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));

type Settings = Pick<Env, "PROPDESK_MODE" | "METRICS_TOKEN">;

/**
 * Checks the bearer token: METRICS_TOKEN, except in the embedded stack, which needs none. A wrong token is counted by
 * address with the other invalid credentials.
 */
async function requireReader(
  { ip }: Context,
  authorization: string | null,
  settings: Settings,
): Promise<void> {
  if (settings.PROPDESK_MODE === "embedded") return;
  const token = settings.METRICS_TOKEN;
  if (token === undefined) throw new AppError("NOT_FOUND", "Unknown endpoint.");
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (bearer && isSame(bearer, token)) return;
  if (authorization) await limitAnonymous(ip);
  throw new AppError("UNAUTHENTICATED", "The metrics endpoint requires its bearer token.");
}

/**
 * Reads all metrics of this process and of the database, in Prometheus' text format. Those of the database may be 5 s
 * old. Throws UNAUTHENTICATED, RATE_LIMITED after too many wrong tokens from one address, and NOT_FOUND if METRICS_TOKEN
 * isn't set.
 */
export async function readMetrics(
  ctx: Context,
  authorization: string | null,
  settings: Settings = env(),
): Promise<{ text: string; contentType: string }> {
  await requireReader(ctx, authorization, settings);
  await refreshGauges(ctx);
  const { registry } = metrics();
  return { text: await registry.metrics(), contentType: registry.contentType };
}
