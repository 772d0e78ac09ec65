import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ApiError, api } from "@/components/client/api";
import { catalogPath } from "./paths";
import { sentence } from "./problems";

interface Target {
  method: "POST" | "PUT";
  path: string;
  /** In the notification afterwards. */
  done: string;
  /** Called for each field that the server rejected. */
  setProblem: (path: string, message: string) => void;
  /** The page to open afterwards, of the saved record; the overview if left out. */
  next?: (saved: unknown) => string;
}

export type Save = ReturnType<typeof useSave>;

/** Sends an edited part of the catalog, and opens the next page. */
export function useSave({ method, path, done, setProblem, next }: Target) {
  const router = useRouter();
  return useMutation<unknown, ApiError, unknown>({
    mutationFn: (input) => api(method, path, input),
    networkMode: "always",
    onSuccess: (saved) => {
      notifications.show({ message: done, color: "green" });
      router.push(next?.(saved) ?? catalogPath);
      router.refresh();
    },
    onError: ({ fields }) => {
      for (const field of fields) setProblem(field.path, sentence(field.message));
    },
  });
}
