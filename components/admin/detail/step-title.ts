import { actionTitles } from "@/components/admin/actions/action-titles";
import { codeLabel } from "@/components/admin/console/code-labels";
import { describeChanges } from "@/components/payment/history-entries";
import { operationTitle } from "@/components/wallet/describe-operation";
import type { DetailStep } from "@/lib/console/schemas";

/** What happened at a step, as a sentence for the people of the firm. */
export function stepTitle({ what, code, source }: Pick<DetailStep, "what" | "code" | "source">) {
  switch (what.kind) {
    case "titled":
      return what.title;
    case "webhook":
      return what.event === "webhook.test"
        ? codeLabel(what.event)
        : `Webhook: ${codeLabel(what.event)}`;
    case "action":
      return actionTitles[what.action] ?? what.action;
    case "operation":
      return operationTitle(what);
    case "changes": {
      const titles = describeChanges(what.changes, what.currency, "admin").map(
        ({ title }) => title,
      );
      if (titles.length > 0) return titles.join(". ");
      return what.changes.length > 0 ? (code ?? source) : `${source}: nothing changed`;
    }
  }
}
