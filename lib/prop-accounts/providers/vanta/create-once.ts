import { log } from "@/lib/log";
import { type Subaccount, type SubaccountRequest, VenueError } from "../port";
import { candidates, claim, toSubaccount } from "./claim";
import { type Creation, createSubaccount, listSubaccounts } from "./gateway";
import { keepAsk, type OpenAsk } from "./open-ask";
import type { CreatedSubaccount, ListedSubaccount } from "./schemas";
import { claimFromList, isBinding, lookUp, readBooks, stillUnknown, type Venue } from "./venue";
import { awaitTurn } from "./whose-turn";

/**
 * Makes a request's subaccount at a gateway that has no idempotency key, and records it. What an
 * earlier try has made is looked for first, and is asked for again only when it can't come any more.
 * Throws a VenueError. The entity is held.
 */
export async function createOnce(venue: Venue, request: SubaccountRequest): Promise<Subaccount> {
  const { db, settings } = venue;
  const { recorded, ask: earlier } = await readBooks(venue, request);
  if (recorded) return recorded;
  await awaitTurn(venue, request, earlier);
  const listed = await listSubaccounts(settings);
  if (earlier) {
    const found = await claimFromList(venue, request, earlier, listed);
    if (found) return found;
    if (isBinding(earlier)) throw stillUnknown(earlier);
  }
  const ask = {
    newestBefore: earlier?.newestBefore ?? newest(listed),
    againFrom: new Date(Date.now() + settings.answerMs + settings.settleMs),
  };
  await keepAsk(db, request.requestKey, settings.entity, ask);
  const creation = await createSubaccount(settings, request);
  if (creation.outcome === "made") return claimAnswered(venue, request, ask, creation.subaccount);
  return settle(venue, request, { ask, earlier, creation });
}

const newest = (listed: ListedSubaccount[]) =>
  listed.reduce((most, { subaccount_id }) => Math.max(most, subaccount_id), -1);

interface Unmade {
  ask: OpenAsk;
  earlier: OpenAsk | null;
  creation: Exclude<Creation, { outcome: "made" }>;
}

/** After anything but a subaccount: writes down what is known now, and looks whether it was made all the same. */
async function settle(
  venue: Venue,
  request: SubaccountRequest,
  { ask, earlier, creation }: Unmade,
): Promise<Subaccount> {
  const { db, settings } = venue;
  const keep = (known: OpenAsk | null) => keepAsk(db, request.requestKey, settings.entity, known);
  if (creation.outcome === "not made") {
    // What an earlier one may have made late is still looked for.
    await keep(earlier && { ...ask, againFrom: new Date() });
    throw creation.problem;
  }
  const known = creation.ended ? { ...ask, againFrom: new Date() } : ask;
  if (creation.ended) await keep(known);
  const found = await lookUp(venue, request, known);
  if (!found) throw creation.problem;
  return found;
}

/**
 * Records the subaccount that an answer names, when the list has it as new, nobody's, and of the right
 * size and class. Once the gateway has said that it made one, it is not asked again by itself.
 */
async function claimAnswered(
  venue: Venue,
  request: SubaccountRequest,
  ask: OpenAsk,
  made: CreatedSubaccount,
): Promise<Subaccount> {
  const { db, settings } = venue;
  const known = { ...ask, againFrom: null };
  await keepAsk(db, request.requestKey, settings.entity, known);
  const subaccount = toSubaccount(settings.entity, made);
  const listed = await listSubaccounts(settings);
  const isIt = (row: CreatedSubaccount) => row.subaccount_id === made.subaccount_id;
  const inList = listed.find(isIt);
  if (!inList) throw stillUnknown(known);
  const fitting = await candidates(db, settings.entity, request, { listed, ...known });
  if (!fitting.some(isIt) || inList.subaccount_uuid !== made.subaccount_uuid) {
    throw new VenueError(
      `The gateway answered with subaccount ${made.subaccount_id}, which is not a new one of this size and class.`,
      { next: "stop" },
    );
  }
  await claim(db, request.requestKey, subaccount);
  const surplus = fitting.filter((row) => !isIt(row)).map((row) => row.subaccount_id);
  if (surplus.length > 0) {
    log().error(
      { prop_account_id: request.requestKey, subaccount_ids: surplus },
      "the venue has new subaccounts that nobody asked for",
    );
  }
  return subaccount;
}
