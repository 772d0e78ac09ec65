export { ProfileSkeleton as default } from "@/components/profile/profile-skeleton";
