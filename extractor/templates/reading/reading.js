/** What a page needs to read a text beside its facts. */

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const MOST = 2000; // as many places are marked at once

/** Text as it is compared in a search: without case, accents and runs of blanks. */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").toLowerCase();

/** Whether a pane scrolls by itself; in a short window the whole page does. */
export const paned = (pane) => getComputedStyle(pane).overflowY !== "visible";

/** Brings a box into view, `under` pixels below the top of its pane; smoothly where the way is short enough to follow. */
export function bring(pane, box, { under = 0, at = 1 / 3, calmly = calm.matches } = {}) {
  const own = paned(pane);
  const view = own ? pane.getBoundingClientRect() : { top: 0, bottom: innerHeight };
  if (box.top >= view.top + under + 16 && box.bottom <= view.bottom - 16) return;
  const room = view.bottom - view.top - under;
  const by = box.top - view.top - under - Math.max(8, Math.min(room * at, room - (box.bottom - box.top) - 24));
  const near = Math.abs(by) < 1.5 * room;
  (own ? pane : window).scrollBy({ top: by, behavior: near && !calmly ? "smooth" : "instant" });
}

/** A form that searches an element's text: all places are marked, Enter goes to the next, Shift and Enter to the one before. */
export function searchText(form, root, reveal) {
  const input = form.querySelector("input");
  const count = form.querySelector("output");
  let places = [];
  let at = -1;

  function look() {
    places = ranges(root, input.value);
    at = -1;
    mark();
    count.textContent = !input.value.trim() ? "" : places.length === MOST ? `${MOST} or more` : `${places.length} found`;
    if (places.length) step(1);
  }

  function step(by) {
    if (!places.length) return;
    at = (at + by + places.length) % places.length;
    count.textContent = `${at + 1} of ${places.length}`;
    mark();
    reveal(places[at].getBoundingClientRect());
  }

  function mark() {
    if (!CSS.highlights) return;
    CSS.highlights.set("found", new Highlight(...places.filter((_, index) => index !== at)));
    CSS.highlights.set("found-now", new Highlight(...(at < 0 ? [] : [places[at]])));
  }

  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") {
      input.value = "";
      look();
      input.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    step(1);
  });
}

/** Where words stand in an element's text, as ranges of the document. */
function ranges(root, words) {
  const wanted = fold(words).trim();
  if (!wanted) return [];
  const nodes = [];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) nodes.push(walk.currentNode);
  const { text, places } = folded(nodes);
  const found = [];
  for (let from = text.indexOf(wanted); from >= 0 && found.length < MOST; from = text.indexOf(wanted, from + wanted.length)) {
    const range = document.createRange();
    range.setStart(...places(from));
    const [node, offset] = places(from + wanted.length - 1);
    range.setEnd(node, offset + 1);
    found.push(range);
  }
  return found;
}

/** The folded text of nodes, and where each of its characters comes from. */
function folded(nodes) {
  const text = [];
  const owner = [];
  const offset = [];
  for (const [index, node] of nodes.entries()) {
    const data = node.data;
    for (let at = 0; at < data.length; at += 1) {
      const plain = data.charCodeAt(at) < 128 ? data[at].toLowerCase() : fold(data[at]);
      for (const one of plain) {
        const shown = /\s/.test(one) ? " " : one;
        if (shown === " " && text[text.length - 1] === " ") continue;
        text.push(shown);
        owner.push(index);
        offset.push(at);
      }
    }
  }
  return { text: text.join(""), places: (at) => [nodes[owner[at]], offset[at]] };
}
