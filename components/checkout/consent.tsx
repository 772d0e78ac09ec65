import Link from "next/link";
import classes from "./card-form.module.css";

interface Props {
  termsVersion: string;
  /** The act that agrees: `starting` where there is nothing to pay. */
  by?: "paying" | "starting";
}

/** The terms that the customer agrees to. The version shown here is recorded with the payment. */
export function Consent({ termsVersion, by = "paying" }: Props) {
  return (
    <p className={classes.consent}>
      By {by}, you agree to the{" "}
      <Link href="/terms" target="_blank" title={`Version ${termsVersion}`}>
        terms of purchase
      </Link>
      .
    </p>
  );
}
