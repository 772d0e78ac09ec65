import nextEnv from "@next/env";
import { closeConnections, database } from "@/lib/core/database";
import { isAsRecorded, isReplayed, type Replay, replayChallenge } from "@/lib/evaluation";
import { runCommandWithSettings } from "../run-command";
import { printedState, printedVerdict } from "./printed";

/** Replays a challenge in the database of the settings, and ends the process. */
export async function runReplay(challengeId: number): Promise<void> {
  nextEnv.loadEnvConfig(process.cwd());
  await runCommandWithSettings(() => replayStoredChallenge(challengeId));
}

/**
 * Judges a challenge's stored events again, and prints the verdicts and the last state of each phase as lines of JSON;
 * differences from what was recorded go to stderr.
 *
 * @returns the exit code: 1 if something differs, 2 if a phase can't be replayed, or there is none
 */
async function replayStoredChallenge(challengeId: number): Promise<number> {
  try {
    const replays = await replayChallenge(database(), challengeId);
    if (replays.length === 0) console.error(`Challenge ${challengeId} has no phases to replay.`);
    let code = replays.length === 0 ? 2 : 0;
    for (const replay of replays) {
      if (!isReplayed(replay)) {
        console.error(`Phase ${replay.phaseIndex}: not replayable (${replay.reason}).`);
        code = 2;
        continue;
      }
      const name = `challenge ${challengeId}, phase ${replay.phaseIndex}`;
      for (const verdict of replay.verdicts) print(printedVerdict(name, verdict));
      print(printedState(name, replay.state));
      if (isAsRecorded(replay)) continue;
      for (const line of differences(replay)) console.error(`Phase ${replay.phaseIndex}: ${line}`);
      code = Math.max(code, 1);
    }
    return code;
  } finally {
    await closeConnections();
  }
}

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const differences = ({ notReplayed, notRecorded, hasSameState }: Replay): string[] => [
  ...notReplayed.map(
    (verdict) => `recorded, but not given by its events: ${JSON.stringify(verdict)}`,
  ),
  ...notRecorded.map(
    (verdict) => `given by its events, but not recorded: ${JSON.stringify(verdict)}`,
  ),
  ...(hasSameState ? [] : ["the recorded state isn't that of its events"]),
];
