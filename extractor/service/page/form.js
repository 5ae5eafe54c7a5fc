/** The form that corrects a fact or adds one: words selected in the text fill the field in focus, and code reads them. */

import { json, of } from "./api.js";
import { byId, h, say } from "./dom.js";
import { BOUND_NAMES, cell, label, squeeze, titled } from "./values.js";

const PAUSE = 400;
const LONG = 200; // a hint that is longer is opened on demand
const HINTS = { country: "as printed, or its two-letter code", quantity: "the number as printed, with its unit", when: "the date or period as printed" };
const calmly = matchMedia("(pointer: coarse)");

export class FactForm {
  /** `onsave` takes the fact in gold's shape and as it was read; `onclose` is told that the form is gone. */
  constructor({ onclose }) {
    this.root = byId("form");
    this.onclose = onclose;
    this.root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.root.addEventListener("focusin", (event) => this.mark(event.target.closest("[data-fill]")));
    this.root.addEventListener("input", () => this.look());
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.save();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  get isOpen() {
    return !this.root.hidden;
  }

  open({ id, kinds, said, title, choosable, onsave }) {
    Object.assign(this, { id, kinds, onsave });
    const kind = kinds.get(said.kind);
    const select = h("select", { id: "form-kind", disabled: !choosable, onchange: () => this.slots(kinds.get(select.value), this.said()) },
      [...kinds.values()].map((one) => h("option", { value: one.kind, selected: one.kind === said.kind }, titled(one.kind))));
    this.kindField = select;
    this.about = h("p", { class: "hint", id: "form-about" });
    this.quote = h("textarea", { id: "form-quote", rows: 3, "data-fill": "quote", required: true, "aria-describedby": "form-quote-hint form-quote-fault" });
    this.quote.value = said.quote ?? "";
    this.slotBox = h("div", { class: "slots" });
    this.state = h("p", { class: "fault", role: "alert", id: "form-fault" });
    this.root.replaceChildren(
      h("h2", { id: "form-title", tabindex: "-1" }, title),
      h("p", { class: "hint" }, "Select words in the text to fill the marked field, or type them as they stand there."),
      h("div", { class: "field" }, h("label", { for: "form-kind" }, "Kind"), select, this.about),
      h("div", { class: "field" }, h("label", { for: "form-quote" }, "Quote ", h("b", {}, "needed")), this.quote,
        h("p", { class: "hint", id: "form-quote-hint" }, "The shortest words of the text that state the fact."), fault("quote")),
      this.slotBox, this.state,
      h("div", { class: "buttons" }, h("button", { class: "main", type: "submit" }, "Save"), h("button", { type: "button", onclick: () => this.close() }, "Cancel"),
        h("span", { class: "hint keys" }, h("kbd", {}, "Ctrl"), " ", h("kbd", {}, "Enter"), " saves, ", h("kbd", {}, "Esc"), " cancels")));
    this.root.hidden = false;
    this.slots(kind, said);
    const first = said.quote ? this.fields.values().next().value.input : this.quote;
    first.focus();
    this.mark(first.closest("[data-fill]"));
    this.look();
  }

  /** The fields of a kind, filled with what is said. */
  slots(kind, said) {
    this.kind = kind;
    this.about.textContent = kind.description.split("\n\n")[0];
    this.fields = new Map(kind.slots.map((slot) => [slot.name, this.field(slot, said[slot.name])]));
    this.slotBox.replaceChildren(...[...this.fields.values()].map((field) => field.element));
  }

  field(slot, value) {
    const id = `form-${slot.name}`;
    const described = `${id}-hint ${id}-fault`;
    const given = { id, "data-fill": slot.name, "aria-describedby": described, autocomplete: "off", spellcheck: "false" };
    const words = Array.isArray(value) ? value.join("\n") : value?.text ?? value ?? "";
    let input;
    if (slot.form === "choice") {
      input = h("select", { id, "aria-describedby": described }, h("option", { value: "" }, slot.required ? "choose one" : "not stated"), slot.choices.map((one) => h("option", { value: one }, label(one))));
    } else input = slot.many || slot.form === "text" ? h("textarea", { ...given, rows: slot.many ? 3 : 2 }) : h("input", { ...given, type: "text" });
    input.value = words;
    const parts = this.parts(slot, value, id);
    // New words are read anew, unless a person has said what they come to.
    input.addEventListener("input", () => Object.values(parts).forEach((part) => (part.value = "")));
    const hint = [slot.many && "one a line", HINTS[slot.form], slot.description].filter(Boolean).join("; ");
    const element = h("div", { class: "field" }, h("label", { for: id }, titled(slot.name), " ", slot.required && h("b", {}, "needed")), input,
      Object.keys(parts).length > 0 && h("div", { class: "parts" }, Object.entries(parts).map(([name, part]) => h("label", {}, h("span", {}, name), part))),
      hint.length > LONG ? h("details", { class: "hint", id: `${id}-hint` }, h("summary", {}, "What is meant"), hint) : h("p", { class: "hint", id: `${id}-hint` }, hint), fault(slot.name));
    return { slot, input, parts, element };
  }

  parts(slot, value, id) {
    const text = (name, type = "text") => {
      const part = h("input", { type, id: `${id}-${name}`, autocomplete: "off", placeholder: "as read", ...(name === "amount" ? { inputmode: "decimal" } : {}) });
      part.value = value?.[name] ?? "";
      return part;
    };
    if (slot.form === "when") return { start: text("start", "date"), end: text("end", "date") };
    if (slot.form !== "quantity") return {};
    const bound = h("select", { id: `${id}-bound` }, h("option", { value: "" }, "as read"), Object.entries(BOUND_NAMES).map(([one, name]) => h("option", { value: one }, name)));
    bound.value = value?.bound ?? "";
    return { amount: text("amount"), unit: text("unit"), bound };
  }

  /** What the form says, in gold's shape. */
  said() {
    const said = { kind: this.kindField.value };
    for (const { slot, input, parts } of this.fields.values()) {
      const words = slot.many ? input.value.split("\n").map(squeeze).filter(Boolean) : squeeze(input.value);
      if (!words.length) continue;
      const stated = Object.fromEntries(Object.entries(parts).filter(([, part]) => part.value !== "").map(([name, part]) => [name, part.value]));
      if (stated.amount) stated.amount = Number(stated.amount.replace(/[,\s]/g, ""));
      said[slot.name] = slot.form === "quantity" || slot.form === "when" ? { text: words, ...stated } : words;
    }
    return { ...said, quote: squeeze(this.quote.value) };
  }

  mark(field) {
    if (!field) return;
    this.filling?.classList.remove("filling");
    this.filling = field;
    field.classList.add("filling");
  }

  /** Puts words that were selected into the field in focus. */
  fill(words) {
    const field = this.filling?.isConnected ? this.filling : this.quote;
    const several = this.fields.get(field.dataset.fill)?.slot.many && field.value.trim();
    field.value = several ? `${field.value.trim()}\n${words}` : words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (!calmly.matches) field.focus({ preventScroll: true });
    say(`${label(field.dataset.fill)}: ${words}`);
  }

  /** Shows what code makes of the words, once the typing rests. */
  look() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read().catch(() => {}), PAUSE);
  }

  async read() {
    clearTimeout(this.timer);
    const asked = this.said();
    const read = await json(of(this.id, "said"), { method: "POST", body: asked });
    if (!this.isOpen || JSON.stringify(asked) !== JSON.stringify(this.said())) return read;
    for (const { slot, input, parts, element } of this.fields.values()) {
      const value = read.fact?.[slot.name];
      const shown = value?.text !== undefined ? cell(value, slot) : slot.form === "country" ? cell(value, slot) : "";
      for (const [name, part] of Object.entries(parts)) if (part.tagName === "INPUT") part.placeholder = value?.[name] ?? "as read";
      element.querySelector(".reading")?.remove();
      if (shown && shown !== squeeze(input.value)) element.querySelector(".hint").before(h("p", { class: "reading" }, "Read as ", h("b", {}, shown)));
    }
    return read;
  }

  async save() {
    for (const one of this.root.querySelectorAll(".fault")) one.textContent = "";
    let read;
    try {
      read = await this.read();
    } catch (error) {
      this.state.textContent = error.message;
      return;
    }
    if (!read.faults.length) {
      const { onsave } = this;
      this.close({ quiet: true });
      onsave(read.said, read.fact);
      return;
    }
    for (const { where, message: said } of read.faults) {
      const [name, part] = where.split(".");
      const message = said === "Field required" ? needed(this.fields.get(name)?.slot, part) : said;
      const box = byId(`form-${name}-fault`) ?? this.state;
      box.textContent = message.charAt(0).toUpperCase() + message.slice(1) + ".";
    }
    const first = read.faults.map(({ where }) => byId(`form-${where.replace(".", "-")}`)).find(Boolean);
    first?.focus();
  }

  close({ quiet } = {}) {
    clearTimeout(this.timer);
    this.root.hidden = true;
    this.root.replaceChildren();
    this.filling = null;
    this.onclose(quiet);
  }
}

function needed(slot, part) {
  if (part) return `the ${part} is needed too`;
  return slot?.form === "choice" ? "choose one" : "this is needed: give the words of the text that state it";
}

const fault = (name) => h("p", { class: "fault", id: `form-${name}-fault`, role: "alert" });
