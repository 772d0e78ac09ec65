export { ChallengeNotFound as default } from "@/components/challenge/challenge-not-found";
