/** What a venue is asked for. The same request key never makes a second subaccount. */
export interface SubaccountRequest {
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

/** A venue where prop accounts live. Throws when it refuses or can't be reached. */
export interface SubaccountProvider {
  readonly name: string;
  createSubaccount(request: SubaccountRequest): Promise<Subaccount>;
}
