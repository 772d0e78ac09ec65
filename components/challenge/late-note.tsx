import classes from "@/components/dashboard/account-card.module.css";
import { TextLink } from "@/components/ui/text-link";
import type { PurchaseView } from "@/lib/challenges/schemas";

interface Props {
  purchase: PurchaseView;
  supportEmail: string;
}

/** Who waits longer than usual is told so, and what to quote to whom. */
export function LateNote({ purchase, supportEmail }: Props) {
  return (
    <p className={classes.note}>
      It takes longer than usual. If you want to ask, write to{" "}
      <TextLink href={`mailto:${supportEmail}`}>{supportEmail}</TextLink> and quote purchase{" "}
      <code>{purchase.id}</code>.
    </p>
  );
}
