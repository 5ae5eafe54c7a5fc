/** The service's API: JSON in and out, problems as errors, the key where one is wanted, events as they happen. */

const KEY = "filing-facts.key";

/** A request that was not done. `status` is 0 where nobody answered. */
export class Refused extends Error {
  constructor(status, problem = {}) {
    super(problem.detail || problem.title || `The service answered ${status}.`);
    this.status = status;
    this.faults = problem.faults ?? [];
  }
}

let asked = null;
let askForKey = async () => "";

/** Says how a person is asked for the service's key; it is kept as long as the tab is open. */
export function whenKeyIsWanted(how) {
  askForKey = how;
}

async function wanted(refused) {
  asked ??= askForKey(refused).then((key) => {
    asked = null;
    if (key) sessionStorage.setItem(KEY, key);
    return key;
  });
  return asked;
}

/** Asks the service. Raises `Refused`. */
export async function call(path, { method = "GET", body, headers = {}, signal } = {}) {
  const plain = body === undefined || body instanceof FormData;
  const key = sessionStorage.getItem(KEY);
  const sent = { ...headers, ...(plain ? {} : { "Content-Type": "application/json" }), ...(key ? { Authorization: `Bearer ${key}` } : {}) };
  let response;
  try {
    response = await fetch(`/v1/${path}`, { method, headers: sent, body: plain ? body : JSON.stringify(body), signal, cache: "no-store" });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, { detail: "The service does not answer; see whether it runs." });
  }
  if (response.status === 401 && (await wanted(key !== null))) return call(path, { method, body, headers, signal });
  if (!response.ok) throw new Refused(response.status, await response.json().catch(() => ({})));
  return response;
}

export const json = async (path, given) => (await call(path, given)).json();

/** Where something of an extraction is. */
export const of = (id, ...rest) => ["extractions", id, ...rest].map(encodeURIComponent).join("/");

/** Follows an extraction until it is over, from where a lost connection left it. */
export async function follow(id, told, signal) {
  let last = "";
  for (let pause = 500; ; pause = Math.min(2 * pause, 10_000)) {
    try {
      const headers = { Accept: "text/event-stream", ...(last ? { "Last-Event-ID": last } : {}) };
      const response = await call(of(id, "events"), { headers, signal });
      for await (const event of events(response.body)) {
        last = event.id || last;
        pause = 500;
        told(event.name, event.data);
        if (event.name === "done" || event.name === "failed") return;
      }
    } catch (error) {
      if (error.name === "AbortError" || (error.status && error.status < 500 && error.status !== 429)) throw error;
    }
    if (signal.aborted) return;
    await new Promise((done) => setTimeout(done, pause));
  }
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let left = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (left + value).replace(/\r\n/g, "\n").split("\n\n");
    left = parts.pop();
    for (const part of parts) {
      const event = { name: "message", data: "", id: "" };
      for (const line of part.split("\n")) {
        const [, field, rest] = /^(\w+): ?(.*)$/.exec(line) ?? [];
        if (field === "event") event.name = rest;
        else if (field === "data") event.data += rest;
        else if (field === "id") event.id = rest;
      }
      if (event.data) yield { ...event, data: JSON.parse(event.data) };
    }
  }
}

/** Saves an export under the name that the service gives it. */
export async function download(id, format, reviewer) {
  const asked = new URLSearchParams({ format, ...(reviewer ? { reviewer } : {}) });
  const response = await call(`${of(id, "export")}?${asked}`);
  const name = /filename\*=utf-8''([^;]+)/i.exec(response.headers.get("Content-Disposition") ?? "")?.[1];
  keep(await response.blob(), name ? decodeURIComponent(name) : `facts.${format}`);
}

/** Saves a review as the commands take it, named after its filing. */
export async function downloadReview(id, reviewer, filing) {
  const response = await call(of(id, "reviews", reviewer));
  keep(await response.blob(), `${filing.replace(/\.[^.]*$/, "")}.${reviewer}.json`);
}

function keep(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
