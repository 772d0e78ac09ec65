import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { decrypt, UnreadableSecret } from "@/lib/core/secrets";

/**
 * Decrypts the secret of a customer's authenticator app. Throws TWO_FACTOR_UNAVAILABLE if no key of ours can, and
 * logs it for the operators. The customer can use a recovery code, which needs no key.
 */
export function readSecret({ log }: Pick<Context, "log">, text: string, publicId: string): string {
  try {
    return decrypt(text, publicId);
  } catch (cause) {
    if (!(cause instanceof UnreadableSecret)) throw cause;
    log.error({ err: cause, user_id: publicId }, "second_factor.secret_unreadable");
    throw new AppError(
      "TWO_FACTOR_UNAVAILABLE",
      "We can't check authenticator app codes right now. Use a recovery code.",
      { cause },
    );
  }
}
