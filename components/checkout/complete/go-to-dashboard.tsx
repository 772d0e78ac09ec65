import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { newAccountPath } from "../addresses";
import classes from "./completion.module.css";

// Long enough to read that the account is ready.
const PAUSE_MS = 1500;

interface Props {
  accountId: string;
  /** Goes there without being asked, after a moment. */
  byItself: boolean;
}

/** The way on, to the account on the dashboard. */
export function GoToDashboard({ accountId, byItself }: Props) {
  const router = useRouter();
  const path = newAccountPath(accountId);
  useEffect(() => {
    if (!byItself) return;
    // Replaced, so that Back doesn't lead here and forward again.
    const timer = setTimeout(() => router.replace(path), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [byItself, path, router]);
  return (
    <div className={classes.action}>
      <ButtonLink href={path} size="md" fullWidth>
        See the account on your dashboard
      </ButtonLink>
    </div>
  );
}
