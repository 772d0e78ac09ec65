import { redirect } from "next/navigation";
import { z } from "zod";
import { queryParams } from "@/app/page-params";
import { tierOfCheckout } from "@/components/checkout/paths";
import { returnPath } from "@/components/client/return-path";
import { isBuyPath } from "@/components/store/program";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";
import { findProgram, findTier, productName } from "@/lib/catalog";
import { tierParams } from "@/lib/catalog/schemas";
import type { Context } from "@/lib/core/context";
import { formatMoney, formatUnits } from "@/lib/core/money";
import { parseOrNull } from "@/lib/http/body";
import { pageLog } from "@/lib/http/page-request";
import { toAppError } from "@/lib/http/respond";
import { positiveIntParam } from "@/lib/trading/schemas";

/** The query of the sign-in and sign-up pages, with next-auth's names. */
export interface AuthPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

// An invalid path to return to must not prevent signing in.
const query = z.object({ callbackUrl: z.string().optional().catch(undefined) });

/** The path to open after signing in, and a note about it. Redirects there if already signed in. */
export async function authPage({ searchParams }: AuthPageProps) {
  const callbackUrl = returnPath((await queryParams(query, searchParams)).callbackUrl);
  const state = await readState(callbackUrl);
  if (state.signedIn) redirect(callbackUrl);
  return { callbackUrl, note: state.note };
}

/** While the database is unavailable, the page is shown without the note about the purchase. */
async function readState(callbackUrl: string): Promise<{ signedIn: boolean; note: string | null }> {
  try {
    const ctx = await pageContext();
    if (signedInCustomer(ctx)) return { signedIn: true, note: null };
    const { pathname, searchParams } = new URL(callbackUrl, "http://here.invalid");
    const note = isBuyPath(pathname)
      ? await programNote(ctx, pathname)
      : await tierNote(ctx, pathname, searchParams);
    return { signedIn: false, note };
  } catch (error) {
    if (error instanceof URIError) return { signedIn: false, note: null };
    if (toAppError(error, pageLog()).code === "UNAVAILABLE") return { signedIn: false, note: null };
    throw error;
  }
}

/** What a card buys, or the free account that is claimed. */
async function tierNote({ db }: Context, pathname: string, query: URLSearchParams) {
  const tierToBuy = tierOfCheckout(pathname);
  const id = tierToBuy ? decodeURIComponent(tierToBuy) : query.get("claim");
  const params = parseOrNull(tierParams, { id });
  const tier = params && (await findTier(db, params.id));
  if (!tier) return null;
  const sold = tier.markets.find(({ market }) => market === query.get("market"));
  const { name, phases } = tier;
  const item = productName({ name, phases, ...(sold && { market: sold.market }) });
  return tierToBuy
    ? `Your order: ${item}, ${formatMoney(tier.price_cents, tier.currency)}.`
    : `You're opening: ${item}, free.`;
}

/** What a wallet buys, or the trial that is started. */
async function programNote({ db }: Context, pathname: string) {
  const id = parseOrNull(positiveIntParam, pathname.split("/")[2]);
  const program = id && (await findProgram(db, id));
  if (!program) return null;
  const { display_name, price, price_currency } = program;
  const intro = price > 0 ? "Your order" : "You're starting";
  const fee = price > 0 ? formatUnits(price, price_currency) : "free";
  return `${intro}: ${display_name}, ${fee}.`;
}
