import type { DeliveryRules } from "@/lib/webhooks/schemas";
import type { Language } from "../highlight";

/** A piece of a guide. Text may hold `code`, **strong words** and [links](/docs). */
export type Block =
  | { kind: "text"; text: string }
  | { kind: "note"; text: string }
  | { kind: "list"; items: string[]; ordered?: boolean }
  | { kind: "code"; code: string; language: Language; label: string; download?: string }
  | { kind: "table"; label: string; head: string[]; rows: string[][] }
  | { kind: "details"; summary: string; blocks: Block[] };

export interface Section {
  id: string;
  title: string;
  /** A part of the section before it. */
  under?: boolean;
  blocks: Block[];
}

export interface Guide {
  /** The last part of its address; the start page has none. */
  slug: string;
  title: string;
  lead: string;
  sections: Section[];
}

export interface Sample {
  language: Language;
  name: string;
  /** Where the file can be had. */
  href: string;
  code: string;
}

export interface ErrorFacts {
  code: string;
  status: number;
  meaning: string;
  todo: string;
  retryable: boolean;
}

export interface EventFacts {
  type: string;
  meaning: string;
  example: object;
}

/** What the guides need to know of this environment. */
export interface GuideFacts {
  /** Where the reader reads this, and what the samples call. */
  origin: string;
  /** Whether no money moves here. */
  sandbox: boolean;
  supportEmail: string;
  /** The demo app's credentials, where there is one. */
  demo: { clientId: string; clientSecret: string } | null;
  rules: DeliveryRules;
  samples: Sample[];
  errors: ErrorFacts[];
  events: EventFacts[];
}

export type MakeGuide = (facts: GuideFacts) => Guide;

export const text = (words: string): Block => ({ kind: "text", text: words });
export const note = (words: string): Block => ({ kind: "note", text: words });
export const list = (...items: string[]): Block => ({ kind: "list", items });
export const steps = (...items: string[]): Block => ({ kind: "list", items, ordered: true });
export const code = (language: Language, label: string, content: string): Block => ({
  kind: "code",
  language,
  label,
  code: content,
});
export const table = (label: string, head: string[], ...rows: string[][]): Block => ({
  kind: "table",
  label,
  head,
  rows,
});

/** The address of a guide. */
export const guidePath = (slug: string): string => (slug ? `/docs/${slug}` : "/docs");
