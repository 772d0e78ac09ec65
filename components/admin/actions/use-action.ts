import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ActionName, ActionView } from "@/lib/actions/schemas";
import { type ApiError, api } from "@/lib/client/api";
import { checkMessage, checkProblems } from "./check-messages";
import { actionWords, notKnownYet } from "./words";

// Jobs take up what an action enqueued: soon, or when the machine is busy later, the page has something new to show.
const LOOK_AGAIN_MS = [1_500, 4_000, 10_000, 30_000];
const goOnByThemselves = ["payment.refund", "wallet.credit", "wallet.debit"];

let looks: ReturnType<typeof setTimeout>[] = [];

/** Reads the page again now and a few times more, for as long as it is the one that is open. */
export function refreshAgain(refresh: () => void) {
  refresh();
  for (const look of looks) clearTimeout(look);
  const { pathname } = window.location;
  looks = LOOK_AGAIN_MS.map((ms) =>
    setTimeout(() => window.location.pathname === pathname && refresh(), ms),
  );
}

/** Does an action, says what came of it and has the page read anew. */
export function useAction(action: ActionName, done: (view: ActionView) => void) {
  const router = useRouter();
  return useMutation<ActionView, ApiError, Record<string, unknown>>({
    mutationFn: (input) => api<ActionView>("POST", "/api/admin/actions", { action, ...input }),
    networkMode: "always",
    onSuccess: (view) => {
      const isOpen = view.status === "pending" && goOnByThemselves.includes(action);
      const { payment_check: check } = view;
      const message = isOpen ? notKnownYet : check ? checkMessage(check) : actionWords[action].done;
      notifications.show({
        message,
        color: isOpen || (check && checkProblems[check.result]) ? "yellow" : "teal",
        closeButtonProps: { "aria-label": "Dismiss" },
      });
      done(view);
      refreshAgain(() => router.refresh());
    },
  });
}
