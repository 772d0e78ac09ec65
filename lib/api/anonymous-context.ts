import { deviceHashOf } from "@/lib/auth";
import type { Context } from "@/lib/core/context";
import { database } from "@/lib/core/database";
import { newId } from "@/lib/core/ids";
import { type Logger, log } from "@/lib/core/log";
import { clientAddress } from "@/lib/http/client-address";

/** The context of a request before its caller is authenticated. */
export function anonymousContext(headers: Headers, requestId: string = newId("req")): Context {
  let logger: Logger | undefined;
  return {
    requestId,
    db: database(),
    // Created on first use: most requests log nothing but their request line.
    get log() {
      logger ??= log().child({ request_id: requestId });
      return logger;
    },
    set log(next) {
      logger = next;
    },
    actor: { kind: "anonymous" },
    app: null,
    ip: clientAddress(headers),
    userAgent: (headers.get("user-agent") ?? "").slice(0, 512),
    device: deviceHashOf(headers),
  };
}
