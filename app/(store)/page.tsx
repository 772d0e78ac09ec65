import { Button } from "@mantine/core";
import type { Metadata } from "next";
import { connection } from "next/server";
import { z } from "zod";
import { ifAvailable } from "@/app/if-available";
import { queryParams } from "@/app/page-params";
import { publicPage, siteDescription } from "@/app/public-page";
import { Catalog } from "@/components/store/catalog";
import { Hero } from "@/components/store/hero";
import { HowItWorks } from "@/components/store/how-it-works";
import { Questions } from "@/components/store/questions";
import { ErrorState } from "@/components/ui/error-state";
import { pageContext, signedInCustomer } from "@/lib/api/page-context";
import { listPrograms, listTiers, listWalletCurrencies } from "@/lib/catalog";
import { clientConfig } from "@/lib/core/client-config";
import { pageLog } from "@/lib/http/page-request";
import { toAppError } from "@/lib/http/respond";

/** The same for each market and size: search engines list the storefront once. */
export async function generateMetadata(): Promise<Metadata> {
  await connection();
  return publicPage({ path: "/", description: siteDescription });
}

const query = z.object({
  model: z.string().optional(),
  size: z.string().optional(),
  market: z.string().optional(),
});

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Storefront({ searchParams }: Props) {
  const selected = await queryParams(query, searchParams);
  const catalog = await loadCatalog();
  return (
    <>
      <Hero />
      {catalog ? <Catalog {...catalog} query={selected} /> : <CatalogUnavailable />}
      <HowItWorks />
      <Questions supportEmail={clientConfig().supportEmail} />
    </>
  );
}

/** The tiers, the programs and whether a customer is signed in; null while the database is unavailable. */
async function loadCatalog() {
  try {
    const ctx = await pageContext();
    const [tiers, programs, walletCurrencies] = await Promise.all([
      listTiers(ctx.db),
      ifAvailable(() => listPrograms(ctx.db)),
      ifAvailable(() => listWalletCurrencies(ctx.db)),
    ]);
    return { tiers, programs, walletCurrencies, signedIn: signedInCustomer(ctx) !== null };
  } catch (error) {
    if (toAppError(error, pageLog()).code === "UNAVAILABLE") return null;
    throw error;
  }
}

function CatalogUnavailable() {
  return (
    <ErrorState
      title="We can't load the challenges right now"
      action={
        <Button component="a" href="/">
          Try again
        </Button>
      }
    >
      <p>We're having a problem on our side. Your accounts and payments aren't affected.</p>
    </ErrorState>
  );
}
