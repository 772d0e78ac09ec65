import { z } from "zod";
import { type ErrorCode, errorStatus } from "@/lib/core/errors";

const codes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]];

const error = z.object({
  code: z.enum(codes).meta({ description: "The API's error code. Branch on it." }),
  message: z.string().meta({ description: "A human-readable message. It may change." }),
  retryable: z.boolean().meta({ description: "Whether the same request may succeed later." }),
  request_id: z
    .string()
    .meta({ description: "The request ID. Include it when you contact support." }),
  fields: z
    .array(
      z.object({
        path: z.string().meta({ description: "The path of the field." }),
        message: z.string().meta({ description: "A human-readable message. It may change." }),
      }),
    )
    .optional()
    .meta({ description: "The invalid fields. Only with INVALID_REQUEST." }),
});

/** The form of all errors but OAuth's. */
export const errorEnvelope = z.object({ error: error.meta({ description: "The error code." }) });
