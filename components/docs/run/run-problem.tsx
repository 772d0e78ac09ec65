import { usePathname } from "next/navigation";
import type { ApiError } from "@/lib/client/api";
import { withReturn } from "@/lib/client/return-path";
import { TextLink } from "../../ui/text-link";
import classes from "./run.module.css";

/** Why nothing was run. An error that the operation answered is an answer, not this. */
export function RunProblem({ problem }: { problem: ApiError | null }) {
  const here = usePathname();
  return (
    <div role="alert">
      {problem && (
        <p className={classes.problem}>
          {problem.status === 401 ? (
            <>
              You have been signed out.{" "}
              <TextLink href={withReturn("/sign-in", here)}>Sign in</TextLink> to run this.
            </>
          ) : (
            problem.message
          )}
          {problem.requestId && problem.status >= 500 && (
            <>
              {" "}
              Reference <code>{problem.requestId}</code>
            </>
          )}
        </p>
      )}
    </div>
  );
}
