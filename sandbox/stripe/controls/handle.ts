import { ZodError, z } from "zod";
import { ApiError } from "../api/errors";
import { decodeForm } from "../api/form-decode";
import type { ApiRequest } from "../api/handle";
import { controls } from "../controls";
import { matchRoute } from "../http/match";
import { html, json, type Reply, redirect } from "../http/reply";
import { authenticateReply } from "../pages/authenticate";
import { overviewPage } from "../pages/overview";
import type { Sandbox } from "../sandbox";
import { mayControl } from "./access";

/** Handles everything under `/sandbox`: the pages for people, and the controls. */
export async function handleSandbox(sandbox: Sandbox, request: ApiRequest): Promise<Reply> {
  const { method, url, headers } = request;
  if (method === "GET" && url.pathname === "/sandbox") {
    return html(200, overviewPage(sandbox, url.searchParams.get("notice")));
  }
  const customer = authenticateReply(sandbox, request);
  if (customer !== null) return customer;

  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  try {
    if (!mayControl(sandbox, method, headers)) throw forbidden();
    const found = matchRoute(controls, method, url.pathname);
    if (found === null) throw unknownControl(`${method} ${url.pathname}`);
    const input = isForm ? decodeForm(request.body) : parseJson(request.body);
    const result = await found.route.run(sandbox, found.id, input);
    return isForm ? redirect("/sandbox") : json(200, result);
  } catch (error) {
    const { status, fields } = asApiError(error);
    if (!isForm) return json(status, { error: fields });
    return redirect(`/sandbox?${new URLSearchParams({ notice: fields.message })}`);
  }
}

function parseJson(body: string): unknown {
  return body === "" ? {} : JSON.parse(body);
}

/** A control is for developers, so its error says what was wrong with their request. */
function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof ZodError) return badInput(z.prettifyError(error));
  if (error instanceof SyntaxError) return badInput("The body isn't JSON.");
  throw error;
}

function badInput(message: string): ApiError {
  return new ApiError(400, { type: "invalid_request_error", message });
}

function forbidden(): ApiError {
  const message = "The controls need the secret key: Authorization: Bearer sk_…";
  return new ApiError(403, { type: "invalid_request_error", message });
}

function unknownControl(what: string): ApiError {
  const message = `There is no control ${what}. See sandbox/stripe/README.md.`;
  return new ApiError(404, { type: "invalid_request_error", message });
}
