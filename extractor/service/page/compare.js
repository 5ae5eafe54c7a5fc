/** Two reviews of one filing beside each other: how far they agree, where they differ, and one settled of the two. */

import { call, json, of } from "./api.js";
import { byId, counted, h, say, toast, trouble } from "./dom.js";
import { reviewer } from "./filing.js";
import { cell, label, numbers, titled } from "./values.js";

export class CompareView {
  constructor() {
    byId("pair").addEventListener("change", () => this.compare().catch((error) => trouble(error.message)));
    byId("settle").addEventListener("submit", (event) => {
      event.preventDefault();
      this.settle().catch((error) => trouble(error.message));
    });
    byId("differences").addEventListener("change", () => this.count());
  }

  async open(id) {
    this.id = id;
    for (const one of ["too-few", "pair", "comparison"]) byId(one).hidden = true; // what was compared before
    const [{ kinds }, extraction, reviews] = await Promise.all([json("kinds"), json(of(id)), json(of(id, "reviews"))]);
    this.kinds = new Map(kinds.map((kind, at) => [kind.kind, { ...kind, colour: at % 12 }]));
    this.result = extraction.result;
    if (!this.result) return location.replace(`#/filing/${encodeURIComponent(id)}`);
    this.numbers = numbers(this.result.facts, kinds);
    byId("compared").textContent = extraction.name;
    const names = reviews.items.map((one) => one.reviewer);
    byId("too-few").hidden = names.length > 1;
    byId("pair").hidden = byId("comparison").hidden = names.length < 2;
    if (names.length < 2) return;
    const own = names.filter((name) => !names.some((a) => name.startsWith(`${a} and `)));
    for (const [at, side] of ["a", "b"].entries()) {
      const select = byId(`reviewer-${side}`);
      select.replaceChildren(...names.map((name) => h("option", { value: name }, name)));
      select.value = (own.length > 1 ? own : names)[at];
    }
    await this.compare();
  }

  async compare() {
    const [a, b] = ["a", "b"].map((side) => byId(`reviewer-${side}`).value);
    byId("comparison").hidden = a === b;
    if (a === b) return trouble("Choose two different reviewers.");
    trouble("");
    this.names = { a, b };
    const found = await json(`${of(this.id, "agreement")}?${new URLSearchParams({ a, b })}`);
    if (this.names.a !== a || this.names.b !== b) return; // others were chosen meanwhile
    this.found = found;
    const { agreed, differing, alone, unseen, agreements } = this.found;
    byId("sum").textContent = `They agree on ${counted(agreed, "fact")} and differ on ${differing.length}. Reviewed by one of them alone: ${alone.length}; by neither: ${unseen}.`;
    byId("agreements").replaceChildren(...agreements.map(({ of: what, units, agreed, alpha }) => h("tr", {},
      h("td", { "data-label": "of" }, what === "fact" ? "whether it is a fact" : what.split(".").map(label).join(": ")),
      h("td", { "data-label": "compared", class: "num" }, units),
      h("td", { "data-label": "agreed", class: "num" }, units ? `${agreed} (${Math.round((100 * agreed) / units)}%)` : ""),
      h("td", { "data-label": "alpha", class: "num" }, alpha === null ? "—" : Number(alpha).toFixed(2)))));
    byId("differences").replaceChildren(...differing.map((pair) => this.difference(pair)));
    byId("agree").hidden = differing.length > 0;
    byId("settled-name").value = reviewer.name === a || reviewer.name === b ? `${a} and ${b}` : reviewer.name;
    this.count();
    say(byId("sum").textContent);
  }

  said(item) {
    if (!item || item.verdict === "rejected") return null;
    return item.said ?? this.result.facts[item.fact];
  }

  difference(pair) {
    const sides = { a: this.said(pair.a), b: this.said(pair.b) };
    const any = sides.a ?? sides.b ?? this.result.facts[pair.fact];
    const kind = this.kinds.get(any.kind);
    const quote = sides.a?.quote ?? sides.b?.quote ?? this.result.facts[pair.fact]?.evidence[0]?.quote;
    const number = pair.fact === null ? "added" : this.numbers[pair.fact];
    const option = (value, ...shown) => h("label", { class: "choice" }, h("input", { type: "radio", name: pair.id, value }), h("div", {}, ...shown));
    const side = (name) => option(name, h("b", {}, this.names[name]), " ", h("span", { class: "verdict" }, pair[name]?.verdict ?? "does not have it"),
      sides[name] && this.slots(sides[name], pair.slots), pair[name]?.note && h("p", { class: "hint" }, `Note: ${pair[name].note}`));
    return h("fieldset", { class: `difference k${kind.colour}` },
      h("legend", {}, h("i"), `${titled(kind.kind)} ${number}`, pair.fact !== null && h("a", { href: `#/filing/${encodeURIComponent(this.id)}/f${pair.fact}` }, "in the text")),
      quote && h("blockquote", {}, quote), side("a"), side("b"),
      option("neither", h("b", {}, "Neither"), " it is no fact"));
  }

  slots(said, differing) {
    const kind = this.kinds.get(said.kind);
    const stated = kind.slots.filter((slot) => cell(said[slot.name], slot) || differing.includes(slot.name));
    return h("dl", {}, stated.map((slot) => [h("dt", {}, label(slot.name)), h("dd", { class: differing.includes(slot.name) ? "differs" : null }, cell(said[slot.name], slot) || "not stated")]));
  }

  count() {
    const left = [...byId("differences").children].filter((one) => !one.querySelector(":checked")).length;
    const nothing = !this.found.differing.length && !this.found.alone.length;
    byId("left").textContent = nothing ? "Nothing to settle" : left ? `${counted(left, "difference")} still to choose` : "Everything is chosen";
    byId("settle-button").disabled = nothing || left > 0;
  }

  /** Keeps one review of the two: what they agree on, what only one has reviewed, and what was chosen. */
  async settle() {
    const chosen = this.found.differing.map(({ id }) => [id, byId("differences").querySelector(`input[name="${CSS.escape(id)}"]:checked`).value]);
    const name = byId("settled-name").value.trim().replaceAll("/", "-");
    const body = await json(of(this.id, "settled"), { method: "POST", body: { ...this.names, reviewer: name, choices: Object.fromEntries(chosen) } });
    const path = of(this.id, "reviews", name);
    const { items } = await json(of(this.id, "reviews"));
    const before = items.some((one) => one.reviewer === name) && (await call(path));
    await call(path, { method: "PUT", body, headers: before ? { "If-Match": before.headers.get("ETag") } : {} });
    toast(`Settled. The review is kept as “${name}”.`);
    location.hash = `#/filing/${encodeURIComponent(this.id)}`;
  }
}
