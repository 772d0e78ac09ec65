import { IconAlertCircle } from "@tabler/icons-react";
import { usePathname } from "next/navigation";
import card from "@/components/checkout/card-form.module.css";
import type { ApiError } from "@/components/client/api";
import { withReturn } from "@/components/client/return-path";
import { ShortId } from "@/components/ui/short-id";
import { TextLink } from "@/components/ui/text-link";
import classes from "./buy-form.module.css";
import { hasMessage, rejectionMessage } from "./messages";

/** Why the last press of the button bought nothing. */
export function Rejection({ error, free }: { error: ApiError; free: boolean }) {
  const path = usePathname();
  const signedOut = error.status === 401;
  return (
    <div role="alert" className={`${card.problem} ${classes.rejection}`}>
      <IconAlertCircle size={18} aria-hidden />
      <div>
        <p className={card.what}>{rejectionMessage(error.code, error.message)}</p>
        {signedOut ? (
          <p>
            <TextLink href={withReturn("/sign-in", path)}>Sign in</TextLink> to come back here.
            We'll check your last attempt first.
          </p>
        ) : (
          <p>{free ? "The trial wasn't started." : "You haven't been charged."}</p>
        )}
        {error.requestId && !hasMessage(error.code) && (
          <p>
            Reference <ShortId id={error.requestId} label="reference" />
          </p>
        )}
      </div>
    </div>
  );
}
