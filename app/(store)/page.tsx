import { Button } from "@mantine/core";
import { z } from "zod";
import { ifInReach } from "@/app/if-in-reach";
import { queryParams } from "@/app/page-params";
import { Catalog } from "@/components/store/catalog";
import { Hero } from "@/components/store/hero";
import { HowItWorks } from "@/components/store/how-it-works";
import { Programs } from "@/components/store/programs";
import { Questions } from "@/components/store/questions";
import { WaysToPay } from "@/components/store/ways-to-pay";
import { ErrorState } from "@/components/ui/error-state";
import { listPrograms, listTiers, listWalletCurrencies } from "@/lib/catalog";
import { clientConfig } from "@/lib/client-config";
import { pageContext, signedIn } from "@/lib/http/page-context";
import { pageLog } from "@/lib/http/page-request";
import { toAppError } from "@/lib/http/respond";

const query = z.object({ market: z.string().optional() });

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Storefront({ searchParams }: Props) {
  const { market: wanted } = await queryParams(query, searchParams);
  const catalog = await loadCatalog();
  return (
    <>
      <Hero />
      {catalog ? (
        <>
          {catalog.programs?.length !== 0 && <WaysToPay />}
          <Catalog tiers={catalog.tiers} market={wanted} signedIn={catalog.signedIn} />
          <Programs
            programs={catalog.programs}
            walletCurrencies={catalog.walletCurrencies}
            signedIn={catalog.signedIn}
          />
        </>
      ) : (
        <CatalogAway />
      )}
      <HowItWorks />
      <Questions supportEmail={clientConfig().supportEmail} />
    </>
  );
}

/** The tiers, the programs and who is signed in; null while the database is away. */
async function loadCatalog() {
  try {
    const ctx = await pageContext();
    const [tiers, programs, walletCurrencies] = await Promise.all([
      listTiers(ctx.db),
      ifInReach(() => listPrograms(ctx.db)),
      ifInReach(() => listWalletCurrencies(ctx.db)),
    ]);
    return { tiers, programs, walletCurrencies, signedIn: signedIn(ctx) !== null };
  } catch (error) {
    if (toAppError(error, pageLog()).code === "UNAVAILABLE") return null;
    throw error;
  }
}

function CatalogAway() {
  return (
    <ErrorState
      title="We can't show the challenges right now"
      action={
        <Button component="a" href="/">
          Try again
        </Button>
      }
    >
      <p>Our database is out of reach. Accounts and payments you already have are not affected.</p>
    </ErrorState>
  );
}
