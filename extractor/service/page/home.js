/** The first page: drop a filing, or open a recent one. */

import { call, json, of } from "./api.js";
import { ask, byId, counted, h, trouble } from "./dom.js";
import { ago } from "./values.js";

const STATES = { queued: "waiting", running: "being read", started: "being read", done: "read", failed: "failed" };
const REFRESH = 3000;

export class Home {
  /** `onopen` is told the id of an extraction. */
  constructor({ onopen }) {
    this.onopen = onopen;
    const drop = byId("drop");
    const file = byId("file");
    file.addEventListener("change", () => this.upload([...file.files]).finally(() => (file.value = "")));
    for (const name of ["dragover", "dragleave", "drop"]) {
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", name === "dragover");
        if (name === "drop") this.upload([...event.dataTransfer.files], event.dataTransfer.getData("text/plain"));
      });
    }
    byId("paste").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = byId("pasted").value;
      if (text.trim()) this.send(() => json("extractions", { method: "POST", body: { text, name: byId("pasted-name").value.trim() || "pasted.txt", ...this.date() } }));
    });
    byId("more").addEventListener("click", () => this.page(this.next));
  }

  date() {
    const date = byId("date").value;
    return date ? { date } : {};
  }

  async upload(files, text = "") {
    if (!files.length && text.trim()) return this.send(() => json("extractions", { method: "POST", body: { text, name: "dropped.txt", ...this.date() } }));
    const sent = [];
    for (const file of files) {
      const body = new FormData();
      body.set("file", file);
      for (const [name, value] of Object.entries(this.date())) body.set(name, value);
      const made = await this.send(() => json("extractions", { method: "POST", body }), files.length === 1);
      if (made) sent.push(made);
    }
    if (files.length > 1 && sent.length) await this.open();
  }

  async send(how, open = true) {
    trouble("");
    const drop = byId("drop");
    drop.setAttribute("aria-busy", "true");
    try {
      const made = await how();
      byId("pasted").value = "";
      if (open) this.onopen(made.id);
      return made;
    } catch (error) {
      trouble([error.message, ...(error.faults ?? []).map(({ where, message }) => `${where}: ${message}`)].join(" · "));
      return null;
    } finally {
      drop.removeAttribute("aria-busy");
    }
  }

  async open() {
    this.items = [];
    await this.page();
  }

  close() {
    clearTimeout(this.timer);
  }

  async page(cursor) {
    clearTimeout(this.timer);
    const { items, next } = await json(`extractions?limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
    this.items = cursor ? [...this.items, ...items] : items;
    this.next = next;
    this.draw();
    const going = this.items.some(({ status }) => status !== "done" && status !== "failed");
    if (going && !cursor) this.timer = setTimeout(() => this.page().catch((error) => trouble(error.message)), REFRESH);
  }

  async delete({ id, name }) {
    byId("deleted").textContent = name;
    if ((await ask(byId("delete-dialog"))) !== "ok") return;
    try {
      await call(of(id), { method: "DELETE" });
      for (const key of Object.keys(localStorage)) if (key.startsWith(`filing-facts.review.${id}.`)) localStorage.removeItem(key);
    } catch (error) {
      trouble(error.message);
    }
    await this.open().catch((error) => trouble(error.message));
  }

  draw() {
    byId("more").hidden = !this.next;
    byId("recent").hidden = !this.items.length;
    byId("nothing").hidden = this.items.length > 0;
    byId("rows").replaceChildren(...this.items.map((one) => h("tr", { class: one.status },
      h("td", { "data-label": "filing" }, h("a", { href: `#/filing/${encodeURIComponent(one.id)}` }, one.name), one.error && h("small", {}, one.error)),
      h("td", { "data-label": "state" }, h("span", { class: `state ${one.status}` }, STATES[one.status] ?? one.status)),
      h("td", { "data-label": "facts", class: "num" }, typeof one.facts === "number" ? counted(one.facts, "fact") : ""),
      h("td", { "data-label": "sent" }, h("time", { datetime: one.created, title: new Date(one.created).toLocaleString() }, ago(one.created))),
      h("td", {}, h("button", { type: "button", class: "link", "aria-label": `Delete ${one.name}`, onclick: () => this.delete(one) }, "Delete")))));
  }
}
