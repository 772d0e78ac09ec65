import { usePathname } from "next/navigation";
import type { ApiError } from "@/components/client/api";
import { withReturn } from "@/components/client/return-path";
import classes from "./list.module.css";
import { TextLink } from "./text-link";

/** Says that the page may be out of date: signed out, or the server is unreachable. */
export function RefreshProblem({ error }: { error: ApiError | null }) {
  const here = usePathname();
  return (
    <div role="status">
      {error && (
        <p className={classes.problem}>
          {error.status === 401 ? (
            <>
              You've been signed out.{" "}
              <TextLink href={withReturn("/sign-in", here)}>Sign in</TextLink> to see the latest.
            </>
          ) : (
            "We can't reach the server. This page may be out of date."
          )}
        </p>
      )}
    </div>
  );
}
