import { formatUnits } from "@/lib/core/money";
import type { ChallengeEvaluationView, VerdictView } from "@/lib/evaluation/schemas";
import { ruleName } from "@/lib/evaluation/verdict-messages";
import { type LossRules, verdictSentence } from "./verdict-sentence";

export type Tone = "green" | "amber" | "red" | "grey";

/** From this part of a limit on, in percent, it is close: at the same part, the second warning is sent. */
export const VERY_CLOSE_PCT = 80;

interface StateMessage {
  tone: Tone;
  title: string;
  /** What decided, in a sentence with its numbers. */
  reason: string;
  /** What it means for the trader. */
  meaning: string;
  /** When it was decided. */
  verdict: VerdictView | null;
  /** Whether `next_reset_at` is when trading goes on. */
  resumes: boolean;
}

export interface Circumstances {
  rules: LossRules;
  /** Whether something else than trading stops the challenge: it is suspended, or the firm ended it. */
  stopped: "suspended" | "ended" | null;
  hasNextPhase: boolean;
  /** Whether the last trading data is old. */
  isStale: boolean;
}

const endings: readonly VerdictView["kind"][] = ["breached", "passed", "expired"];

const latest = ({ verdicts, phase_index }: ChallengeEvaluationView, kinds: readonly string[]) =>
  verdicts.find(
    ({ kind, standing, phase_index: phase }) =>
      kinds.includes(kind) && standing !== "overturned" && phase === phase_index,
  ) ?? null;

/** Where a challenge's current phase stands, in words: what happened, why, and what follows. */
export function stateMessage(
  view: ChallengeEvaluationView,
  { rules, stopped, hasNextPhase, isStale }: Circumstances,
): StateMessage {
  const { status, currency } = view;
  const ending = latest(view, endings);
  const say = (tone: Tone, title: string, meaning: string, verdict: VerdictView | null = null) => ({
    tone,
    title,
    reason: verdict ? verdictSentence(verdict, rules, currency) : "",
    meaning,
    verdict,
    resumes: status === "paused",
  });
  switch (status) {
    case "breached":
      return say(
        "red",
        `Failed: ${(ruleName(ending?.rule ?? null) ?? "a rule was broken").toLowerCase()}`,
        "The challenge has ended, its positions are closed and the account is disabled.",
        ending,
      );
    case "expired":
      return say(
        "red",
        `Expired: ${(ruleName(ending?.rule ?? null) ?? "its time is over").toLowerCase()}`,
        "The challenge has ended and the account is disabled.",
        ending,
      );
    case "passed":
      return say(
        "green",
        "Passed",
        hasNextPhase
          ? "You passed this phase, and nothing can take the result away. The next phase begins once its account is open."
          : "You passed this challenge, and nothing can take the result away.",
        ending,
      );
    case "cancelled":
      return say("grey", "Canceled", "The challenge ended without a decision of its rules.");
    case "held":
      return say(
        "amber",
        ending?.kind === "passed" ? "Passed, to be confirmed" : "Under review",
        `${ending?.kind === "passed" ? "" : "By the data that we have, this would end the challenge. "}Our team checks the result before it counts. You can't open new positions until then.`,
        ending,
      );
  }
  if (stopped === "suspended") {
    return say(
      "amber",
      "Suspended",
      "You can't trade until the suspension ends. Why is said above.",
    );
  }
  if (stopped === "ended") return say("grey", "Ended", "Not by a rule: why is said above.");
  if (status === "paused") {
    return say(
      "amber",
      "Paused until the next trading day",
      "The account's positions are closed, and you can't open new ones today. The challenge goes on.",
      latest(view, ["paused"]),
    );
  }
  if (!view.monitored) {
    return say(
      "grey",
      "Ready to trade",
      "The rules are applied from your first trade on. No trading data of this account has arrived yet.",
    );
  }
  if (view.last_event_at === null) {
    return say(
      "grey",
      "Waiting for trading data",
      "None has arrived since the account was opened: the numbers below are those of its start.",
    );
  }
  if (isStale) {
    return say(
      "grey",
      "Active, without recent data",
      "What happened since the last trading data isn't judged yet.",
    );
  }
  return isClose(view)
    ? say("amber", "Active, close to a limit", closest(view))
    : say("green", "Active", closest(view));
}

const isClose = ({ daily_loss, total_loss }: ChallengeEvaluationView) =>
  [daily_loss, total_loss].some((meter) => meter !== null && meter.used_pct >= VERY_CLOSE_PCT);

/** The limit with the least left of it, in percent. */
function closest({ daily_loss, total_loss, currency }: ChallengeEvaluationView): string {
  const limits = [
    { name: "daily loss", meter: daily_loss },
    { name: "total loss", meter: total_loss },
  ].flatMap(({ name, meter }) => (meter ? [{ name, ...meter }] : []));
  // The one that is reached first by a falling equity.
  const [first] = limits.sort((a, b) => Number(a.left) - Number(b.left));
  return first
    ? `Closest limit: ${first.name}, ${formatUnits(Number(first.left), currency)} left.`
    : "This phase has no loss limit.";
}
