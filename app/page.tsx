import { listTiers } from "@/lib/catalog";
import { pageContext } from "@/lib/http/page-context";

export default async function Storefront() {
  const ctx = await pageContext();
  const tiers = await listTiers(ctx.db);
  return <pre>{JSON.stringify(tiers, null, 2)}</pre>;
}
