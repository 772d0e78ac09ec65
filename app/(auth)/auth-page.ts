import { redirect } from "next/navigation";
import { z } from "zod";
import { queryParams } from "@/app/page-params";
import { findTier } from "@/lib/catalog";
import { tierParams } from "@/lib/catalog/schemas";
import { returnPath } from "@/lib/client/return-path";
import { parseOrNull } from "@/lib/http/body";
import { pageContext, signedIn } from "@/lib/http/page-context";
import { pageLog } from "@/lib/http/page-request";
import { toAppError } from "@/lib/http/respond";
import { formatMoney, formatSize } from "@/lib/money";

/** The query of both pages, as next-auth names it. */
export interface AuthPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

// An address that leads nowhere is no reason to keep anybody from signing in.
const query = z.object({ callbackUrl: z.string().optional().catch(undefined) });

/** Where to go after signing in and what waits there. Whoever is signed in goes there at once. */
export async function authPage({ searchParams }: AuthPageProps) {
  const callbackUrl = returnPath((await queryParams(query, searchParams)).callbackUrl);
  const known = await look(callbackUrl);
  if (known.signedIn) redirect(callbackUrl);
  return { callbackUrl, note: known.note };
}

/** The page stands without what it would say of the purchase while the database is away. */
async function look(callbackUrl: string): Promise<{ signedIn: boolean; note: string | null }> {
  try {
    const ctx = await pageContext();
    if (signedIn(ctx)) return { signedIn: true, note: null };
    const { pathname, searchParams } = new URL(callbackUrl, "http://here.invalid");
    const bought = /^\/checkout\/([^/]+)$/.exec(pathname)?.[1];
    const id = bought ? decodeURIComponent(bought) : searchParams.get("claim");
    const wanted = parseOrNull(tierParams, { id });
    const tier = wanted && (await findTier(ctx.db, wanted.id));
    if (!tier) return { signedIn: false, note: null };
    const market = searchParams.get("market");
    const parts = [
      `${tier.name} ${bought ? "challenge" : "account"}, ${formatSize(tier.account_size)}`,
      tier.markets.some((sold) => sold.market === market) && market,
      bought ? formatMoney(tier.price_cents, tier.currency) : "free",
    ];
    const verb = bought ? "You were buying" : "You were opening";
    return { signedIn: false, note: `${verb}: ${parts.filter(Boolean).join(", ")}.` };
  } catch (error) {
    if (error instanceof URIError) return { signedIn: false, note: null };
    if (toAppError(error, pageLog()).code === "UNAVAILABLE") return { signedIn: false, note: null };
    throw error;
  }
}
