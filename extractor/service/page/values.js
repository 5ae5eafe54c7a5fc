/** Facts as people read them, as extractor/tables.py shows them. */

const BOUNDS = { exact: "", about: "about ", more_than: "over ", at_least: "at least ", less_than: "under ", up_to: "up to " };
export const BOUND_NAMES = { exact: "exactly", about: "about", more_than: "over", at_least: "at least", less_than: "under", up_to: "up to" };

export const label = (name) => name.replaceAll("_", " ");
export const titled = (name) => label(name).replace(/^./, (first) => first.toUpperCase());
export const squeeze = (text) => text.replace(/\s+/g, " ").trim();

const number = (amount) => Number(amount).toLocaleString("en", { maximumFractionDigits: 12 });

function quantity({ text, amount, unit, bound }) {
  if (amount === undefined || amount === null || amount === "") return text;
  const shown = number(amount);
  const whole = unit === "percent" ? `${shown}%` : /^[A-Z]{3}$/.test(unit ?? "") ? `${unit} ${shown}` : `${shown} ${unit ?? ""}`.trim();
  return (BOUNDS[bound] ?? "") + whole;
}

function when({ text, start, end }) {
  if (!start || !end) return text;
  if (start === end) return start;
  const [year, month, first] = start.split("-").map(Number);
  const [lastYear, lastMonth, last] = end.split("-").map(Number);
  if (year === lastYear && first === 1 && last === new Date(Date.UTC(lastYear, lastMonth, 0)).getUTCDate()) {
    const months = lastMonth - month + 1;
    if (months === 12) return `${year}`;
    if (months === 1) return start.slice(0, 7);
    if (months === 3 && lastMonth % 3 === 0) return `${year} Q${lastMonth / 3}`;
  }
  return `${start} to ${end}`;
}

const isEmpty = (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);

/** One slot of a fact as text; empty where it states nothing. */
export function cell(value, slot) {
  if (isEmpty(value)) return "";
  if (Array.isArray(value)) return value.map((one) => cell(one, slot)).join(", ");
  if (typeof value !== "object") return slot?.form === "choice" ? label(String(value)) : String(value);
  return "start" in value || "end" in value || slot?.form === "when" ? when(value) : quantity(value);
}

/** The filing's own words for each quantity and date. */
export const printed = (fact, kind) =>
  kind.slots.filter(({ name }) => fact[name]?.text).map(({ name }) => ({ name, text: fact[name].text }));

/** What a fact states, in gold's shape: its kind, the slots it has, and the quote. */
export function stated(fact, kind, quote) {
  const slots = kind.slots.filter(({ name }) => !isEmpty(fact[name])).map(({ name }) => [name, fact[name]]);
  return { kind: kind.kind, ...Object.fromEntries(slots), quote };
}

/** A fact in one line, for whoever hears it. */
export const spoken = (fact, kind) =>
  kind.slots.map((slot) => cell(fact[slot.name], slot)).filter(Boolean).join(", ");

/** The number of each fact as the tables have them: kind after kind. */
export function numbers(facts, kinds) {
  const order = kinds.map(({ kind }) => kind);
  const sorted = facts.map((fact, index) => index).sort((a, b) => order.indexOf(facts[a].kind) - order.indexOf(facts[b].kind) || a - b);
  const of = [];
  sorted.forEach((index, at) => (of[index] = String(at + 1)));
  return of;
}

/** A name of the header, wherever it stands there. */
export function named(header, name) {
  if (!header || typeof header !== "object") return "";
  if (typeof header[name] === "string") return header[name];
  for (const part of Object.values(header)) {
    const found = !Array.isArray(part) && named(part, name);
    if (found) return found;
  }
  return "";
}

export function ago(moment) {
  const seconds = (Date.parse(moment) - Date.now()) / 1000;
  const steps = [["day", 86_400], ["hour", 3600], ["minute", 60]];
  const [unit, size] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  if (unit === "second") return "just now";
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
