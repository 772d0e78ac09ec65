import { ShortId } from "@/components/ui/short-id";
import { TextLink } from "@/components/ui/text-link";
import classes from "./completion.module.css";

/** The payment's id and the support address to quote it to. */
export function CompletionFooter(props: { paymentId: string; supportEmail: string }) {
  const { paymentId, supportEmail } = props;
  const mail = `mailto:${supportEmail}?${new URLSearchParams({ subject: `Payment ${paymentId}` }).toString().replaceAll("+", "%20")}`;
  return (
    <footer className={classes.footer}>
      <span className={classes.quote}>
        Payment ID <ShortId id={paymentId} label="payment ID" />
      </span>
      <span>
        Questions? <TextLink href={mail}>{supportEmail}</TextLink>
      </span>
    </footer>
  );
}
