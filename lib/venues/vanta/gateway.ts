import { VenueError } from "../port";
import { callGateway, type GatewayResponse } from "./http";
import {
  type CreatedSubaccount,
  creationResponse,
  errorResponse,
  type ListedSubaccount,
  listResponse,
} from "./schemas";
import { listTimeoutMs, type VantaSettings } from "./settings";

/** The result of a creation. `hasEnded`: a response says that the gateway is done with it, well or not. */
export type CreationResult =
  | { kind: "created"; subaccount: CreatedSubaccount }
  | { kind: "not_created"; error: VenueError }
  | { kind: "unknown"; error: VenueError; hasEnded: boolean };

/** Requests a subaccount. There is no idempotency key: two requests create two. Never throws. */
export async function createSubaccount(
  settings: VantaSettings,
  request: { assetClass: string; accountSize: number },
): Promise<CreationResult> {
  const response = await callGateway(settings, {
    method: "POST",
    path: "/api/create-subaccount",
    body: { asset_class: request.assetClass, account_size: request.accountSize },
    timeoutMs: settings.timeoutMs,
  });
  if (response.kind !== "response") {
    const error = noResponseError(response);
    return response.kind === "not_sent"
      ? { kind: "not_created", error }
      : { kind: "unknown", error, hasEnded: false };
  }
  const { status, body } = response;
  if (status >= 200 && status < 300) {
    const parsed = creationResponse.safeParse(body);
    if (parsed.success) return { kind: "created", subaccount: parsed.data.subaccount };
    return { kind: "unknown", error: unreadableError(status, parsed.error), hasEnded: true };
  }
  const error = statusError(status, body);
  // 502 and 504 are a proxy's: the gateway behind it may still be at work. So may it after a 408.
  if (status >= 500 || status === 408) {
    return { kind: "unknown", error, hasEnded: ![408, 502, 504].includes(status) };
  }
  return { kind: "not_created", error };
}

/**
 * Every subaccount of the entity. This endpoint is the one assumption about the gateway; see README.md beside
 * the port. Throws a VenueError.
 */
export async function listSubaccounts(settings: VantaSettings): Promise<ListedSubaccount[]> {
  const response = await callGateway(settings, {
    method: "GET",
    path: `/api/entity/${encodeURIComponent(settings.entity)}/subaccounts`,
    timeoutMs: listTimeoutMs(settings),
  });
  if (response.kind !== "response") throw noResponseError(response);
  if (response.status !== 200) {
    const { message, needsAttention } = statusError(response.status, response.body);
    throw new VenueError(`Couldn't list the subaccounts: ${message}`, {
      next: "retry",
      needsAttention,
    });
  }
  const parsed = listResponse.safeParse(response.body);
  if (!parsed.success) throw unreadableError(200, parsed.error);
  return parsed.data.subaccounts;
}

function noResponseError({
  kind,
  cause,
}: Exclude<GatewayResponse, { kind: "response" }>): VenueError {
  const message =
    kind === "not_sent" ? "The gateway can't be reached." : "The gateway didn't respond.";
  return new VenueError(message, { next: "retry", cause });
}

const unreadableError = (status: number, cause: unknown) =>
  new VenueError(`The gateway's response (${status}) couldn't be read.`, {
    next: "retry",
    needsAttention: true,
    cause,
  });

// The same for every account: the firm's settings are wrong, or the gateway is busy.
const NOT_ABOUT_THE_REQUEST = new Set([401, 403, 404, 405, 407, 408, 429]);

function statusError(status: number, body: unknown): VenueError {
  const parsed = errorResponse.safeParse(body);
  const detail = parsed.success ? ` ${parsed.data.slice(0, 300)}` : "";
  if (status === 401 || status === 403) {
    return new VenueError(`The gateway rejected the API key (${status}).${detail}`, {
      next: "retry",
      needsAttention: true,
    });
  }
  const isFinal = status >= 400 && status < 500 && !NOT_ABOUT_THE_REQUEST.has(status);
  return new VenueError(`The gateway responded with ${status}.${detail}`, {
    next: isFinal ? "stop" : "retry",
    needsAttention: status < 500 && status !== 408 && status !== 429,
  });
}
