import { Button } from "@mantine/core";
import type { Metadata } from "next";
import { connection } from "next/server";
import { z } from "zod";
import { queryParams } from "@/app/page-params";
import { publicPage, siteDescription } from "@/app/public-page";
import { Catalog } from "@/components/store/catalog";
import { Hero } from "@/components/store/hero";
import { HowItWorks } from "@/components/store/how-it-works";
import { Questions } from "@/components/store/questions";
import { readStore } from "@/components/store/read-store";
import type { StoreQuery } from "@/components/store/selection";
import { ErrorState } from "@/components/ui/error-state";
import { pageAddress, pageContext, signedInCustomer } from "@/lib/api/page-context";
import { currentStoreCatalog, readStoreCatalog } from "@/lib/catalog";
import { clientConfig } from "@/lib/core/client-config";
import { allowCaching } from "@/lib/http/page-cache";
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
  const catalog = await loadCatalog(await queryParams(query, searchParams));
  return (
    <>
      <Hero />
      {catalog ? <Catalog {...catalog} /> : <CatalogUnavailable />}
      <HowItWorks />
      <Questions supportEmail={clientConfig().supportEmail} />
    </>
  );
}

/**
 * What the page shows; null while the database is unavailable. A stranger's page has a catalog that is at most a second
 * old, and may be cached at the one address of what it shows.
 */
async function loadCatalog(selected: StoreQuery) {
  try {
    const ctx = await pageContext();
    const signedIn = signedInCustomer(ctx) !== null;
    const catalog = signedIn ? await readStoreCatalog(ctx.db) : await currentStoreCatalog();
    const { walletCurrencies, programs, version } = catalog;
    const store = readStore(catalog, selected);
    const isShared = !signedIn && version !== null && (await pageAddress()) === store.href;
    if (isShared) allowCaching(version);
    return { store, isIncomplete: programs === null, walletCurrencies, signedIn };
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
