import type { GroupView, ProgramRecord, TierRecord } from "@/lib/catalog/schemas";
import { formatMoney, formatSize } from "@/lib/money";
import { marketName } from "../../store/market";
import { StatusBadge } from "../../ui/status-badge";
import table from "../../ui/table.module.css";
import { TextLink } from "../../ui/text-link";
import { editPath } from "./addresses";
import classes from "./catalog.module.css";
import { CatalogSection } from "./catalog-section";
import { FreeLimitWarning } from "./free-limit-warning";
import { WalletWarning } from "./wallet-warning";

interface Props {
  tiers: TierRecord[];
  programs: ProgramRecord[];
  /** Null where the trading server manages its own. */
  groups: GroupView[] | null;
  /** The currencies that wallets can be opened in; null where that isn't known. */
  walletCurrencies: string[] | null;
}

/** All that the firm sells, and what it no longer sells. */
export function CatalogOverview({ tiers, programs, groups, walletCurrencies }: Props) {
  return (
    <>
      <CatalogSection
        id="tiers"
        title="Tiers"
        note="Bought by card. What was bought keeps its name and rules."
        add={{ href: editPath("tiers"), label: "New tier" }}
        columns={[
          { label: "Tier" },
          { label: "Standing" },
          { label: "Markets" },
          { label: "Size", isNumber: true },
          { label: "Price", isNumber: true },
        ]}
      >
        {tiers.map((tier) => (
          <tr key={tier.id} className={classes.row}>
            <th scope="row">
              <TextLink href={editPath("tiers", tier.id)}>{tier.name}</TextLink>
              <span className={classes.id}>{tier.id}</span>
            </th>
            <td data-label="Standing">
              <StandingBadge standing={tier.archived ? "archived" : "active"} />
            </td>
            <td data-label="Markets">
              {tier.markets.map(({ market }) => marketName(market)).join(", ")}
            </td>
            <td data-label="Size" className={table.number}>
              {formatSize(tier.account_size, tier.currency)}
            </td>
            <td data-label="Price" className={table.number}>
              {priceOf(tier.price_cents, tier.currency)}
            </td>
          </tr>
        ))}
      </CatalogSection>
      <CatalogSection
        id="programs"
        title="Programs"
        note="Bought from a wallet, in phases. What was bought keeps its rules."
        add={{ href: editPath("programs"), label: "New program" }}
        columns={[
          { label: "Program" },
          { label: "Standing" },
          { label: "Phases" },
          { label: "Price", isNumber: true },
        ]}
      >
        {programs.map((program) => (
          <tr key={program.id} className={classes.row}>
            <th scope="row">
              <TextLink href={editPath("programs", program.id)}>{program.display_name}</TextLink>
              <span className={classes.id}>{program.name}</span>
              {program.status === "active" && (
                <WalletWarning
                  currency={program.price_currency}
                  walletCurrencies={walletCurrencies}
                />
              )}
              <FreeLimitWarning program={program} />
            </th>
            <td data-label="Standing">
              <StandingBadge standing={program.status} />
            </td>
            <td data-label="Phases">{program.steps.map(({ name }) => name).join(", ")}</td>
            <td data-label="Price" className={table.number}>
              {priceOf(program.price_cents, program.price_currency)}
            </td>
          </tr>
        ))}
      </CatalogSection>
      {groups === null ? (
        <section className={classes.section} aria-labelledby="groups">
          <h2 id="groups">Account groups</h2>
          <p className={classes.note}>
            The groups of this trading server are managed at the server itself.
          </p>
        </section>
      ) : (
        <CatalogSection
          id="groups"
          title="Account groups"
          note="What the accounts of phases and wallets are opened with."
          add={{ href: editPath("groups"), label: "New group" }}
          columns={[
            { label: "Group" },
            { label: "Standing" },
            { label: "Mode" },
            { label: "Leverage", isNumber: true },
            { label: "Initial balance", isNumber: true },
          ]}
        >
          {groups.map((group) => (
            <tr key={group.name} className={classes.row}>
              <th scope="row">
                <TextLink href={editPath("groups", group.name)}>{group.name}</TextLink>
                <span className={classes.id}>{group.brand}</span>
              </th>
              <td data-label="Standing">
                {group.archived ? (
                  <StandingBadge standing="archived" />
                ) : (
                  <StatusBadge status="active" label="Open" />
                )}
              </td>
              <td data-label="Mode">{group.account_mode === 1 ? "REAL" : "DEMO"}</td>
              <td data-label="Leverage" className={table.number}>
                1:{group.leverage}
              </td>
              <td data-label="Initial balance" className={table.number}>
                {formatMoney(group.default_deposit_cents, group.currency)}
              </td>
            </tr>
          ))}
        </CatalogSection>
      )}
    </>
  );
}

const priceOf = (cents: number, currency: string) =>
  cents === 0 ? "Free" : formatMoney(cents, currency);

const badges = {
  active: { status: "active", label: "On sale" },
  disabled: { status: "disabled", label: "Off sale" },
  archived: { status: "closed", label: "Archived" },
};

/** Whether it is sold, in words. */
export const StandingBadge = ({ standing }: { standing: keyof typeof badges }) => (
  <StatusBadge {...badges[standing]} />
);
