import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/text-link";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import classes from "./account-card.module.css";

interface Props {
  account: Pick<PropAccountView, "status" | "status_reason">;
  supportEmail: string;
}

type Notes<K extends string> = Record<K, (support: ReactNode) => ReactNode>;

const notes: Notes<PropAccountView["status"]> = {
  active: () => null,
  provisioning: () => <>Usually ready within seconds. This page updates itself.</>,
  provisioning_failed: (support) => (
    <>We couldn't create it automatically, so one of us takes over. Ask at {support}.</>
  ),
  suspended: (support) => <>It can't trade for now. Ask at {support}.</>,
  closed: (support) => <>It can't trade any more. Ask at {support} if you don't know why.</>,
};

const reasons: Notes<NonNullable<PropAccountView["status_reason"]>> = {
  dispute: (support) => (
    <>
      Its payment is disputed: it can't trade until the bank decides, and comes back by itself if
      that is for us. A mistake? Tell your bank, and write to {support}.
    </>
  ),
  dispute_lost: (support) => (
    <>Closed: its payment was disputed, and the bank took the money back. Ask at {support}.</>
  ),
  refunded: () => <>Closed: its payment was refunded in full.</>,
  by_firm: (support) => <>We did this. Ask at {support} if you don't know why.</>,
};

/** What an account that can't be traded with waits for, or why it is closed, and whom to ask. */
export function AccountNote({ account: { status, status_reason: reason }, supportEmail }: Props) {
  if (status === "active") return null;
  const support = <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>;
  const note = reason === null ? notes[status] : reasons[reason];
  return <p className={classes.note}>{note(support)}</p>;
}
