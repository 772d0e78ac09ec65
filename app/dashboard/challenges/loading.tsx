export { ChallengesSkeleton as default } from "@/components/challenge/challenges-skeleton";
