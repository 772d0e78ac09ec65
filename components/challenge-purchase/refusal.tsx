import { IconAlertCircle } from "@tabler/icons-react";
import { usePathname } from "next/navigation";
import card from "@/components/checkout/card-form.module.css";
import { ShortId } from "@/components/ui/short-id";
import { TextLink } from "@/components/ui/text-link";
import type { ApiError } from "@/lib/client/api";
import { withReturn } from "@/lib/client/return-path";
import classes from "./buy-form.module.css";
import { isKnownRefusal, refusalWords } from "./words";

/** Why the last press of the button bought nothing. */
export function Refusal({ error, free }: { error: ApiError; free: boolean }) {
  const here = usePathname();
  const signedOut = error.status === 401;
  return (
    <div role="alert" className={`${card.problem} ${classes.refusal}`}>
      <IconAlertCircle size={18} aria-hidden />
      <div>
        <p className={card.what}>{refusalWords(error.code, error.message)}</p>
        {signedOut ? (
          <p>
            <TextLink href={withReturn("/sign-in", here)}>Sign in</TextLink>, and you come back
            here. What you pressed before is looked up first.
          </p>
        ) : (
          <p>{free ? "Nothing was opened." : "Nothing was bought and nothing was charged."}</p>
        )}
        {error.requestId && !isKnownRefusal(error.code) && (
          <p>
            Reference <ShortId id={error.requestId} label="reference" />
          </p>
        )}
      </div>
    </div>
  );
}
