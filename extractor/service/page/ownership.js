/** Who owns whom, drawn: owners above what they own, layer by layer, with stakes and the days of their filings. */

import { h } from "./dom.js";

const [WIDE, HIGH, GAP, RISE] = [170, 44, 24, 74]; // of a name's box, and between boxes and layers
const LETTERS = 22;
const MOST = 60; // names; beyond them a picture says less than the tables

const share = (stake) => (stake === null ? "a stake" : `${Number(stake.toFixed(2))}%`);
const short = (name) => (name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name);
const said = ({ stake, date }) => [share(stake), date].filter(Boolean).join(", ");

function s(name, given, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The steps of all chains of holdings, each once: { owner, owned, stake, date }; of those known, what filings say. */
export function steps(held) {
  const found = new Map();
  for (const { paths, date } of held) {
    for (const [chain, stake] of paths) {
      for (let at = 0; at + 1 < chain.length; at += 1) {
        const [owner, owned] = [chain[at], chain[at + 1]];
        const key = JSON.stringify([owner, owned]);
        if (chain.length === 2) found.set(key, { owner, owned, stake, date });
        else if (!found.has(key)) found.set(key, { owner, owned, stake: null, date: null });
      }
    }
  }
  return [...found.values()];
}

/** How far each name stands below `centre`, by its longest chain; above it below nothing. */
function depths(held, centre) {
  const depth = new Map([[centre, 0]]);
  for (const [chain] of held.flatMap(({ paths }) => paths)) {
    const from = chain.indexOf(centre);
    chain.forEach((name, at) => {
      if (Math.abs(at - from) > Math.abs(depth.get(name) ?? 0)) depth.set(name, at - from);
    });
  }
  return depth;
}

/** The names of each layer, from the uppermost owners down, each near those that it is drawn to. */
function layered(depth, edges) {
  const layers = [];
  const uppermost = Math.min(...depth.values());
  for (const [name, at] of depth) (layers[at - uppermost] ??= []).push(name);
  const place = new Map();
  const set = (layer) => layer.forEach((name, at) => place.set(name, at - (layer.length - 1) / 2));
  const near = (name) => {
    const others = edges.filter(({ owner, owned }) => owner === name || owned === name).map(({ owner, owned }) => place.get(owner === name ? owned : owner)).filter((one) => one !== undefined);
    return others.length ? others.reduce((sum, one) => sum + one, 0) / others.length : 0;
  };
  const found = [...layers].map((layer) => layer ?? []);
  found.forEach(set);
  for (let round = 0; round < 4; round += 1) {
    for (const layer of round % 2 ? found.toReversed() : found) set(layer.sort((a, b) => near(a) - near(b) || a.localeCompare(b)));
  }
  return { layers: found, place };
}

/** The picture, and the same as a list; nothing where nobody holds anything, or too many do. */
export function picture(centre, held, edges) {
  const depth = depths(held, centre);
  if (!edges.length || depth.size > MOST) return null;
  const { layers, place } = layered(depth, edges);
  const width = Math.max(...layers.map(({ length }) => length)) * (WIDE + GAP) + GAP;
  const height = layers.length * (HIGH + RISE) - RISE + 2 * GAP;
  const x = (name) => width / 2 + place.get(name) * (WIDE + GAP);
  const y = (name) => GAP + (depth.get(name) - Math.min(...depth.values())) * (HIGH + RISE);
  const lines = edges.map(({ owner, owned }) => s("line", { x1: x(owner), y1: y(owner) + HIGH, x2: x(owned), y2: y(owned) }));
  const labels = edges.map((edge, at) => {
    const far = edges.length > 1 && at % 2 ? 0.62 : 0.42; // so that two beside each other are not on one line
    const [x1, y1, x2, y2] = [x(edge.owner), y(edge.owner) + HIGH, x(edge.owned), y(edge.owned)];
    return s("text", { x: x1 + (x2 - x1) * far, y: y1 + (y2 - y1) * far, class: "stake" }, said(edge));
  });
  const boxes = [...depth.keys()].map((name) => s("g", name === centre ? { class: "centre" } : {},
    s("title", {}, name),
    s("rect", { x: x(name) - WIDE / 2, y: y(name), width: WIDE, height: HIGH, rx: 5 }),
    s("text", { x: x(name), y: y(name) + HIGH / 2 }, short(name))));
  const list = edges.map((edge) => h("li", {}, `${edge.owner} owns ${said(edge)} of ${edge.owned}`));
  return [h("h3", {}, "Who owns whom"), h("figure", { class: "owning" },
    h("div", { class: "drawn", tabindex: "0", role: "group", "aria-label": "Picture of who owns whom" },
      s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Who owns whom around ${centre}; the list below says the same` }, ...lines, ...boxes, ...labels)),
    h("figcaption", {}, h("details", {}, h("summary", {}, "The same as a list"), h("ul", {}, list))))];
}
