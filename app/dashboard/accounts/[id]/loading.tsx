export { ChallengeSkeleton as default } from "@/components/challenge/challenge-skeleton";
