import { isForWallets, type ProgramRecord, type ProgramStatus } from "@/lib/catalog/schemas";
import type { ReasonedChange } from "./reason-dialog";

/** The changes of the sale status that a tier allows. */
export const tierChanges = (archived: boolean): ReasonedChange[] =>
  archived
    ? [
        {
          label: "Restore this tier",
          text: "It will be back on the storefront immediately.",
          done: "The tier is for sale again.",
          input: { archived: false },
        },
      ]
    : [
        {
          label: "Archive this tier",
          text: "Removes it from the storefront immediately and cancels open payments. Existing customers aren't affected. You can restore it later.",
          done: "The tier is archived.",
          input: { archived: true },
          isDangerous: true,
        },
      ];

const toStatus: Record<ProgramStatus, ReasonedChange> = {
  active: {
    label: "Start selling",
    text: "Shows it on the storefront immediately, for card and wallet. Its tiers have a status of their own.",
    done: "The program is on sale.",
    input: { status: "active" },
  },
  disabled: {
    label: "Stop selling",
    text: "Customers can't buy it from now on, by card or from a wallet; card payments that arrive later are refunded in full. Its tiers stay on sale, and existing challenges continue.",
    done: "The program is no longer on sale.",
    input: { status: "disabled" },
  },
  archived: {
    label: "Archive this program",
    text: "Customers can't buy it until it's restored, by card or from a wallet. Its tiers stay on sale, and existing challenges continue.",
    done: "The program is archived.",
    input: { status: "archived" },
    isDangerous: true,
  },
};

/** The changes of the sale status that a program allows: wallets can't buy one without account groups. */
export const programChanges = (
  program: Pick<ProgramRecord, "status" | "steps">,
): ReasonedChange[] =>
  Object.entries(toStatus)
    .filter(([status]) => status !== program.status)
    .filter(([status]) => status !== "active" || isForWallets(program))
    .map(([, change]) => change);

/** Archives an account group, or restores it. */
export const groupChanges = (archived: boolean): ReasonedChange[] =>
  archived
    ? [
        {
          label: "Restore this group",
          text: "You can use it in phases again.",
          done: "The group is restored.",
          input: { archived: false },
        },
      ]
    : [
        {
          label: "Archive this group",
          text: "It can't be used for new phases or sales. Existing accounts aren't affected. A group can't be archived while a program that's for sale uses it.",
          done: "The group is archived.",
          input: { archived: true },
          isDangerous: true,
        },
      ];
