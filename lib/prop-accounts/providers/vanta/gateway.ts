import { VenueError } from "../port";
import { callGateway, type Reply } from "./http";
import {
  type CreatedSubaccount,
  createAnswer,
  type ListedSubaccount,
  listAnswer,
  refusalAnswer,
} from "./schemas";
import { listMs, type VantaSettings } from "./settings";

/** What a creation came to. `ended`: an answer says that the gateway is done with it, well or not. */
export type Creation =
  | { outcome: "made"; subaccount: CreatedSubaccount }
  | { outcome: "not made"; problem: VenueError }
  | { outcome: "unknown"; problem: VenueError; ended: boolean };

/** Asks for a subaccount. There is no idempotency key: asked twice, it makes two. Never throws. */
export async function createSubaccount(
  settings: VantaSettings,
  request: { assetClass: string; accountSize: number },
): Promise<Creation> {
  const reply = await callGateway(settings, {
    method: "POST",
    path: "/api/create-subaccount",
    body: { asset_class: request.assetClass, account_size: request.accountSize },
    timeoutMs: settings.answerMs,
  });
  if (reply.kind !== "answer") {
    const problem = withoutAnswer(reply);
    return reply.kind === "not sent"
      ? { outcome: "not made", problem }
      : { outcome: "unknown", problem, ended: false };
  }
  const { status, body } = reply;
  if (status >= 200 && status < 300) {
    const parsed = createAnswer.safeParse(body);
    if (parsed.success) return { outcome: "made", subaccount: parsed.data.subaccount };
    return { outcome: "unknown", problem: unreadable(status, parsed.error), ended: true };
  }
  const problem = refusal(status, body);
  // 502 and 504 are a proxy's: what is behind it may still be at work. So may it after a 408.
  if (status >= 500 || status === 408) {
    return { outcome: "unknown", problem, ended: ![408, 502, 504].includes(status) };
  }
  return { outcome: "not made", problem };
}

/**
 * Every subaccount of the entity. This endpoint is the one thing about the gateway that is assumed;
 * see README.md beside the port. Throws a VenueError.
 */
export async function listSubaccounts(settings: VantaSettings): Promise<ListedSubaccount[]> {
  const reply = await callGateway(settings, {
    method: "GET",
    path: `/api/entity/${encodeURIComponent(settings.entity)}/subaccounts`,
    timeoutMs: listMs(settings),
  });
  if (reply.kind !== "answer") throw withoutAnswer(reply);
  if (reply.status !== 200) {
    const { message, alarming } = refusal(reply.status, reply.body);
    throw new VenueError(`No list of subaccounts: ${message}`, { next: "retry", alarming });
  }
  const parsed = listAnswer.safeParse(reply.body);
  if (!parsed.success) throw unreadable(200, parsed.error);
  return parsed.data.subaccounts;
}

function withoutAnswer({ kind, cause }: Exclude<Reply, { kind: "answer" }>): VenueError {
  const message =
    kind === "not sent" ? "The gateway can't be reached." : "The gateway did not answer.";
  return new VenueError(message, { next: "retry", cause });
}

const unreadable = (status: number, cause: unknown) =>
  new VenueError(`The gateway's answer (${status}) can't be read.`, {
    next: "retry",
    alarming: true,
    cause,
  });

// The same for every account: the firm's settings are wrong, or the gateway is busy.
const NOT_ABOUT_THIS_ONE = new Set([401, 403, 404, 405, 407, 408, 429]);

function refusal(status: number, body: unknown): VenueError {
  const words = refusalAnswer.safeParse(body);
  const said = words.success ? ` ${words.data.slice(0, 300)}` : "";
  if (status === 401 || status === 403) {
    return new VenueError(`The gateway refuses the firm's key (${status}).${said}`, {
      next: "retry",
      alarming: true,
    });
  }
  const definite = status >= 400 && status < 500 && !NOT_ABOUT_THIS_ONE.has(status);
  return new VenueError(`The gateway answered ${status}.${said}`, {
    next: definite ? "stop" : "retry",
    alarming: status < 500 && status !== 408 && status !== 429,
  });
}
