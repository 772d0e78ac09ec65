import { IconAlertTriangle } from "@tabler/icons-react";
import {
  type GroupView,
  isForWallets,
  type ProgramRecord,
  type TierRecord,
} from "@/lib/catalog/schemas";
import { marketName } from "@/lib/core/format";
import { formatMoney, formatSize } from "@/lib/core/money";
import { StatusBadge } from "../../ui/status-badge";
import table from "../../ui/table.module.css";
import { TextLink } from "../../ui/text-link";
import classes from "./catalog.module.css";
import { CatalogSection } from "./catalog-section";
import { NameWarning } from "./name-warning";
import { editPath } from "./paths";
import { WalletWarning } from "./wallet-warning";

interface Props {
  tiers: TierRecord[];
  programs: ProgramRecord[];
  /** Null where groups are managed at the trading server. */
  groups: GroupView[] | null;
  /** The currencies that wallets can be opened in; null where they aren't known. */
  walletCurrencies: string[] | null;
}

/** All tiers, programs and account groups, also archived ones. */
export function CatalogOverview({ tiers, programs, groups, walletCurrencies }: Props) {
  return (
    <>
      <CatalogSection
        id="programs"
        title="Programs"
        note="What is sold: phases with their rules. Changes don't affect existing purchases."
        add={{ href: editPath("programs"), label: "New program" }}
        columns={[
          { label: "Program" },
          { label: "Sold" },
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
            <td data-label="Sold">
              <Sold program={program} tiers={tiers} />
            </td>
            <td data-label="Phases">{program.steps.map(({ name }) => name).join(", ")}</td>
            <td data-label="Price" className={table.number}>
              {isForWallets(program) ? priceOf(program.price_cents, program.price_currency) : "–"}
            </td>
          </tr>
        ))}
      </CatalogSection>
      <CatalogSection
        id="tiers"
        title="Card offers (tiers)"
        note="Programs that are sold by card, each for an account of a size. Changes don't affect existing purchases."
        add={{ href: editPath("tiers"), label: "New tier" }}
        columns={[
          { label: "Tier" },
          { label: "Status" },
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
              <NameWarning tier={tier} programs={programs} />
            </th>
            <td data-label="Status">
              <SaleStatusBadge saleStatus={tier.archived ? "archived" : "active"} />
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
      {groups === null ? (
        <section className={classes.section} aria-labelledby="groups">
          <h2 id="groups">Account groups</h2>
          <p className={classes.note}>Account groups are managed on the trading server.</p>
        </section>
      ) : (
        <CatalogSection
          id="groups"
          title="Account groups"
          note="Settings used when opening phase accounts and wallets."
          add={{ href: editPath("groups"), label: "New group" }}
          columns={[
            { label: "Group" },
            { label: "Status" },
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
              <td data-label="Status">
                {group.archived ? (
                  <SaleStatusBadge saleStatus="archived" />
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

interface SoldProps {
  program: ProgramRecord;
  tiers: TierRecord[];
}

/** How a program is sold: from wallets, by card, both, or not. */
function Sold({ program, tiers }: SoldProps) {
  const offers = tiers.filter(
    ({ program_id, archived }) => program_id === program.id && !archived,
  ).length;
  const ways = [
    program.status === "active" && "from wallets",
    offers > 0 && (offers === 1 ? "by card" : `by card in ${offers} sizes`),
  ].filter(Boolean);
  if (ways.length === 0) return <SaleStatusBadge saleStatus={program.status} />;
  const label = ways.join(" and ");
  return (
    <StatusBadge status="active" label={label.replace(/^./, (first) => first.toUpperCase())} />
  );
}

const priceOf = (cents: number, currency: string) =>
  cents === 0 ? "Free" : formatMoney(cents, currency);

const badges = {
  active: { status: "active", label: "For sale" },
  disabled: { status: "disabled", label: "Not for sale" },
  archived: { status: "closed", label: "Archived" },
};

/** The sale status of a tier or program as a badge. */
export const SaleStatusBadge = ({ saleStatus }: { saleStatus: keyof typeof badges }) => (
  <StatusBadge {...badges[saleStatus]} />
);

interface FreeLimitWarningProps {
  program: Pick<ProgramRecord, "price_cents" | "free_limit" | "status">;
}

/** Warns that a customer may start a free program on sale any number of times. Programs from before `free_limit` have none. */
function FreeLimitWarning({ program }: FreeLimitWarningProps) {
  const { price_cents, free_limit, status } = program;
  if (price_cents > 0 || free_limit !== null || status !== "active") return null;
  return (
    <span className={classes.warning}>
      <IconAlertTriangle size={14} aria-hidden />
      <span>
        No limit: a customer can get it for free again each time the last one ends. Set a limit to
        prevent this.
      </span>
    </span>
  );
}
