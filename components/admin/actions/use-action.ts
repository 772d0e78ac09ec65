import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ApiError, api } from "@/components/client/api";
import type { ActionName, ActionView } from "@/lib/actions/schemas";
import { PENDING_MESSAGE } from "./action-labels";
import { checkMessage, checkProblems } from "./check-messages";

// An action enqueues jobs, and the page shows their results: usually soon, later when the machine is busy.
const REFRESH_MS = [1_500, 4_000, 10_000, 30_000];
const retriedByJobs = ["payment.refund", "wallet.credit", "wallet.debit"];

let timers: ReturnType<typeof setTimeout>[] = [];

/** Refreshes the page now and a few times more, while it is open. */
export function refreshRepeatedly(refresh: () => void) {
  refresh();
  for (const timer of timers) clearTimeout(timer);
  const { pathname } = window.location;
  timers = REFRESH_MS.map((ms) =>
    setTimeout(() => window.location.pathname === pathname && refresh(), ms),
  );
}

/** Sends an action, shows its result in a notification and refreshes the page. */
export function useAction(
  action: ActionName,
  { done, doneMessage }: { done: (view: ActionView) => void; doneMessage: () => string },
) {
  const router = useRouter();
  return useMutation<ActionView, ApiError, Record<string, unknown>>({
    mutationFn: (input) => api<ActionView>("POST", "/api/admin/actions", { action, ...input }),
    networkMode: "always",
    onSuccess: (view) => {
      const isPending = view.status === "pending" && retriedByJobs.includes(action);
      const { payment_check: check } = view;
      const message = isPending ? PENDING_MESSAGE : check ? checkMessage(check) : doneMessage();
      notifications.show({
        message,
        color: isPending || (check && checkProblems[check.result]) ? "yellow" : "teal",
        closeButtonProps: { "aria-label": "Dismiss" },
      });
      done(view);
      refreshRepeatedly(() => router.refresh());
    },
  });
}
