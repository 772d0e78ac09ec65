/** A request for a subaccount. The same request key never creates a second one. */
export interface SubaccountRequest {
  /** The prop account's id. */
  requestKey: string;
  assetClass: string;
  /** Whole units of the tier's currency. */
  accountSize: number;
}

export interface Subaccount {
  entity: string;
  /** Counts from 0 within an entity; 0 is valid. */
  subaccountId: number;
  subaccountUuid: string;
  /** `{entity SS58 address}_{subaccount_id}` */
  syntheticHotkey: string;
}

/** A venue where prop accounts are traded. */
export interface Venue {
  readonly name: string;
  /** Throws where the venue rejects it, can't be reached, or the result is unknown; a VenueError has the next step. */
  createSubaccount(request: SubaccountRequest): Promise<Subaccount>;
  /**
   * The subaccount that an earlier request created, or null where none did. Creates none.
   * Throws while the result is unknown.
   */
  findSubaccount(request: SubaccountRequest): Promise<Subaccount | null>;
  /** Stops or resumes trading at the venue. `unsupported`: an operator does it there by hand. */
  setSuspended(subaccount: Subaccount, suspended: boolean): Promise<"done" | "unsupported">;
}

/**
 * Stores a subaccount on the account of a request key, for a venue that has no idempotency key and so must have
 * it stored while its entity is locked. Returns whether the account had none. Throws the database's error where
 * another account has it.
 */
export type RecordSubaccount = (requestKey: string, subaccount: Subaccount) => Promise<boolean>;

/** What follows from a failure at a venue. */
export type NextStep =
  /** Try again after the usual wait. */
  | "retry"
  /** Another account's creation comes first: try again soon, and don't count this try. */
  | "wait"
  /** Trying again is of no use, or could create a second one: manual review. */
  | "stop";

/** Why a venue created no subaccount, in a sentence for an admin. */
export class VenueError extends Error {
  readonly next: NextStep;
  /** An operator has to do something, though it is tried again. */
  readonly needsAttention: boolean;

  constructor(
    message: string,
    {
      next,
      needsAttention = next === "stop",
      cause,
    }: { next: NextStep; needsAttention?: boolean; cause?: unknown },
  ) {
    super(message, { cause });
    this.name = "VenueError";
    this.next = next;
    this.needsAttention = needsAttention;
  }
}
