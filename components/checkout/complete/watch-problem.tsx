import { usePathname, useSearchParams } from "next/navigation";
import type { ApiError } from "@/components/client/api";
import { withReturn } from "@/components/client/return-path";
import { TextLink } from "@/components/ui/text-link";
import classes from "./completion.module.css";

/** Why the page may be out of date: offline, our server unreachable, or the session has ended. */
export function WatchProblem({ error }: { error: ApiError | null }) {
  const here = `${usePathname()}?${useSearchParams()}`;
  return (
    <div role="status">
      {error && (
        <p className={classes.problem}>
          {error.status === 401 ? (
            <>
              You've been signed out.{" "}
              <TextLink href={withReturn("/sign-in", here)}>Sign in</TextLink> to see the latest
              status. Your payment isn't affected.
            </>
          ) : (
            "We can't reach the server. We'll keep trying; nothing is lost."
          )}
        </p>
      )}
    </div>
  );
}
