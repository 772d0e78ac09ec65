import type { customers } from "@/db/schema";
import { listPrograms, listTiers, productName } from "@/lib/catalog";
import { type Context, requireAdmin } from "@/lib/core/context";
import { formatMoney } from "@/lib/core/money";
import { accountMode, type TradingAccount } from "@/lib/trading";
import type { OfferedAction } from "../schemas";

type Customer = Pick<
  typeof customers.$inferSelect,
  "id" | "publicId" | "disabledAt" | "erasedAt" | "totpEnabledAt"
>;

/** The actions on a customer; admins have none on themselves. */
export async function customerActions(
  ctx: Context,
  customer: Customer,
  wallets: TradingAccount[],
): Promise<OfferedAction[]> {
  const me = requireAdmin(ctx);
  const isMe = customer.id === me.id;
  return [
    ...(customer.disabledAt ? [] : await grants(ctx, customer.publicId)),
    ...adjustments(wallets),
    ...(isMe ? [] : access(customer)),
  ];
}

async function grants({ db }: Context, userId: string): Promise<OfferedAction[]> {
  const [tiers, programs] = await Promise.all([listTiers(db), listPrograms(db)]);
  const input = { user_id: userId };
  const accounts = tiers.flatMap((tier) =>
    tier.markets.map(({ market, asset_class }) => ({
      label: productName({ name: tier.name, phases: tier.phases, market }),
      input: { tier_id: tier.id, asset_class, account_size: tier.account_size },
    })),
  );
  const challenges = programs.map(({ id, display_name }) => ({
    label: display_name,
    input: { program_id: id },
  }));
  return [
    ...offer("account.grant", input, accounts),
    ...offer("challenge.grant", input, challenges),
  ];
}

/** `Wallet 2000123 (Practice)`: the balance of a practice wallet isn't real money. */
export const walletName = ({ login, mode }: TradingAccount): string =>
  `Wallet ${login}${mode === accountMode.demo ? " (Practice)" : ""}`;

/** Credit for every wallet, debit for those that something can be taken out of. */
function adjustments(wallets: TradingAccount[]): OfferedAction[] {
  const choice = (wallet: TradingAccount, isDebit: boolean) => {
    const { login, currency, balanceCents } = wallet;
    return {
      label: `${walletName(wallet)}, ${formatMoney(balanceCents, currency)}`,
      input: { login },
      money: { most_cents: isDebit ? Number(balanceCents) : null, currency },
    };
  };
  // The trading server takes nothing out of a disabled wallet.
  const withMoney = wallets.filter(({ balanceCents, enabled }) => enabled && balanceCents > 0n);
  return [
    ...offer(
      "wallet.credit",
      {},
      wallets.map((wallet) => choice(wallet, false)),
    ),
    ...offer(
      "wallet.debit",
      {},
      withMoney.map((wallet) => choice(wallet, true)),
    ),
  ];
}

/** An action that lets the admin choose one of several targets; none without targets. */
const offer = (
  action: OfferedAction["action"],
  input: OfferedAction["input"],
  choices: NonNullable<OfferedAction["choices"]>,
): OfferedAction[] => (choices.length > 0 ? [{ action, input, choices }] : []);

const access = ({
  publicId: id,
  disabledAt,
  erasedAt,
  totpEnabledAt,
}: Customer): OfferedAction[] => [
  ...(totpEnabledAt ? [{ action: "customer.reset_second_factor" as const, input: { id } }] : []),
  ...(erasedAt
    ? []
    : [
        {
          action: disabledAt ? ("customer.enable" as const) : ("customer.disable" as const),
          input: { id },
        },
      ]),
];
