import type { ActionName } from "@/lib/actions/schemas";

type EvaluationAction = Extract<
  ActionName,
  `trading_source.${string}` | `venue_command.${string}` | `verdict.${string}`
>;

/** The texts of the actions on trading sources, commands and verdicts. */
export const evaluationLabels = {
  "trading_source.create": {
    open: "Create source",
    title: "Create trading source",
    text: "The app may report the accounts of this venue. What it reports is judged, and can end challenges.",
    confirm: "Create source",
    done: "Source created.",
  },
  "trading_source.disable": {
    open: "Disable",
    title: "Disable source",
    text: "Its events are rejected from now on. Another source may then report its accounts. Nothing that it reported is undone.",
    confirm: "Disable source",
    done: "Source disabled.",
    isDangerous: true,
  },
  "trading_source.enable": {
    open: "Enable",
    title: "Enable source",
    text: "Its events are accepted and judged again.",
    confirm: "Enable source",
    done: "Source enabled.",
  },
  "venue_command.done": {
    open: "Mark as done",
    text: "Confirm that you have done at the venue what it rejected. Nothing is sent.",
    confirm: "Mark as done",
    done: "Marked as done.",
  },
  "verdict.confirm": {
    open: "Confirm ending",
    text: "The ending is final. Phase and challenge end with it, positions are closed, and the customer is emailed. This can't be undone here.",
    confirm: "Confirm ending",
    done: "Ending confirmed.",
    isDangerous: true,
  },
  "verdict.lift": {
    open: "Lift ending",
    text: "The ending doesn't count: the phase goes on, on the same account, with the values below. The days since the ending count for no deadline, and the customer is emailed. If the account's balance is wrong, correct it at the venue first.",
    confirm: "Lift ending",
    done: "Ending lifted, the phase goes on.",
  },
} satisfies Record<EvaluationAction, object>;
