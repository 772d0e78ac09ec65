import type { OpenApiDocument } from "./schemas";

/** The parts of the reference and what they are for. */
export const tags: OpenApiDocument["tags"] = [
  { name: "Payments", description: "Pay for a challenge or a deposit by card." },
  { name: "Prop accounts", description: "The accounts that payments buy." },
  { name: "Challenges", description: "Programs, and buying one from a wallet." },
  {
    name: "Trading accounts",
    description: "Wallets and challenge accounts, and their statements.",
  },
  { name: "Authentication", description: "Tokens of apps, sessions of customers." },
  { name: "Webhook endpoints", description: "Where your server is told of what happens." },
  { name: "Service", description: "Health, metrics, this document, and Stripe's events." },
  { name: "Profile", description: "What a customer does on their profile page." },
  { name: "Browser", description: "What our own pages call. Not for partners; it may change." },
  {
    name: "Console",
    description: "What the firm's console calls. Not for partners; it may change.",
  },
];
