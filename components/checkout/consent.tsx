import Link from "next/link";
import classes from "./card-form.module.css";

interface Props {
  termsVersion: string;
  /** What agrees: `starting` where there is nothing to pay. */
  by?: "paying" | "starting";
}

/** What paying agrees to. The version that is named here is recorded with the payment. */
export function Consent({ termsVersion, by = "paying" }: Props) {
  return (
    <p className={classes.consent}>
      By {by} you agree to the{" "}
      <Link href="/terms" target="_blank">
        terms (version {termsVersion})
      </Link>
      .
    </p>
  );
}
