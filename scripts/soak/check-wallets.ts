import {
  buysAccount,
  type Check,
  type ComparedPayment,
  type FinalState,
  failing,
  isPaid,
  joinPayments,
} from "./check";
import {
  coversDebt,
  expectedChallenge,
  expectedCredit,
  expectedWallet,
  type WalletHistory,
} from "./model";
import { byKey, challengeStateOf } from "./tables";

const CREDIT = "WALLET_DEPOSIT";
/** Statuses of purchases, as stored. */
const [ACTIVE_PURCHASE, FAILED_PURCHASE, RETURNED_PURCHASE] = [3, 4, 5];

/** Checks wallets: deposits, money that was refunded or disputed, and purchases. */
export function checkWallets(state: FinalState): Check[] {
  const { tables, purchases } = state;
  const deposits = joinPayments(state).filter((each) => isPaid(each) && !buysAccount(each));
  const movements = byKey(tables.movements, ({ payment }) => payment);
  const isCredited = ({ record, stripePayment, order }: ComparedPayment) => {
    const own = movements.get(record?.id ?? "") ?? [];
    const credit = expectedCredit(stripePayment);
    const moved = own.reduce((total, { amount }) => total + amount, 0);
    const credits = own.filter(({ comment }) => comment === CREDIT);
    const isOnce = credits.length <= 1 && (credit === 0 || credits.length === 1);
    const isOwnWallet = own.every(({ login }) => login === (order?.login ?? record?.login));
    return record?.net === credit && moved === credit && isOnce && isOwnWallet;
  };
  const histories = historiesOf(state, deposits);
  return [
    {
      name: "paid deposits credited once, less refunds and disputes",
      total: deposits.length,
      lost: failing(deposits, ({ intent }) => intent, isCredited),
    },
    {
      name: "wallets whose balance is their deposits less their purchases",
      total: tables.wallets.length,
      lost: failing(
        tables.wallets,
        ({ login }) => String(login),
        ({ login, balance, debt }) => {
          const history = histories.get(login) ?? { deposits: [], purchases: [] };
          const isSound = balance >= 0 && debt >= 0 && (balance === 0 || debt === 0);
          return isSound && balance - debt === expectedWallet(history);
        },
      ),
    },
    {
      name: "wallets whose debt holds or ends as many challenges as it must",
      total: histories.size,
      lost: failing(
        [...histories],
        ([login]) => String(login),
        ([, history]) => coversDebt(history),
      ),
    },
    {
      name: "purchases from wallets made once, with one challenge",
      total: purchases.length,
      lost: wrongPurchases(state, histories),
    },
  ];
}

type WalletHistories = Map<number, WalletHistory>;

/** The deposits and purchases of each wallet. */
function historiesOf(
  { tables, purchases }: FinalState,
  deposits: ComparedPayment[],
): WalletHistories {
  const paid = byKey(deposits, ({ order, record }) => order?.login ?? record?.login ?? 0);
  const states = new Map(tables.purchases.map((row) => [row.id, challengeStateOf(row)]));
  const bought = byKey(
    purchases.flatMap(({ login, price, purchase }) =>
      purchase === null
        ? []
        : [{ login, price, state: states.get(purchase) ?? ("active" as const) }],
    ),
    ({ login }) => login,
  );
  return new Map(
    tables.wallets.map(({ login }) => [
      login,
      {
        deposits: (paid.get(login) ?? []).map(({ stripePayment }) => stripePayment),
        purchases: bought.get(login) ?? [],
      },
    ]),
  );
}

function wrongPurchases({ tables, purchases }: FinalState, histories: WalletHistories): string[] {
  const rows = byKey(tables.purchases, ({ key }) => key);
  const wrong = failing(
    purchases,
    ({ key, purchase }) => `${purchase ?? key}`,
    ({ key, login, purchase }) => {
      const [row, ...more] = rows.get(key) ?? [];
      const isClosed =
        row === undefined || [FAILED_PURCHASE, RETURNED_PURCHASE].includes(row.status);
      if (purchase === null) return isClosed && more.length === 0;
      const history = histories.get(login);
      if (!row || !history || row.id !== purchase || row.login !== login || more.length > 0)
        return false;
      const state = challengeStateOf(row);
      const isExpected = state !== null && expectedChallenge(history).includes(state);
      const statusFits =
        state === "ended" ? row.status === RETURNED_PURCHASE : row.status === ACTIVE_PURCHASE;
      return isExpected && statusFits && row.challenges === 1;
    },
  );
  const requestedKeys = new Set(purchases.map(({ key }) => key));
  const strays = tables.purchases.filter(({ key }) => key === null || !requestedKeys.has(key));
  return [...wrong, ...strays.map(({ id }) => `${id}`)];
}
