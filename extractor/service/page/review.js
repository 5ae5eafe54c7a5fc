/** One person's review of a result: kept in the browser until the service has it, and put together with what another tab wrote. */

import { call, json, of } from "./api.js";

const PAUSE = 600;
const copyOf = (value) => JSON.parse(JSON.stringify(value));
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** What `mine` changed since `base`, put into `theirs`. */
export function merged(base, mine, theirs) {
  const result = { ...theirs };
  for (const id of new Set([...Object.keys(base), ...Object.keys(mine)])) {
    if (same(base[id], mine[id])) continue;
    if (mine[id]) result[id] = mine[id];
    else delete result[id];
  }
  return result;
}

const differing = (one, other) => Object.keys({ ...one, ...other }).filter((id) => !same(one[id], other[id]));
const judged = (items) => Object.fromEntries(Object.entries(items).filter(([, item]) => item.verdict));

export class Review {
  /** `changed` is told the ids of items that are other now, `told` how the saving goes. */
  constructor(extraction, result, reviewer, { changed, told }) {
    Object.assign(this, { extraction, reviewer, changed, told });
    this.about = { document: result.filing.name, sha256: result.filing.sha256 };
    this.path = of(extraction, "reviews", reviewer);
    this.store = `filing-facts.review.${extraction}.${reviewer}`;
    this.items = {}; // by id: { id, fact, verdict, said, note }; one without a verdict is a note only, and stays here
    this.base = {}; // what the service has, as far as is known
    this.etag = null;
    this.past = [];
    this.pause = PAUSE;
    this.open = new AbortController();
    addEventListener("storage", ({ key, newValue }) => key === this.store && newValue && this.hear(JSON.parse(newValue)), { signal: this.open.signal });
  }

  /** Takes in what another tab of this browser keeps of the same review. */
  hear({ items, base, etag }) {
    const before = this.items;
    this.items = merged(this.base, before, items);
    Object.assign(this, { base, etag });
    if (!same(this.items, items)) this.keep();
    this.changed(differing(before, this.items));
  }

  async load() {
    const kept = JSON.parse(localStorage.getItem(this.store) ?? "null");
    if (kept) Object.assign(this, { items: kept.items, base: kept.base, etag: kept.etag });
    await this.fetch();
    if (!same(judged(this.items), this.base)) this.later();
    else this.told(this.rest());
  }

  /** What there is to say when nothing is left to save. */
  rest() {
    return Object.values(this.items).every(({ verdict }) => verdict) ? "saved" : "kept";
  }

  async fetch() {
    let theirs = {};
    try {
      const { items } = await json(of(this.extraction, "reviews"));
      this.etag = null;
      if (items.some(({ reviewer }) => reviewer === this.reviewer)) theirs = await this.read();
    } catch (error) {
      if (error.status === 0 && Object.keys(this.items).length) return this.told("failed", error); // goes on from what is kept
      throw error;
    }
    const before = this.items;
    this.items = merged(this.base, this.items, theirs);
    this.base = copyOf(theirs);
    this.keep();
    this.changed(differing(before, this.items));
  }

  async read() {
    const response = await call(this.path);
    const { items, facts } = await response.json();
    Object.assign(this, { etag: response.headers.get("ETag"), digest: facts });
    return Object.fromEntries(items.map((item) => [item.id, item]));
  }

  /** Says something of a fact, or nothing any more (`null`); what it was can be undone. */
  set(id, item, { undoable = true, silently = false } = {}) {
    if (undoable) this.past.push({ id, before: this.items[id] ?? null });
    if (item) this.items[id] = { id, fact: null, said: null, note: "", ...item };
    else delete this.items[id];
    this.keep();
    if (!silently) this.changed([id]);
    this.later();
  }

  undo() {
    const last = this.past.pop();
    if (last) this.set(last.id, last.before, { undoable: false });
    return last?.id ?? null;
  }

  keep() {
    localStorage.setItem(this.store, JSON.stringify({ items: this.items, base: this.base, etag: this.etag }));
  }

  later(pause = PAUSE) {
    clearTimeout(this.timer);
    this.told("saving");
    this.timer = setTimeout(() => this.save(), pause);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.busy) return this.later();
    const items = copyOf(judged(this.items));
    if (same(items, this.base)) return this.told(this.rest());
    this.busy = true;
    try {
      const body = { version: 1, ...this.about, reviewer: this.reviewer, items: Object.values(items), updated: new Date().toISOString(), ...(this.digest ? { facts: this.digest } : {}) };
      const headers = this.etag ? { "If-Match": this.etag } : {};
      const response = await call(this.path, { method: "PUT", body, headers });
      this.etag = response.headers.get("ETag") ?? this.etag;
      this.digest = (await response.json()).facts;
      this.base = items;
      this.keep();
      this.pause = PAUSE;
      this.busy = false;
      if (same(judged(this.items), this.base)) this.told(this.rest());
      else this.later();
    } catch (error) {
      this.busy = false;
      if (error.status === 412 || error.status === 428) { // another tab wrote meanwhile
        await this.fetch().catch((failed) => this.told("failed", failed));
        this.later();
      } else {
        this.told("failed", error);
        this.pause = Math.min(2 * Math.max(this.pause, 1000), 30_000);
        if (!error.status || error.status >= 500 || error.status === 429) this.timer = setTimeout(() => this.save(), this.pause);
      }
    }
  }

  /** Another review is opened: what is not saved yet is kept in the browser, and saved now. */
  close() {
    this.open.abort();
    this.told = () => {};
    this.changed = () => {};
    this.save();
  }
}
