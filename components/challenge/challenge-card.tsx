import { useMutation } from "@tanstack/react-query";
import { FormError } from "@/components/auth/form-error";
import { type ApiError, api } from "@/components/client/api";
import card from "@/components/dashboard/account-card.module.css";
import { FactList } from "@/components/ui/fact-list";
import { ShortId } from "@/components/ui/short-id";
import { StatusBadge } from "@/components/ui/status-badge";
import { TemporaryPassword } from "@/components/ui/temporary-password";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { PurchaseView } from "@/lib/challenges/schemas";
import { fromUnixSeconds } from "@/lib/core/format";
import { formatUnits } from "@/lib/core/money";
import type { BuyView } from "@/lib/purchases/schemas";
import type { TradingAccountView } from "@/lib/trading/schemas";
import classes from "./challenge.module.css";
import { describePurchase, isLate } from "./describe-purchase";
import type { Entry } from "./entries";
import { EntryButton } from "./entry-button";
import { badgeStatus } from "./hold-messages";
import { HoldNotice } from "./hold-notice";
import { useNow } from "./use-now";

interface Props {
  entry: Entry;
  /** Missing where it was opened after the page was loaded, or while the trading server is unreachable. */
  account: TradingAccountView | undefined;
  supportEmail: string;
  /** Called after the purchase may have changed. */
  onChanged: () => unknown;
}

/** One purchase: its challenge, or why there is none and what happens next. */
export function ChallengeCard({ entry, account, supportEmail, onChanged }: Props) {
  const { purchase, challenge } = entry;
  const now = useNow();
  const late = now !== null && isLate(purchase, now);
  const { status, label, note } = describePurchase(purchase, late);
  return (
    <li
      className={card.card}
      data-purchase={purchase.id}
      data-status={challenge?.status_name ?? purchase.status_name}
    >
      <div className={card.head}>
        <h2 className={card.size}>{purchase.program_name}</h2>
        <span className={card.status}>
          {challenge ? (
            <StatusBadge status={badgeStatus(challenge)} />
          ) : (
            <StatusBadge status={status} label={label} />
          )}
        </span>
      </div>
      {challenge && <HoldNotice challenge={challenge} purchase={purchase} />}
      {!challenge && note && <p className={card.note}>{note}</p>}
      {late && (
        <p className={card.note}>
          This is taking longer than usual. Questions? Email{" "}
          <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink> with purchase number{" "}
          <code>{purchase.id}</code>.
        </p>
      )}
      <div className={card.facts}>
        <FactList
          facts={{
            Balance: challenge && account && formatUnits(account.balance, account.currency),
            Login: challenge && <ShortId id={String(challenge.account_login)} label="login" />,
            Phase: challenge?.current_phase_index,
            Fee: purchase.amount > 0 ? formatUnits(purchase.amount, purchase.currency) : "Free",
            [challenge ? "Bought" : "Ordered"]: (
              <TimeAgo at={fromUnixSeconds(purchase.created_time)} />
            ),
          }}
        />
      </div>
      <EntryAction entry={entry} onChanged={onChanged} />
    </li>
  );
}

/** The button of a purchase, and the result of pressing it. */
function EntryAction({ entry, onChanged }: Pick<Props, "entry" | "onChanged">) {
  const { id } = entry.purchase;
  const { mutate, data, error, isPending } = useMutation<
    Credentials | null,
    ApiError,
    "retry" | "cancel"
  >({
    mutationFn: (verb) => (verb === "retry" ? retry(id) : cancel(id)),
    networkMode: "always",
    onSettled: () => onChanged(),
  });
  return (
    <div className={classes.action}>
      <FormError>{error?.message}</FormError>
      {data && <TemporaryPassword {...data} />}
      <EntryButton entry={entry} onPress={mutate} busy={isPending} />
    </div>
  );
}

/** Of an account that was just opened. The password is shown once. */
interface Credentials {
  login: number;
  password: string;
}

/** Tries a failed purchase again. The credentials of the account, if it is open now. */
async function retry(id: number): Promise<Credentials | null> {
  const response = await api<BuyView>("POST", `/prop/purchases/${id}/retry`);
  const { account, temporary_password: password } = response;
  return account && password ? { login: account.login, password } : null;
}

/** Cancels a purchase whose fee wasn't taken. */
async function cancel(id: number): Promise<null> {
  await api<PurchaseView>("POST", `/prop/purchases/${id}/cancel`);
  return null;
}
