import { usePathname, useSearchParams } from "next/navigation";
import { TextLink } from "@/components/ui/text-link";
import type { ApiError } from "@/lib/client/api";
import { withReturn } from "@/lib/client/return-path";
import classes from "./completion.module.css";

/** Why what is shown may be old: offline, our server away, or signed out meanwhile. */
export function WatchProblem({ error }: { error: ApiError | null }) {
  const here = `${usePathname()}?${useSearchParams()}`;
  return (
    <div role="status">
      {error && (
        <p className={classes.problem}>
          {error.status === 401 ? (
            <>
              You have been signed out.{" "}
              <TextLink href={withReturn("/sign-in", here)}>Sign in</TextLink> to see how it goes
              on. Your payment isn't affected.
            </>
          ) : (
            "We can't reach the server right now. We keep trying, and nothing is lost meanwhile."
          )}
        </p>
      )}
    </div>
  );
}
