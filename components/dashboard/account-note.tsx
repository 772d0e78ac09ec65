import { TextLink } from "@/components/ui/text-link";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";
import classes from "./account-card.module.css";

interface Props {
  status: PropAccountView["status"];
  supportEmail: string;
}

/** What an account that can't be traded with waits for, and whom to ask. */
export function AccountNote({ status, supportEmail }: Props) {
  if (status === "active") return null;
  const support = <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>;
  const notes = {
    provisioning: <>Usually ready within seconds. This page updates itself.</>,
    provisioning_failed: (
      <>We couldn't create it automatically, so one of us takes over. Ask at {support}.</>
    ),
    suspended: (
      <>It can't trade for now: its payment is disputed or under review. Ask at {support}.</>
    ),
    closed: <>It can't trade any more. Ask at {support} if you don't know why.</>,
  };
  return <p className={classes.note}>{notes[status]}</p>;
}
