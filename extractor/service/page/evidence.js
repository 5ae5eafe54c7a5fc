/** Where facts are stated: the service's offsets and a person's quotes as places in the browser's text. */

import { label, squeeze } from "./values.js";

/** Turns the service's offsets, which count characters, into those of the browser's text, which count halves of some. */
export function places(text) {
  if (!/[\ud800-\udbff]/.test(text)) return (at) => at;
  const at = [];
  for (let index = 0; index < text.length; index += text.codePointAt(index) > 0xffff ? 2 : 1) at.push(index);
  at.push(text.length);
  return (offset) => at[Math.min(offset, at.length - 1)];
}

/** Where words stand in a text, white space aside; from `from` on, else anywhere. */
export function find(text, words, from = 0) {
  const parts = squeeze(words).split(" ").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!parts[0]) return null;
  const pattern = new RegExp(parts.join("\\s+"), "g");
  pattern.lastIndex = from;
  const found = pattern.exec(text) ?? (from ? new RegExp(pattern.source).exec(text) : null);
  return found && { start: found.index, end: found.index + found[0].length };
}

export class Evidence {
  constructor(text) {
    this.text = text;
    this.place = places(text);
    this.lines = [0, ...[...text.matchAll(/\n/g)].map((found) => found.index + 1)];
  }

  /** Evidence of a result with its places (`from`, `to`, `words`) and the line in which it begins. */
  placed(evidence) {
    return evidence.map((one) => {
      const words = Object.values(one.slots).flat().map(([start, end]) => [this.place(start), this.place(end)]);
      return { ...one, from: this.place(one.start), to: this.place(one.end), words, line: this.line(this.place(one.start)) };
    });
  }

  /** Evidence for what a person says: from a place on where its quote is first, else anywhere. */
  found(said, from = 0) {
    const at = find(this.text, said.quote, from);
    if (!at) return [];
    const within = this.text.slice(at.start, at.end);
    const words = Object.entries(said).filter(([name]) => name !== "kind" && name !== "quote").flatMap(([, value]) => value);
    const spans = words.map((value) => find(within, String(value?.text ?? value))).filter(Boolean);
    return [{ quote: said.quote, start: null, from: at.start, to: at.end, words: spans.map(({ start, end }) => [at.start + start, at.start + end]), line: this.line(at.start) }];
  }

  line(at) {
    let [low, high] = [0, this.lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.lines[middle] <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** A fact's evidence as it is marked in the text. */
export function marksOf({ key, number, evidence }, kind) {
  const title = `${label(kind.kind)} ${number}`;
  return evidence.filter((one) => one.to > one.from).map((one, nth) => ({ id: `${key}~${nth}`, key, start: one.from, end: one.to, colour: kind.colour, title, words: one.words }));
}
