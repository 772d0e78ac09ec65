import Link from "next/link";
import { legalPath } from "@/lib/core/legal-pages";
import classes from "./card-form.module.css";

interface Props {
  termsVersion: number;
  /** The act that agrees: `starting` where there is nothing to pay. */
  by?: "paying" | "starting";
}

/** The terms that the customer agrees to, and what to read besides. The version shown here is sent with the purchase and recorded. */
export function Consent({ termsVersion, by = "paying" }: Props) {
  return (
    <p className={classes.consent}>
      By {by}, you agree to the{" "}
      <Link href={legalPath("terms", termsVersion)} target="_blank">
        terms of purchase (version {termsVersion})
      </Link>
      . Please read the{" "}
      <Link href={legalPath("refunds")} target="_blank">
        refund policy
      </Link>{" "}
      and the{" "}
      <Link href={legalPath("risk")} target="_blank">
        risk disclosure
      </Link>{" "}
      first.
    </p>
  );
}
