/** The facts in a table a kind, with what is said of each, a search, and filters. */

import { bring, fold } from "./reading/reading.js";
import { byId, counted, h } from "./dom.js";
import { cell, label, printed, spoken, titled } from "./values.js";

export const MARKS = { accepted: "✓", corrected: "✎", rejected: "✕", added: "+" };
const COLOURS = 12;
const DAYS = { quantity: "num", when: "num day" };

export class FactList {
  /** `entryOf` gives a key's entry: { key, number, kind, fact, item, evidence }; `onshow` is told what is selected. */
  constructor(pane, { onshow, actions, address }) {
    Object.assign(this, { pane, onshow, actions, address });
    this.root = byId("kinds");
    this.search = byId("find");
    this.verdict = byId("verdict");
    this.search.addEventListener("input", () => this.filter());
    this.verdict.addEventListener("change", () => this.filter());
    byId("chips").addEventListener("change", () => this.filter());
    this.root.addEventListener("click", (event) => {
      const quote = event.target.closest("blockquote a");
      const row = event.target.closest("tr.fact");
      if (!quote && !row) return;
      event.preventDefault();
      if (quote) this.onshow(quote.closest("tr").dataset.key, Number(quote.dataset.nth), { always: true });
      else this.onshow(row.dataset.key, row.dataset.key === this.current ? this.turn + 1 : 0);
    });
  }

  open(kinds) {
    this.kinds = new Map(kinds.map((kind, at) => [kind.kind, { ...kind, colour: at % COLOURS }]));
    this.entries = new Map();
    this.rows = new Map();
    this.sections = new Map();
    this.current = null;
    this.turn = 0;
    this.root.replaceChildren();
    byId("chips").replaceChildren(h("legend", {}, "Kinds shown"));
    this.search.value = "";
    this.verdict.value = "";
  }

  kindOf(name) {
    return this.kinds.get(name) ?? { kind: name, slots: [], colour: 0, description: "" };
  }

  /** Adds or redraws entries, and takes away those that are gone. */
  set(entries, gone = []) {
    for (const key of gone) {
      this.rows.get(key)?.row.remove();
      this.rows.get(key)?.detail.remove();
      this.rows.delete(key);
      this.entries.delete(key);
      if (key === this.current) this.current = null;
    }
    for (const entry of entries) {
      const before = this.rows.get(entry.key);
      const moved = before && this.entries.get(entry.key).fact.kind !== entry.fact.kind;
      this.entries.set(entry.key, entry);
      const made = this.draw(entry);
      if (before && !moved) {
        before.row.replaceWith(made.row);
        before.detail.replaceWith(made.detail);
      } else {
        before?.row.remove();
        before?.detail.remove();
        this.section(entry.fact.kind).body.append(made.row, made.detail);
      }
      this.rows.set(entry.key, made);
    }
    this.filter();
  }

  section(name) {
    let made = this.sections.get(name);
    if (made) return made;
    const kind = this.kindOf(name);
    const body = h("tbody");
    const count = h("b");
    const chipCount = h("b");
    const head = h("tr", {}, h("th", { scope: "col" }, h("span", { class: "hush" }, "Evidence and verdict")), kind.slots.map((slot) => h("th", { scope: "col" }, label(slot.name))));
    const element = h("section", { class: `kind k${kind.colour}`, "aria-labelledby": `h-${name}` },
      h("h2", { id: `h-${name}` }, h("i"), titled(name), " ", count),
      h("div", { class: "cards" }, h("table", {}, h("thead", {}, head), body)));
    const chip = h("label", { class: `chip k${kind.colour}`, title: kind.description.split("\n")[0] }, h("input", { type: "checkbox", value: name, checked: true }), h("i"), label(name), " ", chipCount);
    made = { name, element, body, count, chip, chipCount, box: chip.firstChild };
    this.sections.set(name, made);
    const order = [...this.kinds.keys()];
    const placed = [...this.sections.values()].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
    this.root.replaceChildren(...placed.map((one) => one.element));
    byId("chips").replaceChildren(h("legend", {}, "Kinds shown"), ...placed.map((one) => one.chip));
    return made;
  }

  draw(entry) {
    const kind = this.kindOf(entry.fact.kind);
    const verdict = entry.item?.verdict;
    const state = entry.provisional ? "provisional" : verdict || "not reviewed";
    const said = `${entry.number}, ${label(kind.kind)}, ${state}: ${spoken(entry.fact, kind)}`;
    const now = entry.key === this.current;
    const link = h("a", { href: this.address(entry.key), "aria-label": said, "aria-expanded": String(now), "aria-controls": `d-${entry.key}`, "aria-current": now ? "true" : null, tabindex: "-1" },
      entry.number, entry.provisional && h("span", { class: "mark", title: "provisional: the filing is still being read" }, "…"), entry.index !== null && verdict && h("span", { class: `mark ${verdict}`, title: verdict }, MARKS[verdict]), entry.item?.note && h("span", { class: "mark noted", title: "has a note" }, "•"));
    const words = printed(entry.fact, kind);
    const row = h("tr", { class: ["fact", entry.provisional ? "provisional" : verdict, now && "on"].filter(Boolean).join(" "), "data-key": entry.key },
      h("td", { class: "go" }, link),
      kind.slots.map((slot) => h("td", { "data-label": label(slot.name), class: DAYS[slot.form], title: entry.fact[slot.name]?.text }, cell(entry.fact[slot.name], slot))));
    const detail = h("tr", { class: "detail", id: `d-${entry.key}`, "data-key": entry.key, hidden: !now }, h("td"), h("td", { colspan: kind.slots.length || 1 }));
    const text = fold([label(kind.kind), ...kind.slots.map((slot) => cell(entry.fact[slot.name], slot)), ...words.map((one) => one.text)].join(" "));
    const made = { row, detail, link, text };
    if (now) this.fill(entry, made);
    return made;
  }

  fill(entry, made = this.rows.get(entry.key)) {
    const kind = this.kindOf(entry.fact.kind);
    const inner = made.detail.lastChild;
    const words = printed(entry.fact, kind);
    inner.replaceChildren(
      ...entry.evidence.map((one, nth) => h("blockquote", {}, h("a", { href: this.address(entry.key), "data-nth": nth }, one.line ? `line ${one.line}` : "show"), " ", one.quote)),
      ...(entry.evidence.length ? [] : [h("p", {}, "The words that state it were not found in the text.")]),
      ...(words.length ? [h("p", {}, words.map((one) => h("span", {}, `${label(one.name)}: “${one.text}”`)))] : []),
      ...(entry.was ? [h("p", {}, h("span", {}, `was: ${spoken(entry.was, this.kindOf(entry.was.kind))}`))] : []),
      this.actions(entry));
  }

  shown() {
    return [...this.root.querySelectorAll("tr.fact:not([hidden])")].map((row) => row.dataset.key);
  }

  isHidden(key) {
    return this.rows.get(key)?.row.hidden ?? true;
  }

  filter() {
    const words = fold(this.search.value).split(" ").filter(Boolean);
    const wanted = this.verdict.value;
    const fits = ({ item }) => !wanted || (wanted === "open" ? !item?.verdict : wanted === "noted" ? Boolean(item?.note) : item?.verdict === wanted);
    for (const section of this.sections.values()) {
      let [left, fitting] = [0, 0];
      for (const row of section.body.querySelectorAll("tr.fact")) {
        const { key } = row.dataset;
        const { text, detail } = this.rows.get(key);
        const found = words.every((word) => text.includes(word)) && fits(this.entries.get(key));
        row.hidden = !section.box.checked || !found;
        detail.hidden = row.hidden || key !== this.current;
        fitting += found;
        left += !row.hidden;
      }
      const all = section.body.querySelectorAll("tr.fact").length;
      section.element.hidden = !left;
      section.chip.hidden = !all;
      section.chipCount.textContent = section.count.textContent = fitting === all ? all : `${fitting} of ${all}`;
    }
    const left = this.shown().length;
    byId("count").textContent = left === this.entries.size ? counted(left, "fact") : `${left} of ${counted(this.entries.size, "fact")}`;
    byId("none").hidden = left > 0 || !this.entries.size;
    this.enter();
    this.onfilter?.();
  }

  clear() {
    this.search.value = "";
    this.verdict.value = "";
    for (const section of this.sections.values()) section.box.checked = true;
    this.filter();
  }

  // Tab enters the tables at one fact; the keys go on from there.
  enter() {
    for (const { link } of this.rows.values()) link.tabIndex = -1;
    const stop = this.current && !this.isHidden(this.current) ? this.current : this.shown()[0];
    if (stop) this.rows.get(stop).link.tabIndex = 0;
  }

  /** Selects a fact, or none. */
  select(key, nth = 0) {
    const before = this.rows.get(this.current);
    if (before) {
      before.row.classList.remove("on");
      before.link.removeAttribute("aria-current");
      before.link.setAttribute("aria-expanded", "false");
      before.detail.hidden = true;
    }
    const made = this.rows.get(key);
    this.current = made ? key : null;
    const entry = made && this.entries.get(key);
    this.turn = entry ? nth % Math.max(entry.evidence.length, 1) : 0;
    if (made) {
      made.row.classList.add("on");
      made.link.setAttribute("aria-current", "true");
      made.link.setAttribute("aria-expanded", "true");
      made.detail.hidden = made.row.hidden;
      if (!made.detail.lastChild.childNodes.length) this.fill(entry, made);
    }
    this.enter();
    return entry;
  }

  focus(key) {
    const { row, detail, link } = this.rows.get(key);
    link.focus({ preventScroll: true });
    const tools = byId("tools");
    const stuck = getComputedStyle(tools).position === "sticky" ? tools.offsetHeight : 0;
    bring(this.pane, { top: row.getBoundingClientRect().top, bottom: detail.getBoundingClientRect().bottom }, { under: stuck });
  }

  /** The next fact shown in a direction; with `open`, the next that nobody has judged. */
  next(by, { open = false } = {}) {
    const list = this.shown();
    const at = list.indexOf(this.current);
    if (open) return list.slice(at + 1).concat(list.slice(0, Math.max(at, 0))).find((key) => !this.entries.get(key).item?.verdict) ?? null;
    if (!list.length) return null;
    return list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1)];
  }
}
