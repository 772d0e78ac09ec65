import Link from "next/link";
import classes from "./card-form.module.css";

/** What paying agrees to. The version that is named here is recorded with the payment. */
export function Consent({ termsVersion }: { termsVersion: string }) {
  return (
    <p className={classes.consent}>
      By paying you agree to the{" "}
      <Link href="/terms" target="_blank">
        terms (version {termsVersion})
      </Link>
      .
    </p>
  );
}
