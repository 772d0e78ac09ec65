export { AccountsSkeleton as default } from "@/components/account/accounts-skeleton";
