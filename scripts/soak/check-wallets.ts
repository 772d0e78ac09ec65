import {
  type Books,
  buysAccount,
  type Check,
  failing,
  isPaid,
  type Known,
  knownPayments,
} from "./check";
import { byKey, challengeStateOf } from "./here";
import {
  coversDebt,
  expectedChallenge,
  expectedWallet,
  expectedWorth,
  type WalletLife,
} from "./model";

const CREDIT = "WALLET_DEPOSIT";
/** A purchase and a challenge as the tables have them. */
const [ACTIVE_PURCHASE, FAILED_PURCHASE, RETURNED_PURCHASE] = [3, 4, 5];

/** Wallets: what was paid in, what was taken back, what was bought. */
export function checkWallets(books: Books): Check[] {
  const { here, purchases } = books;
  const deposits = knownPayments(books).filter((each) => isPaid(each) && !buysAccount(each));
  const movements = byKey(here.movements, ({ payment }) => payment);
  const isCredited = ({ here, there, order }: Known) => {
    const own = movements.get(here?.id ?? "") ?? [];
    const worth = expectedWorth(there);
    const moved = own.reduce((total, { amount }) => total + amount, 0);
    const credits = own.filter(({ comment }) => comment === CREDIT);
    const isOnce = credits.length <= 1 && (worth === 0 || credits.length === 1);
    const isThere = own.every(({ login }) => login === (order?.login ?? here?.login));
    return here?.net === worth && moved === worth && isOnce && isThere;
  };
  const lives = livesOf(books, deposits);
  return [
    {
      name: "paid deposits credited once, less what went back",
      of: deposits.length,
      lost: failing(deposits, ({ intent }) => intent, isCredited),
    },
    {
      name: "wallets that hold what was paid into them and not spent",
      of: here.wallets.length,
      lost: failing(
        here.wallets,
        ({ login }) => String(login),
        ({ login, balance, debt }) => {
          const life = lives.get(login) ?? { deposits: [], purchases: [] };
          const isSound = balance >= 0 && debt >= 0 && (balance === 0 || debt === 0);
          return isSound && balance - debt === expectedWallet(life);
        },
      ),
    },
    {
      name: "challenges held or ended for what their wallet owes, and no others",
      of: purchases.length,
      lost: failing(
        [...lives],
        ([login]) => String(login),
        ([, life]) => coversDebt(life),
      ),
    },
    {
      name: "purchases from wallets made once, with one challenge",
      of: purchases.length,
      lost: wrongPurchases(books, lives),
    },
  ];
}

type Lives = Map<number, WalletLife>;

/** What was paid into each wallet and bought from it. */
function livesOf({ here, purchases }: Books, deposits: Known[]): Lives {
  const paid = byKey(deposits, ({ order, here }) => order?.login ?? here?.login ?? 0);
  const states = new Map(here.purchases.map((row) => [row.id, challengeStateOf(row)]));
  const bought = byKey(
    purchases.flatMap(({ login, price, purchase }) =>
      purchase === null
        ? []
        : [{ login, price, state: states.get(purchase) ?? ("active" as const) }],
    ),
    ({ login }) => login,
  );
  return new Map(
    here.wallets.map(({ login }) => [
      login,
      {
        deposits: (paid.get(login) ?? []).map(({ there }) => there),
        purchases: bought.get(login) ?? [],
      },
    ]),
  );
}

function wrongPurchases({ here, purchases }: Books, lives: Lives): string[] {
  const rows = byKey(here.purchases, ({ key }) => key);
  const wrong = failing(
    purchases,
    ({ key, purchase }) => `${purchase ?? key}`,
    ({ key, login, purchase }) => {
      const [row, ...more] = rows.get(key) ?? [];
      const isOver = row === undefined || [FAILED_PURCHASE, RETURNED_PURCHASE].includes(row.status);
      if (purchase === null) return isOver && more.length === 0;
      const life = lives.get(login);
      if (!row || !life || row.id !== purchase || row.login !== login || more.length > 0)
        return false;
      const state = challengeStateOf(row);
      const isDue = state !== null && expectedChallenge(life).includes(state);
      const isLike =
        state === "ended" ? row.status === RETURNED_PURCHASE : row.status === ACTIVE_PURCHASE;
      return isDue && isLike && row.challenges === 1;
    },
  );
  const asked = new Set(purchases.map(({ key }) => key));
  const strays = here.purchases.filter(({ key }) => key === null || !asked.has(key));
  return [...wrong, ...strays.map(({ id }) => `${id}`)];
}
