import { usePathname } from "next/navigation";
import type { ApiError } from "@/components/client/api";
import { withReturn } from "@/components/client/return-path";
import { TextLink } from "../../ui/text-link";
import classes from "./run.module.css";

/** Why the call wasn't made. Error responses of the operation itself are shown as responses. */
export function RunProblem({ problem }: { problem: ApiError | null }) {
  const path = usePathname();
  return (
    <div role="alert">
      {problem && (
        <p className={classes.problem}>
          {problem.status === 401 ? (
            <>
              You've been signed out.{" "}
              <TextLink href={withReturn("/sign-in", path)}>Sign in</TextLink> to try this request.
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
