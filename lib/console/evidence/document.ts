import { exactTime } from "@/lib/core/format";

/** A part of a document: sentences, names with their values, or dated lines, each in this order if it is there. */
export interface Section {
  title: string;
  paragraphs?: string[];
  facts?: [name: string, value: string][];
  /** ISO 8601, and what happened then. */
  events?: { at: string; text: string }[];
}

/** A document for a bank, before it is laid out. */
export interface EvidenceDocument {
  title: string;
  /** Who made it, when, and of what. */
  lead: string;
  sections: Section[];
}

export const utc = (time: Date | string) => exactTime(time, "UTC");

/** The facts that are on record. */
export const recorded = (
  facts: [name: string, value: string | null | undefined][],
): [name: string, value: string][] =>
  facts.flatMap(([name, value]) => (value ? [[name, value] satisfies [string, string]] : []));
