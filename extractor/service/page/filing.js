/** One filing: its text and facts beside each other, followed while it is read, and reviewed. */

import { call, download, downloadReview, json, of } from "./api.js";
import { searchText } from "./reading/reading.js";
import { byId, copy, counted, h, say, toast, trouble } from "./dom.js";
import { FactForm } from "./form.js";
import { FactList } from "./facts.js";
import { Review } from "./review.js";
import { Evidence, marksOf } from "./evidence.js";
import { FilingText } from "./text.js";
import { named, numbers, squeeze, stated } from "./values.js";
import { watch } from "./watching.js";

const SAVING = { saved: "Saved", saving: "Saving …", kept: "Notes on facts not judged are in this browser only", failed: "Not saved; kept in this browser" };
export const reviewer = {
  get name() { return localStorage.getItem("filing-facts.reviewer") || "me"; },
  set name(name) { localStorage.setItem("filing-facts.reviewer", name); },
};

export class FilingView {
  constructor() {
    this.text = new FilingText(byId("filing"), byId("text"), { onmark: (marks) => this.onmark(marks) });
    this.list = new FactList(byId("facts"), { onshow: (...given) => this.show(...given), actions: (entry) => this.actions(entry), address: (key) => `#/filing/${this.id}/${key}` });
    this.form = new FactForm({ onclose: (quiet) => this.formClosed(quiet) });
    this.list.onfilter = () => {
      this.text.hidden = (key) => this.list.isHidden(key) || this.text.muted(key);
      if (this.text.text) this.text.paintAll();
    };
    this.text.muted = (key) => this.entries.get(key)?.item?.verdict === "rejected";
    searchText(document.querySelector(".seek"), byId("text"), (box) => this.text.reveal(() => box));
    byId("add").addEventListener("click", () => this.add());
    byId("add-here").addEventListener("click", () => this.add());
    byId("undo").addEventListener("click", () => this.undo());
    byId("reviewer").addEventListener("change", (event) => this.reviewAs(event.target.value).then(() => this.list.current || this.first()));
    byId("save").addEventListener("click", () => this.review?.save());
    for (const button of document.querySelectorAll("#download button")) button.addEventListener("click", () => this.download(button.value));
    byId("tools").addEventListener("submit", (event) => {
      event.preventDefault();
      this.move(1);
    });
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.selecting);
      byId("add-here").hidden = true;
      this.selecting = setTimeout(() => this.selection(), 250);
    });
  }

  async open(id, key) {
    this.close();
    this.id = id;
    this.entries = new Map();
    this.text.text = "";
    this.stop = new AbortController();
    this.unread("");
    document.body.classList.add("busy");
    byId("text").replaceChildren();
    byId("title").textContent = "…";
    byId("subtitle").replaceChildren();
    for (const name of ["reviewed", "saved", "count"]) byId(name).textContent = "";
    for (const name of ["partly", "empty", "none", "save"]) byId(name).hidden = true;
    byId("reviewed-bar").value = 0;
    const [{ kinds }, extraction] = await Promise.all([json("kinds"), json(of(id))]);
    if (this.id !== id) return;
    this.list.open(kinds);
    this.name = extraction.name;
    byId("title").textContent = extraction.name;
    byId("reviewer").value = reviewer.name;
    if (!extraction.result) await watch(id, extraction.name, (found) => this.provisional(id, found), this.stop.signal);
    if (this.id !== id) return;
    const done = extraction.result ? extraction : await json(of(id));
    if (done.error) {
      return this.unread(`It could not be read: ${done.error}`);
    }
    await this.present(done.result, done.result.text ?? (await (await call(of(id, "text"))).text()), key);
  }

  /** Says why there is nothing to see, in the place of what there would be. */
  unread(why) {
    document.body.classList.remove("busy");
    document.body.classList.toggle("unread", Boolean(why));
    byId("waiting").hidden = true;
    byId("unread").hidden = !why;
    byId("unread").replaceChildren(why, " ", h("a", { href: "#/" }, "All filings"));
  }

  close() {
    this.stop?.abort();
    this.review?.close();
    if (this.form.isOpen) this.form.close({ quiet: true });
    this.review = this.result = this.id = null;
    byId("add-here").hidden = true;
    byId("waiting").hidden = true;
  }

  /** Shows facts of a filing that is being read; the result takes their place. */
  provisional(id, found) {
    if (this.id !== id || this.result) return; // another filing is open, or all of this one is shown
    const drawn = found.map(([fact, index]) => ({ ...this.entry(fact, index), key: `p${index}`, provisional: true }));
    for (const entry of drawn) this.entries.set(entry.key, entry);
    this.list.set(drawn);
  }

  entry(fact, index, item = null) {
    const evidence = (fact.evidence ?? []).map((one) => ({ quote: one.quote, start: one.start, end: one.end, slots: one.slots ?? {} }));
    return { key: `f${index}`, number: String(index + 1), index, fact, own: fact, item, evidence, ownEvidence: evidence };
  }

  async present(result, text, key) {
    this.result = result;
    const { filing } = result;
    const title = named(filing.header, "registrant") || filing.name;
    byId("title").textContent = title;
    document.title = `${title}: ${counted(result.facts.length, "fact")}`;
    const parts = [named(filing.header, "form_type"), filing.date, filing.name !== title && filing.name];
    byId("subtitle").replaceChildren(...parts.filter(Boolean).map((part) => h("span", {}, part)));
    const bad = new Set(result.passages.filter(({ status }) => status === "failed" || status === "truncated").map(({ index }) => index));
    byId("partly").hidden = !bad.size;
    byId("partly").textContent = bad.size ? `${counted(bad.size, "passage")} could not be read to the end; facts may be missing.` : "";
    this.text.open(text, filing.language);
    this.evidence = new Evidence(text);
    const number = numbers(result.facts, [...this.list.kinds.values()]);
    const provisional = [...this.entries.keys()];
    this.entries.clear();
    result.facts.forEach((fact, index) => this.entries.set(`f${index}`, { ...this.entry(fact, index), number: number[index] }));
    for (const entry of this.entries.values()) entry.evidence = entry.ownEvidence = this.evidence.placed(entry.evidence);
    this.list.set([...this.entries.values()], provisional);
    this.text.change([...this.entries.keys()], [...this.entries.values()].flatMap((entry) => marksOf(entry, this.list.kindOf(entry.fact.kind))));
    byId("waiting").hidden = true;
    byId("empty").hidden = this.entries.size > 0;
    document.body.classList.remove("busy");
    await this.reviewAs(reviewer.name);
    this.first(key);
  }

  first(key) {
    const first = this.entries.has(key) ? key : this.list.shown()[0];
    if (first) this.show(first, 0, { quiet: !key, calmly: true });
  }

  async reviewAs(name) {
    reviewer.name = squeeze(name.replaceAll("/", "-")).slice(0, 100) || "me";
    byId("reviewer").value = reviewer.name;
    if (!this.result) return;
    this.review?.close();
    const before = [...this.entries.values()].filter(({ item }) => item).map(({ item }) => item.id);
    const review = new Review(this.id, this.result, reviewer.name, { changed: (ids) => this.changed(ids), told: (state, error) => this.told(state, error) });
    this.review = review;
    this.changed(before);
    try {
      await review.load();
    } catch (error) {
      this.told("failed", error);
    }
    this.changed(Object.keys(review.items));
  }

  told(state, error) {
    const box = byId("saved");
    box.className = state;
    box.textContent = SAVING[state] + (error?.status ? `: ${error.message}` : "");
    byId("save").hidden = state !== "failed";
  }

  /** Draws what a review says now of some of its items. */
  changed(ids) {
    const gone = [];
    const drawn = [];
    const moved = []; // those that are stated elsewhere now; the others' text is left alone, with what is selected there
    const known = new Map([...this.entries.values()].filter(({ item }) => item).map(({ item, key }) => [item.id, key]));
    for (const id of ids) {
      const item = this.review.items[id] ?? null;
      const key = typeof item?.fact === "number" ? `f${item.fact}` : known.get(id) ?? `n-${id}`;
      let entry = this.entries.get(key);
      if (!entry && !item) continue;
      if (!item && entry.index === null) {
        this.entries.delete(key);
        gone.push(key);
        continue;
      }
      if (!entry) entry = { key, number: "+", index: null, own: null, ownEvidence: [] };
      entry = { ...entry, item, fact: item?.said ?? entry.own, was: item?.said ? entry.own : null };
      if (!entry.fact) continue;
      entry.evidence = item?.said ? this.evidence.found(item.said, entry.ownEvidence[0]?.from) : entry.ownEvidence;
      const before = this.entries.get(key);
      this.entries.set(key, entry);
      drawn.push(entry);
      if (before?.fact.kind !== entry.fact.kind || JSON.stringify(before.evidence) !== JSON.stringify(entry.evidence)) moved.push(entry);
    }
    this.text.change([...gone, ...moved.map(({ key }) => key)], moved.flatMap((entry) => marksOf(entry, this.list.kindOf(entry.fact.kind))));
    this.list.set(drawn, gone);
    byId("empty").hidden = this.entries.size > 0;
    this.count();
    if (this.list.current) this.text.light(this.list.current, this.list.turn, { still: true });
  }

  count() {
    const own = [...this.entries.values()].filter(({ index }) => index !== null);
    const judged = own.filter(({ item }) => item?.verdict).length;
    const added = this.entries.size - own.length;
    byId("reviewed").textContent = `${judged} of ${own.length} reviewed${added ? `, ${added} added` : ""}`;
    byId("reviewed-bar").max = own.length || 1;
    byId("reviewed-bar").value = judged;
    byId("undo").disabled = !this.review.past.length;
  }

  show(key, nth = 0, { always = false, quiet = false, calmly, after = "" } = {}) {
    if (this.list.isHidden(key)) this.list.clear();
    const entry = this.list.select(key, nth);
    if (!entry) return;
    this.text.light(key, this.list.turn, { always, calmly });
    if (!quiet) this.list.focus(key);
    const quote = entry.evidence[this.list.turn];
    if (quote) say(`${after}Evidence ${this.list.turn + 1} of ${entry.evidence.length}, line ${quote.line}: ${quote.quote}`);
    history.replaceState(null, "", `#/filing/${this.id}/${key}`);
  }

  leave() {
    this.list.select(null);
    this.text.light(null);
  }

  onmark(marks) {
    if (this.form.isOpen) return;
    const { key, nth } = marks[(marks.findIndex((one) => one.key === this.list.current) + 1) % marks.length];
    this.show(key, nth);
  }

  move(by) {
    const key = this.list.next(by);
    if (key) this.show(key);
  }

  actions(entry) {
    if (!this.review) return h("p");
    const verdict = entry.item?.verdict;
    const button = (name, key, pressed, run) => h("button", { type: "button", "aria-pressed": pressed === null ? null : String(pressed), onclick: run }, name, " ", h("kbd", { "aria-hidden": "true" }, key));
    const note = h("textarea", { rows: 2, "aria-label": "Note", placeholder: "Note", class: "note", hidden: !entry.item?.note, maxlength: 10_000,
      oninput: (event) => this.note(entry.key, event.target.value), onchange: () => setTimeout(() => this.changed([entry.item?.id ?? `f${entry.index}`]), 200) });
    note.value = entry.item?.note ?? "";
    return h("div", { class: "actions" },
      entry.index !== null && button("Accept", "a", verdict === "accepted", () => this.judge("accepted")),
      button("Correct", "c", verdict === "corrected", () => this.correct()),
      entry.index !== null ? button("Reject", "r", verdict === "rejected", () => this.judge("rejected")) : button("Remove", "r", null, () => this.judge("rejected")),
      button("Note", "n", null, () => this.noting()),
      button("Copy citation", "y", null, () => this.cite()), note,
      entry.item?.note && !verdict && h("p", { class: "hint" }, "The note is kept in this browser until the fact is judged."));
  }

  get current() {
    return this.list.current && this.entries.get(this.list.current);
  }

  /** Accepts or rejects the fact in focus and goes to the next one; the same verdict again takes it back. */
  judge(verdict) {
    const entry = this.current;
    if (!entry || !this.review) return;
    if (entry.index === null) {
      if (verdict !== "rejected") return;
      const next = this.list.next(1) === entry.key ? this.list.next(-1) : this.list.next(1);
      this.review.set(entry.item.id, null);
      toast("Removed.", { label: "Undo", run: () => this.undo() });
      if (next && this.entries.has(next)) this.show(next);
      return;
    }
    const following = this.list.next(1, { open: true });
    const note = entry.item?.note ?? "";
    const back = entry.item?.verdict === verdict;
    this.put(entry, back ? (note ? { verdict: null, note } : null) : { verdict, note });
    const after = `${entry.number} ${back ? "not reviewed" : verdict}. `;
    if (!back && following && following !== entry.key) this.show(following, 0, { after });
    else if (!back && this.list.isHidden(entry.key)) this.leave();
    else this.show(entry.key, 0, { after });
  }

  put(entry, item) {
    this.review.set(entry.item?.id ?? `f${entry.index}`, item && { fact: entry.index, ...item });
  }

  correct() {
    const entry = this.current;
    if (!entry || !this.review || !this.text.text) return;
    const kind = this.list.kindOf(entry.fact.kind);
    const said = entry.item?.said ?? stated(entry.fact, kind, entry.evidence[this.list.turn]?.quote ?? "");
    this.edit(said, entry.index === null ? "Change an added fact" : `Correct fact ${entry.number}`, (now) => {
      const verdict = entry.index === null ? "added" : "corrected";
      this.put(entry, { verdict, said: now, note: entry.item?.note ?? "" });
      this.show(entry.key);
    });
  }

  add() {
    if (!this.review || !this.text.text || this.form.isOpen) return;
    const quote = this.text.selected()?.words ?? this.last ?? "";
    const kind = this.current?.fact.kind ?? this.list.kinds.keys().next().value;
    this.edit({ kind, quote }, "Add a fact", (said) => {
      const id = `a-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
      this.review.set(id, { verdict: "added", said });
      this.show(`n-${id}`);
    });
  }

  edit(said, title, onsave) {
    byId("add-here").hidden = true;
    byId("facts").classList.add("editing");
    this.form.open({ id: this.id, kinds: this.list.kinds, said, title, choosable: true, onsave });
    byId("facts").scrollTop = 0;
    document.activeElement.scrollIntoView({ block: "nearest" });
  }

  formClosed(quiet) {
    byId("facts").classList.remove("editing");
    if (!quiet && this.list.current) this.show(this.list.current);
  }

  /** What to do with words that were selected: fill a field, or offer to add a fact. */
  selection() {
    const found = this.review && this.text.text && this.text.selected();
    this.last = found?.words;
    if (!found) return;
    if (this.form.isOpen) return this.form.fill(found.words);
    const button = byId("add-here");
    button.hidden = false;
    button.style.left = `${Math.max(8, Math.min(found.box.left, innerWidth - button.offsetWidth - 8))}px`;
    button.style.top = `${Math.min(found.box.bottom + 6, innerHeight - button.offsetHeight - 8)}px`;
  }

  noting() {
    const box = this.list.rows.get(this.list.current)?.detail.querySelector(".note");
    if (!box) return;
    box.hidden = false;
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }

  // Kept with every letter; drawn later, so that the button under a click that ends the writing is not another one by then.
  note(key, text) {
    const entry = this.entries.get(key);
    const { id = `f${entry.index}`, verdict = null, said = null } = entry.item ?? {};
    const item = verdict || text.trim() ? { fact: entry.index, verdict, said, note: text } : null;
    this.review.set(id, item, { undoable: false, silently: true });
    entry.item = this.review.items[id] ?? null;
  }

  undo() {
    const id = this.review?.undo();
    if (!id) return;
    const entry = [...this.entries.values()].find(({ item, index }) => item?.id === id || `f${index}` === id);
    if (entry) this.show(entry.key);
    say("Undone");
  }

  async cite() {
    const quote = this.current?.evidence[this.list.turn];
    if (!quote) return;
    const { name, sha256 } = this.result.filing;
    const where = quote.start === null ? `line ${quote.line}` : `characters ${quote.start} to ${quote.end}`;
    await copy(`“${quote.quote}” (${name}, ${where}, SHA-256 ${sha256.slice(0, 12)})`);
    toast("Citation copied.");
  }

  async download(format) {
    byId("download").removeAttribute("open");
    await this.review?.save();
    if (format === "review" && !this.review?.etag) return toast("You have reviewed nothing yet.");
    const made = format === "review" ? downloadReview(this.id, reviewer.name, this.name) : download(this.id, format, format === "gold" ? reviewer.name : "");
    await made.catch((error) => trouble(error.message));
  }

  /** Keys, where none of them is typed into a field. Says whether it was one of them. */
  key(event) {
    const inList = event.target.closest?.("tr.fact");
    const keys = {
      j: () => this.move(1), k: () => this.move(-1),
      a: () => this.judge("accepted"), c: () => this.correct(), r: () => this.judge("rejected"),
      n: () => this.noting(), y: () => this.cite(), u: () => this.undo(), f: () => this.add(),
      "/": () => { this.list.search.focus(); this.list.search.select(); },
      Escape: () => (this.list.search.value || this.list.verdict.value ? this.list.clear() : this.leave()),
      ...(inList ? { ArrowDown: () => this.move(1), ArrowUp: () => this.move(-1) } : {}),
    };
    if (this.form.isOpen || !keys[event.key]) return false;
    keys[event.key]();
    return true;
  }
}
