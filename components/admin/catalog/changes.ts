import type { ProgramStatus } from "@/lib/catalog/schemas";
import type { Change } from "./standing";

/** What can be done with the standing of a tier. */
export const tierChanges = (archived: boolean): Change[] =>
  archived
    ? [
        {
          label: "Put it back on sale",
          text: "It is on the storefront again at once.",
          done: "The tier is on sale again.",
          input: { archived: false },
        },
      ]
    : [
        {
          label: "Archive this tier",
          text: "It leaves the storefront at once. Payments of it that are open are canceled; who has bought it keeps what they have. It can be put back.",
          done: "The tier is archived.",
          input: { archived: true },
          isDangerous: true,
        },
      ];

const toStatus: Record<ProgramStatus, Change> = {
  active: {
    label: "Put it on sale",
    text: "It is on the storefront at once.",
    done: "The program is on sale.",
    input: { status: "active" },
  },
  disabled: {
    label: "Take it off sale",
    text: "It leaves the storefront at once, for now. Challenges that were bought go on.",
    done: "The program is off sale.",
    input: { status: "disabled" },
  },
  archived: {
    label: "Archive this program",
    text: "It leaves the storefront at once, for good unless it is put back. Challenges that were bought go on.",
    done: "The program is archived.",
    input: { status: "archived" },
    isDangerous: true,
  },
};

/** What can be done with the standing of a program. */
export const programChanges = (now: ProgramStatus): Change[] =>
  Object.entries(toStatus)
    .filter(([status]) => status !== now)
    .map(([, change]) => change);

/** What can be done with the standing of an account group. */
export const groupChanges = (archived: boolean): Change[] =>
  archived
    ? [
        {
          label: "Bring it back",
          text: "Phases can choose it again.",
          done: "The group is open again.",
          input: { archived: false },
        },
      ]
    : [
        {
          label: "Archive this group",
          text: "Phases can't choose it any more, and nothing new is sold in it. Accounts that are in it stay. A group that a program on sale uses can't be archived.",
          done: "The group is archived.",
          input: { archived: true },
          isDangerous: true,
        },
      ];
