/** What a venue is asked for. The same request key never makes a second subaccount. */
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

/** A venue where prop accounts live. */
export interface SubaccountProvider {
  readonly name: string;
  /** Throws when it refuses, can't be reached or its answer isn't known; a VenueError says what next. */
  createSubaccount(request: SubaccountRequest): Promise<Subaccount>;
  /**
   * The subaccount that an earlier request made, or null where none did: asks for nothing new.
   * Throws while that isn't known.
   */
  findSubaccount(request: SubaccountRequest): Promise<Subaccount | null>;
  /** Stops or resumes trading at the venue itself. `unsupported`: a person does it there by hand. */
  setSuspended(subaccount: Subaccount, suspended: boolean): Promise<"done" | "unsupported">;
}

/** What follows from a failure at a venue. */
export type Next =
  /** It may go better: try again after the usual wait. */
  | "retry"
  /** Another account's creation comes first: try again soon, and don't count this try. */
  | "wait"
  /** Trying again is no use, or could make a second one: a person decides. */
  | "stop";

/** Why a venue made no subaccount, in a sentence for an admin. */
export class VenueError extends Error {
  readonly next: Next;
  /** Somebody at the firm has to do something, though it is tried again. */
  readonly alarming: boolean;

  constructor(
    message: string,
    {
      next,
      alarming = next === "stop",
      cause,
    }: { next: Next; alarming?: boolean; cause?: unknown },
  ) {
    super(message, { cause });
    this.name = "VenueError";
    this.next = next;
    this.alarming = alarming;
  }
}
