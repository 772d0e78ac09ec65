import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { decrypt, UnreadableSecret } from "@/lib/secrets";

/**
 * The secret of a customer's authenticator app. Throws TWO_FACTOR_UNAVAILABLE where no key of ours reads it:
 * the operators have to know, and the customer has recovery codes, which need no key.
 */
export function readSecret({ log }: Pick<Context, "log">, text: string, publicId: string): string {
  try {
    return decrypt(text, publicId);
  } catch (cause) {
    if (!(cause instanceof UnreadableSecret)) throw cause;
    log.error({ err: cause, user_id: publicId }, "second_factor.secret_unreadable");
    throw new AppError(
      "TWO_FACTOR_UNAVAILABLE",
      "We can't check codes of your authenticator app right now. Use a recovery code.",
      { cause },
    );
  }
}
