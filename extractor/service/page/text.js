/** A filing's text with its evidence marked: cut into blocks of lines, each drawn anew when its evidence changes. */

import { bring, paned } from "./reading/reading.js";
import { h } from "./dom.js";
import { squeeze } from "./values.js";

const BLOCK = 6000; // characters, from line to line
const LARGE = 400_000; // from here on what is out of view is not laid out
const TYPED = 132; // the longest line of a text that was set in lines

export class FilingText {
  /** `onmark` is told the keys of the facts under a click, shortest evidence first. */
  constructor(pane, root, { onmark }) {
    this.pane = pane;
    this.root = root;
    this.evidence = []; // { id, key, start, end, colour, title, words: [[start, end]] }, by start
    this.hidden = () => false;
    this.muted = () => false;
    this.lit = "";
    root.addEventListener("click", (event) => {
      const mark = event.target.closest("mark");
      if (!mark || !getSelection().isCollapsed) return;
      const ids = mark.dataset.e.split(" ").filter((id) => !this.hidden(id.split("~")[0]));
      if (ids.length) onmark(ids.map((id) => ({ key: id.split("~")[0], nth: Number(id.split("~")[1]) })));
    });
  }

  open(text, language) {
    this.text = text;
    this.blocks = [];
    for (let start = 0; start < text.length; ) {
      const line = text.indexOf("\n", Math.min(start + BLOCK, text.length));
      const end = line < 0 ? text.length : line + 1;
      this.blocks.push({ start, end, element: h("div") });
      start = end;
    }
    const lines = text.split("\n");
    this.root.className = Math.max(...lines.slice(0, 5000).map((line) => line.length)) <= TYPED ? "mono" : "serif";
    this.root.classList.toggle("large", text.length > LARGE);
    this.root.lang = language || "";
    this.root.replaceChildren(...this.blocks.map((block) => block.element));
    this.evidence = [];
    for (const block of this.blocks) this.draw(block);
  }

  /** Puts other evidence in the place of some facts' own, and draws what that touches. */
  change(keys, evidence) {
    const changed = new Set(keys);
    const gone = this.evidence.filter((one) => changed.has(one.key));
    this.evidence = [...this.evidence.filter((one) => !changed.has(one.key)), ...evidence].sort((a, b) => a.start - b.start);
    const touched = [...gone, ...evidence].flatMap((one) => [one, ...one.words.map(([start, end]) => ({ start, end }))]);
    const inside = (block) => touched.some((one) => one.start < block.end && one.end > block.start);
    for (const block of this.blocks) if (inside(block)) this.draw(block);
  }

  draw(block) {
    const within = ([start, end]) => start < block.end && end > block.start;
    const near = this.evidence.filter((one) => within([one.start, one.end]) || one.words.some(within));
    const cuts = new Set([block.start, block.end]);
    for (const [start, end] of near.flatMap((one) => [[one.start, one.end], ...one.words]).filter(within)) {
      cuts.add(Math.max(start, block.start)).add(Math.min(end, block.end));
    }
    const ordered = [...cuts].sort((a, b) => a - b);
    const pieces = [];
    for (let at = 0; at + 1 < ordered.length; at += 1) {
      const [start, end] = [ordered[at], ordered[at + 1]];
      const over = near.filter((one) => one.start <= start && one.end >= end).sort((a, b) => a.end - a.start - (b.end - b.start));
      const filled = near.filter((one) => one.words.some(([from, to]) => from <= start && to >= end)).map((one) => one.id);
      const text = this.text.slice(start, end);
      if (!over.length && !filled.length) pieces.push(text);
      else pieces.push(h(over.length ? "mark" : "span", {
        "data-e": over.map((one) => one.id).join(" ") || null,
        "data-c": over.map((one) => one.colour).join(" ") || null,
        "data-s": filled.join(" ") || null,
        title: [...new Set(over.map((one) => one.title))].join(", ") || null,
      }, text));
    }
    block.element.replaceChildren(...pieces);
    for (const mark of block.element.querySelectorAll("mark")) this.paint(mark);
  }

  // A mark takes the colour of its shortest visible evidence, and is underlined in that of the next kind.
  paint(mark) {
    const ids = mark.dataset.e.split(" ");
    const colours = mark.dataset.c.split(" ");
    const shown = ids.map((id, at) => [id, colours[at]]).filter(([id]) => id === this.lit || !this.hidden(id.split("~")[0]));
    const now = shown.find(([id]) => id === this.lit);
    const order = [...new Set([...(now ? [now] : []), ...shown].map(([, colour]) => colour))];
    mark.className = !order.length ? "off" : `k${order[0]}${order.length > 1 ? ` o${order[1]}` : ""}${now ? " now" : ""}${now && this.muted(now[0].split("~")[0]) ? " muted" : ""}`;
  }

  paintAll() {
    for (const mark of this.root.querySelectorAll("mark")) this.paint(mark);
  }

  /** Lights one evidence of a fact; brings it into view unless the page scrolls as one. */
  light(key, nth = 0, { always = false, still = false, calmly } = {}) {
    const before = this.pieces(this.lit);
    for (const piece of this.root.querySelectorAll(".word")) piece.classList.remove("word");
    this.lit = key ? `${key}~${nth}` : "";
    for (const mark of before) this.paint(mark);
    const now = this.pieces(this.lit);
    for (const mark of now) this.paint(mark);
    for (const piece of this.lit ? this.root.querySelectorAll(`[data-s~="${CSS.escape(this.lit)}"]`) : []) piece.classList.add("word");
    if (now.length && !still && (always || paned(this.pane))) this.reveal(() => now[0].getBoundingClientRect(), calmly);
    return now.length > 0;
  }

  pieces(id) {
    return id ? [...this.root.querySelectorAll(`mark[data-e~="${CSS.escape(id)}"]`)] : [];
  }

  reveal(box, calmly) {
    const under = paned(this.pane) ? this.pane.querySelector(".seek").offsetHeight : 0;
    const large = this.root.classList.contains("large");
    bring(this.pane, box(), { under, calmly: calmly || large || undefined });
    // What was not laid out before has another height than was thought.
    if (large) requestAnimationFrame(() => bring(this.pane, box(), { under, calmly: true }));
  }

  /** The words that are selected in the text, and where; null if none are. */
  selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount || !this.root.contains(selection.getRangeAt(0).commonAncestorContainer)) return null;
    const words = squeeze(selection.toString());
    return words ? { words, box: selection.getRangeAt(0).getBoundingClientRect() } : null;
  }
}
