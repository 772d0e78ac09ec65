import { completePath, depositPath, type Told } from "./addresses";

/** A challenge, as `POST /v2/payments/checkout` takes it. */
interface ChallengeOrder {
  tier_id: string;
  market: string;
  asset_class: string;
  account_size: number;
  amount_cents: number;
  currency: string;
}

/** A deposit into a wallet, as `POST /v2/payments/deposits` takes it. */
interface DepositOrder {
  login: number;
  amount_cents: number;
  currency: string;
}

/** What is paid for by card. */
export type Order = ChallengeOrder | DepositOrder;

/** Whether an order tops up a wallet. */
export const isDeposit = (order: Order): order is DepositOrder => "login" in order;

/** Where its payment is started. */
export const startPath = (order: Order) =>
  isDeposit(order) ? "/v2/payments/deposits" : "/v2/payments/checkout";

/** The page on which a payment is followed until what it pays for is there. */
export type FollowPath = (paymentId: string, told?: Told) => string;

export const followPath = (order: Order): FollowPath =>
  isDeposit(order) ? depositPath : completePath;
