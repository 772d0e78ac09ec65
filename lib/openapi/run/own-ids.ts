import { listPrograms } from "@/lib/catalog";
import { listChallenges } from "@/lib/challenges";
import { type Context, requireAdmin, requireCustomer } from "@/lib/core/context";
import { formatUnits } from "@/lib/core/money";
import { listPayments } from "@/lib/payments";
import { listPropAccounts } from "@/lib/prop-accounts";
import { listTradingAccounts } from "@/lib/trading";
import { listDeliveries, listEndpoints } from "@/lib/webhooks";
import type { IdKind, OwnIdsView } from "../schemas";
import { docsApp } from "./credentials";

const NEWEST = { limit: 10 };
type Ids = OwnIdsView["ids"];
type Find = (ctx: Context, of: string | undefined) => Promise<Ids>;

const id = (value: string | number, label: string) => ({ value: String(value), label });

const accounts =
  (purpose?: "wallet"): Find =>
  async (ctx) => {
    const { rows } = await listTradingAccounts(ctx);
    return rows
      .filter((row) => !purpose || row.purpose === purpose)
      .map((row) => id(row.login, `${row.purpose}, ${formatUnits(row.balance, row.currency)}`));
  };

/** Endpoints belong to the documentation's app, so they are for admins. */
const asDocsApp = async (ctx: Context): Promise<Context> => {
  requireAdmin(ctx);
  return { ...ctx, app: await docsApp(ctx) };
};

const finders: Record<IdKind, Find> = {
  payment: async (ctx) =>
    (await listPayments(ctx, NEWEST)).rows.map((row) =>
      id(row.payment_id, `${row.tier_id ?? row.program_name ?? "deposit"}, ${row.status}`),
    ),
  "prop-account": async (ctx) =>
    (await listPropAccounts(ctx, NEWEST)).rows.map((row) =>
      id(row.id, `${row.tier_id}, ${row.status}`),
    ),
  program: async (ctx) => (await listPrograms(ctx.db)).map((row) => id(row.id, row.display_name)),
  purchase: async (ctx) =>
    (await listChallenges(ctx, NEWEST)).purchases.map((row) =>
      id(row.id, `${row.program_name}, ${row.status_name}`),
    ),
  challenge: async (ctx) =>
    (await listChallenges(ctx, NEWEST)).challenges.map((row) =>
      id(row.id, `account ${row.account_login}, ${row.status_name}`),
    ),
  login: accounts(),
  wallet: accounts("wallet"),
  endpoint: async (ctx) =>
    (await listEndpoints(await asDocsApp(ctx), NEWEST)).rows.map((row) => id(row.id, row.url)),
  delivery: async (ctx, of) =>
    of
      ? (await listDeliveries(await asDocsApp(ctx), of, NEWEST)).rows.map((row) =>
          id(row.id, `${row.event_type}, ${row.status}`),
        )
      : [],
};

/**
 * The reader's newest ten ids for a parameter. `of` is the webhook endpoint whose deliveries are listed. Throws
 * UNAUTHENTICATED, and for endpoints FORBIDDEN and INVALID_STATE.
 */
export async function listOwnIds(ctx: Context, kind: IdKind, of?: string): Promise<OwnIdsView> {
  requireCustomer(ctx);
  return { ids: await finders[kind](ctx, of) };
}
