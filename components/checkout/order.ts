import { completePath, depositPath, type RedirectStatus } from "./paths";

/** A challenge, as `POST /v2/payments/checkout` takes it. */
interface ChallengeOrder {
  tier_id: string;
  market: string;
  asset_class: string;
  account_size: number;
  amount_cents: number;
  currency: string;
  /** The version of the terms that the page shows. */
  terms_version: number;
}

/** A deposit into a wallet, as `POST /v2/payments/deposits` takes it. */
interface DepositOrder {
  login: number;
  amount_cents: number;
  currency: string;
  terms_version: number;
}

/** A program, as `POST /v2/payments/program-checkout` takes it. */
interface ProgramOrder {
  program_id: number;
  amount_cents: number;
  currency: string;
  terms_version: number;
}

/** What a card payment is for. */
export type Order = ChallengeOrder | DepositOrder | ProgramOrder;

/** Whether an order tops up a wallet. */
export const isDeposit = (order: Order): order is DepositOrder => "login" in order;

/** The endpoint that starts the payment of an order. */
export function startPath(order: Order): string {
  if (isDeposit(order)) return "/v2/payments/deposits";
  return "program_id" in order ? "/v2/payments/program-checkout" : "/v2/payments/checkout";
}

/** The path of the page that shows a payment until it is fulfilled. */
export type FollowPath = (paymentId: string, redirectStatus?: RedirectStatus) => string;

/** The usual one of an order. */
export const followPath = (order: Order): FollowPath =>
  isDeposit(order) ? depositPath : completePath;
