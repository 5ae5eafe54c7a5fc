/** The facts of all filings: what they say of one name, how that moved, and where they disagree. */

import { json } from "./api.js";
import { byId, counted, h, say } from "./dom.js";
import { picture, steps } from "./ownership.js";
import { cell, label, titled } from "./values.js";

const SHOWN = 100;
const BETWEEN = 20; // names whose own holdings are asked for, to draw them
const DAYS = ["of", "filed", "named from", "to", "no more from"];
const ASIDE = ["kind", "evidence", "confidence"];

let asOf = ""; // the last day of the filings that count; all do where it is empty

const dated = () => (asOf ? `?as_of=${asOf}` : "");
const about = (name) => `#/facts${name ? `/${encodeURIComponent(name)}` : ""}${dated()}`;
const named = (name) => h("a", { href: about(name) }, name);
const ask = (question, given = {}) => json(`facts${question}?${new URLSearchParams(given)}`);
const day = ({ start, end, undated }) => (undated || !start ? "" : cell({ text: "", start, end }));
const value = ({ text, amount, unit, bound }) => cell({ text, amount, unit, bound });
const share = (stake) => (stake === null ? "" : `${Number(stake.toFixed(2))}%`);

/** A table under its title, without the columns in which nothing stands; nothing where it has no rows. */
function table(title, columns, rows) {
  if (!rows.length) return null;
  const shown = columns.map((name, at) => ({ name, at })).filter(({ at }) => rows.some((row) => row[at] && row[at].length !== 0));
  return [h("h3", {}, title), h("div", { class: "cards" }, h("table", { "aria-label": title },
    h("thead", {}, h("tr", {}, shown.map(({ name }) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, shown.map(({ name, at }) => h("td", { "data-label": name, class: DAYS.includes(name) ? "day" : null }, row[at])))))))];
}

function grouped(items, by) {
  const groups = new Map();
  for (const one of items) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return [...groups];
}

export class StoreView {
  constructor() {
    byId("ask").addEventListener("submit", (event) => {
      event.preventDefault();
      asOf = byId("as-of").value;
      location.hash = about(byId("asked").value.trim());
    });
  }

  /** Shows what filings up to a day say of a name; without one, names to begin with, and all conflicts. */
  async open(name = "", upTo = "") {
    this.name = name;
    asOf = byId("as-of").value = upTo;
    const turn = (this.turn = Symbol(name));
    const box = byId("answers");
    byId("asked").value = name;
    box.replaceChildren(h("p", { class: "hint" }, "Looking …"));
    this.found = new Map();
    const drawn = await (name ? this.profile(name) : this.start()).catch((error) => {
      if (turn === this.turn) box.replaceChildren();
      throw error;
    });
    if (turn !== this.turn || document.body.dataset.view !== "facts") return;
    box.replaceChildren(...drawn.flat(2).filter(Boolean));
    box.parentElement.scrollTop = 0;
    document.title = name ? `${name}: facts of all filings` : "Facts of all filings";
    const title = box.querySelector("h2");
    if (name) title?.focus();
    say(box.querySelector(".sum")?.textContent ?? "");
  }

  async start() {
    const [{ items }, { items: differing }] = await Promise.all([ask("", { limit: 200, ...(asOf && { until: asOf }) }), ask("/conflicts", asOf ? { as_of: asOf } : {})]);
    if (!items.length && asOf) return [h("p", { class: "sum" }, `No filing up to ${asOf} has been read.`)];
    if (!items.length) return [h("p", { class: "sum" }, "No facts yet. ", h("a", { href: "#/" }, "Read a filing"), " first; what is found in it can be asked for here.")];
    const { kinds } = await json("kinds");
    const count = new Map();
    for (const { kind, fact } of items) {
      for (const { name, form, key, many } of kinds.find((one) => one.kind === kind)?.slots ?? []) {
        if (key && form === "name" && !many && fact[name]) count.set(fact[name], (count.get(fact[name]) ?? 0) + 1);
      }
    }
    const often = [...count].sort((a, b) => b[1] - a[1]).slice(0, 12);
    return [
      often.length > 0 && h("p", {}, "Such as ", often.map(([name], at) => [at ? ", " : "", named(name)])),
      await this.conflicts(differing, "Filings do not disagree on any figure."),
    ];
  }

  async profile(name) {
    let found;
    const upTo = asOf && { as_of: asOf };
    try {
      found = await Promise.all([ask("/profile", { name, ...upTo }), ask("/history", { name, ...upTo }), ask("/conflicts", { name, ...upTo }), ask("/members", { alliance: name, ...upTo }), json("kinds")]);
    } catch (error) {
      if (error.status !== 404 && error.status !== 422) throw error;
      return [h("p", { class: "sum" }, error.message), ...(await this.start())];
    }
    const [profile, history, differing, members, { kinds }] = found;
    const { entity, figures, owners, holdings, facts } = profile;
    const conflicts = differing.items;
    await this.locate([...history.items.map(({ stored }) => stored), ...facts, ...[...owners, ...holdings, ...members.items].flatMap((one) => one.facts)]);
    const held = (side, rows) => rows.map((one) => [named(one[side]), share(one.stake), this.through(one), one.facts[0]?.filing.date, one.facts[0] && this.place(one.facts[0])]);
    const belongings = new Set(members.items.flatMap((one) => one.facts.map(({ id }) => id)));
    const others = facts.filter(({ id }) => !belongings.has(id));
    const parts = [[figures, "figure"], [[...owners, ...holdings], "holding"], [members.items, "member"], [others, "other fact"], [conflicts, "conflict"]];
    const sum = parts.filter(([some]) => some.length).map(([some, what]) => counted(some.length, what)).join(", ") || `Filings ${asOf ? `up to ${asOf} say nothing of it.` : "have the name, and say nothing of it."}`;
    return [
      h("h2", { tabindex: "-1" }, entity.name),
      h("p", { class: "sum" }, sum),
      await this.names(entity),
      table("Latest figures", ["figure", "of", "value", "filed", "filing"], figures.map((one) => [this.measured(one), day(one), value(one), one.stored.filing.date, this.place(one.stored)])),
      ...grouped(others, ({ kind }) => kind).map(([kind, own]) => this.facts(kinds.find((one) => one.kind === kind), kind, own)),
      table("Members", ["member", "countries", "named from", "to", "no more from", "filing"], members.items.map((one) => [named(one.name), one.countries.join(", "), one.first, one.last, one.left_out, this.place(one.facts.at(-1))])),
      await this.owning(entity.name, [...owners, ...holdings], upTo),
      table("Owned by", ["owner", "stake", "how", "filed", "filing"], held("owner", owners)),
      table("Owns", ["owned", "stake", "how", "filed", "filing"], held("owned", holdings)),
      ...grouped(history.items, (one) => this.measured(one)).filter(([, own]) => own.length > 1).map(([measure, own]) => table(
        `How ${measure} moved`, ["of", "value", "filed", "filing", "words"],
        own.map((one) => [day(one), value(one), one.stored.filing.date, this.place(one.stored), one.stored.fact.evidence[0]?.quote]))),
      await this.conflicts(conflicts, ""),
    ];
  }

  /** The picture of who owns whom; of those in between, it is asked what they hold themselves. */
  async owning(name, held, upTo) {
    const between = [...new Set(held.flatMap(({ paths }) => paths.flatMap(([chain]) => chain.slice(0, -1))))].filter((one) => one !== name).slice(0, BETWEEN);
    const wanted = new Set(steps(held).map(({ owner, owned }) => `${owner}\n${owned}`));
    const own = await Promise.all(between.map((by) => ask("/owners", { by, ...upTo })));
    const known = steps([...own.flatMap(({ items }) => items), ...held]);
    return picture(name, held, known.filter(({ owner, owned }) => wanted.has(`${owner}\n${owned}`)));
  }

  measured({ measure, scope }) {
    return [label(measure), scope].filter(Boolean).join(", ");
  }

  through({ paths, keys }) {
    const others = paths.filter(([chain]) => chain.length > 2).map(([chain, stake]) => `through ${chain.slice(1, -1).join(", ")}${stake === null ? "" : ` (${share(stake)})`}`);
    return [...(keys.length ? ["directly"] : []), ...others].join("; ");
  }

  facts(kind, name, own) {
    const slots = kind?.slots ?? Object.keys(own[0].fact).filter((one) => !ASIDE.includes(one)).map((one) => ({ name: one }));
    return table(titled(name), [...slots.map((slot) => label(slot.name)), "filed", "filing"],
      own.map((stored) => [...slots.map((slot) => this.slot(stored.fact[slot.name], slot)), stored.filing.date, this.place(stored)]));
  }

  slot(said, slot) {
    const shown = cell(said, slot);
    return slot.form === "name" && typeof said === "string" && said && said !== this.name ? named(said) : shown;
  }

  async names({ names, numbers, merges }) {
    await this.locate(merges.flatMap(({ facts }) => facts.map(([sha256]) => ({ filing: { sha256 } }))));
    const why = merges.map(({ one, other, rule, why, facts }) => {
      const [sha256, number] = facts[0] ?? [];
      const extraction = this.found.get(sha256);
      return h("li", {}, `${one} and ${other}: ${why}`, why.includes(rule) ? "" : ` (${rule})`, extraction && [" ", h("a", { href: this.address(extraction, number) }, extraction.name)]);
    });
    const stated = Object.entries(numbers).map(([scheme, number]) => `${scheme.toUpperCase()} ${number}`);
    return [names.length + stated.length > 1 && h("p", {}, `Names: ${[...names, ...stated].join(", ")}`), why.length > 0 && h("ul", { class: "why" }, why)];
  }

  async conflicts(items, none) {
    if (!items.length) return none && h("p", { class: "sum" }, none);
    const shown = items.slice(0, SHOWN);
    await this.locate(shown.flatMap(({ sides }) => sides.map(({ stated }) => stated)));
    const rest = items.length > SHOWN && h("p", { class: "hint" }, `The first ${SHOWN} of ${items.length.toLocaleString("en")}; ask for a name to see all of its own.`);
    return [h("h3", {}, `Where filings disagree: ${counted(items.length, "conflict")}`), ...shown.map((one) => this.conflict(one)), rest];
  }

  conflict({ how, sides }) {
    const [first] = sides;
    const title = `${this.measured(first)} of ${first.subject.join(", ")}${first.end ? `, ${cell({ text: "", start: first.start, end: first.end })}` : ""}`;
    return h("section", { class: "conflict", "aria-label": title },
      h("h4", {}, first.subject.length === 1 ? h("a", { href: about(first.subject[0]) }, title) : title, h("small", {}, how)),
      h("div", { class: "sides" }, sides.map(({ text, stated }) => h("div", {}, h("b", {}, text), h("blockquote", {}, stated.fact.evidence[0]?.quote ?? ""),
        h("p", { class: "hint" }, [stated.filing.date, stated.filing.date && " · "], this.place(stated))))));
  }

  /** Finds the extractions of the filings of facts: the newest of each, none where it is deleted or was read elsewhere. */
  async locate(facts) {
    const { found } = this;
    const wanted = new Set(facts.map(({ filing }) => filing.sha256).filter((sha256) => !found.has(sha256)));
    await Promise.all([...wanted].map(async (sha256) => {
      const { items } = await json(`extractions?${new URLSearchParams({ filing: sha256, limit: 1 })}`);
      found.set(sha256, items[0]);
    }));
  }

  address({ id }, number) {
    return `#/filing/${encodeURIComponent(id)}/f${number}`;
  }

  /** The filing of a fact: a link to where the fact is stated, or its name. */
  place({ id, filing }) {
    const extraction = this.found.get(filing.sha256);
    const number = Number(id.slice(id.lastIndexOf("-") + 1));
    return extraction ? h("a", { href: this.address(extraction, number) }, filing.name) : filing.name;
  }
}
