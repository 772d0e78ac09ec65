import type { Metadata } from "next";

export { ChallengeNotFound as default } from "@/components/challenge/challenge-not-found";

export const metadata: Metadata = { title: "Not found" };
