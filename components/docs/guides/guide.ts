import type { ReactNode } from "react";
import type { DeliveryRules } from "@/lib/webhooks/schemas";
import type { Language } from "../highlight";

/** A page of the documentation that is written in MDX. */
export interface Guide {
  /** The last part of its path; empty for the start page. */
  slug: string;
  title: string;
  /** The first paragraph. */
  lead: string;
  content: ReactNode;
}

export interface Sample {
  language: Language;
  name: string;
  /** The path from which the file is downloaded. */
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

/** How many requests are allowed before the API responds with RATE_LIMITED. */
interface RateLimits {
  /** Per minute. */
  reads: number;
  writes: number;
  tokens: number;
  logIns: number;
  /** Per hour. */
  failedLogIns: number;
  payments: number;
  declines: number;
}

/** The facts about this environment that the guides show: the props of their MDX. */
export interface GuideFacts {
  /** The origin of the page's URL, which the samples call. */
  origin: string;
  /** Whether this is the sandbox, where no money moves. */
  sandbox: boolean;
  supportEmail: string;
  /** The credentials of the demo app and of the demo trader, if there are any. */
  demo: { clientId: string; clientSecret: string; email: string; password: string } | null;
  rules: DeliveryRules;
  limits: RateLimits;
  samples: Sample[];
  errors: ErrorFacts[];
  events: EventFacts[];
}

/** The path of a guide. */
export const guidePath = (slug: string): string => (slug ? `/docs/${slug}` : "/docs");
