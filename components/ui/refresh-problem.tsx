import { usePathname } from "next/navigation";
import type { ApiError } from "@/lib/client/api";
import { withReturn } from "@/lib/client/return-path";
import classes from "./list.module.css";
import { TextLink } from "./text-link";

/** What is shown may be old: signed out meanwhile, or the server is out of reach. */
export function RefreshProblem({ error }: { error: ApiError | null }) {
  const here = usePathname();
  return (
    <div role="status">
      {error && (
        <p className={classes.problem}>
          {error.status === 401 ? (
            <>
              You have been signed out.{" "}
              <TextLink href={withReturn("/sign-in", here)}>Sign in</TextLink> to see what is new.
            </>
          ) : (
            "We can't reach the server right now. What you see may be a little old."
          )}
        </p>
      )}
    </div>
  );
}
