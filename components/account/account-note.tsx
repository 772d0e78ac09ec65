import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import header from "@/components/ui/detail-header.module.css";
import panel from "@/components/ui/panel.module.css";
import { TextLink } from "@/components/ui/text-link";
import { firmReasonMessage } from "@/lib/prop-accounts/firm-reason-messages";
import type { PropAccountView } from "@/lib/prop-accounts/schemas";

interface Props {
  account: Pick<PropAccountView, "status" | "status_reason" | "firm_reason">;
  supportEmail: string;
}

type Notes<K extends string> = Record<K, (support: ReactNode) => ReactNode>;

const notes: Notes<PropAccountView["status"]> = {
  active: () => null,
  provisioning: () => <>Usually ready within seconds. This page updates automatically.</>,
  provisioning_failed: (support) => (
    <>Automatic setup failed, so our team is finishing it. Questions? Email {support}.</>
  ),
  suspended: (support) => (
    <>Our team has paused trading on this account. Questions? Email {support}.</>
  ),
  closed: (support) => <>Closed by our team. Questions? Email {support}.</>,
};

const reasons: Notes<Exclude<PropAccountView["status_reason"], null | "by_firm">> = {
  dispute: (support) => (
    <>
      Trading is paused because the payment is disputed. If the dispute is resolved in our favor,
      the account reopens automatically. If you didn't mean to open a dispute, contact your bank,
      then email {support}.
    </>
  ),
  dispute_lost: (support) => (
    <>Closed: your bank reversed the payment after a dispute. Questions? Email {support}.</>
  ),
  refunded: () => <>Closed: the payment was fully refunded.</>,
};

/** Why an account can't be traded, and the address of support. Nothing for one that can. */
export function AccountNote({ account, supportEmail }: Props) {
  const { status, status_reason: reason, firm_reason: firmReason } = account;
  if (status === "active") return null;
  const support = <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink>;
  return (
    <p className={`${panel.notice} ${header.notice}`} data-reason={reason ?? status}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>{textOf({ status, reason, firmReason, support })}</span>
    </p>
  );
}

interface Reasons {
  status: PropAccountView["status"];
  reason: PropAccountView["status_reason"];
  firmReason: PropAccountView["firm_reason"];
  support: ReactNode;
}

function textOf({ status, reason, firmReason, support }: Reasons): ReactNode {
  if (firmReason !== null && firmReason !== "other") {
    return (
      <>
        {firmReasonMessage(firmReason, status === "closed" ? "closed" : "suspended")} Questions?
        Email {support}.
      </>
    );
  }
  return reason === null || reason === "by_firm"
    ? notes[status](support)
    : reasons[reason](support);
}
