import { notifications } from "@mantine/notifications";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ApiError, api } from "@/lib/client/api";
import { catalogPath } from "./addresses";
import { sentence } from "./problems";

interface Target {
  method: "POST" | "PUT";
  path: string;
  /** Said when it is done. */
  done: string;
  /** What the server alone could see, at its field. */
  setProblem: (path: string, message: string) => void;
}

export type Save = ReturnType<typeof useSave>;

/** Sends an edited piece of the catalog and goes back to the whole of it. */
export function useSave({ method, path, done, setProblem }: Target) {
  const router = useRouter();
  return useMutation<unknown, ApiError, unknown>({
    mutationFn: (input) => api(method, path, input),
    networkMode: "always",
    onSuccess: () => {
      notifications.show({ message: done, color: "teal" });
      router.push(catalogPath);
      router.refresh();
    },
    onError: ({ fields }) => {
      for (const field of fields) setProblem(field.path, sentence(field.message));
    },
  });
}
