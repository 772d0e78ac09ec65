import { TIMEOUT_MS } from "./post";
import { DISABLE_AFTER_DAYS } from "./record-attempt";
import { RETRY_SECONDS } from "./retry-schedule";
import type { DeliveryRules } from "./schemas";
import { ROTATION_HOURS } from "./sign";

/** The same numbers that the code goes by, for whoever writes about them. */
export const deliveryRules: DeliveryRules = {
  retrySeconds: RETRY_SECONDS,
  timeoutSeconds: TIMEOUT_MS / 1000,
  disableAfterDays: DISABLE_AFTER_DAYS,
  rotationHours: ROTATION_HOURS,
};
