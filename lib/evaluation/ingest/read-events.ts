import { AppError } from "@/lib/core/errors";
import { parseFields } from "@/lib/http/body";
import { eventSchema } from "../event-schemas";
import { type Batch, batchEnvelope } from "../schemas";
import type { AccountEvents } from "./judge-account";

/** Reads the envelope of a batch. Throws INVALID_REQUEST. */
export function readBatch(text: string): Batch {
  if (text.includes("\\u0000")) {
    throw new AppError("INVALID_REQUEST", "The request must not contain U+0000.", {
      fields: [{ path: "", message: "must not contain U+0000" }],
    });
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError("INVALID_REQUEST", "The body isn't valid JSON.", {
      fields: [{ path: "", message: "not valid JSON" }],
      cause,
    });
  }
  return parseFields(batchEnvelope, json);
}

const nameOf = ({ account }: Record<string, unknown>) =>
  typeof account === "string" || typeof account === "number" ? String(account) : "";

/** The events of a batch by account, in order. A malformed event ends those of its account. */
export function eventsByAccount({ events }: Batch): AccountEvents[] {
  const accounts = new Map<string, AccountEvents>();
  for (const raw of events) {
    const account = nameOf(raw);
    const group = accounts.get(account) ?? { account, events: [], problem: null };
    accounts.set(account, group);
    if (group.problem) {
      group.problem.skipped += 1;
      continue;
    }
    const { data, error } = eventSchema.safeParse({ ...raw, account });
    if (data) {
      group.events.push(data);
      continue;
    }
    const [issue] = error.issues;
    const message = [issue?.path.join("."), issue?.message].filter(Boolean).join(": ");
    const seq = Number.isSafeInteger(raw.seq) ? Number(raw.seq) : null;
    group.problem = {
      account: account.slice(0, 128),
      seq,
      code: "INVALID_EVENT",
      message: message.slice(0, 300),
      skipped: 0,
    };
  }
  return [...accounts.values()];
}
