const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const filing = document.getElementById("filing");
const facts = document.getElementById("facts");
const tools = document.querySelector(".tools");
const find = document.getElementById("find");
const boxes = all("input[name=kind]");
const count = document.getElementById("count");
const said = document.getElementById("said");
const none = document.getElementById("none");

const rows = all("tr.fact");
const rowOf = new Map(rows.map((row) => [row.dataset.n, row]));
const marks = all("#text mark");
const marksOf = gathered("e");
const wordsOf = gathered("s"); // where the words of an evidence's slots stand, inside its quote or out
const looseOf = gathered("u");
for (const mark of marks) mark.evidence = mark.dataset.e.split(" ");
for (const row of rows) {
  row.detail = row.nextElementSibling;
  row.evidence = all("blockquote", row.detail);
  // What is searched is what the fact says: its values, as read and as printed, and its kind. Its quotes say more.
  const printed = all("p span", row.detail);
  row.words = fold([row.dataset.label, ...[...row.cells].slice(1), ...printed].map((one) => one.textContent ?? one).join(" "));
  row.link = row.querySelector("a");
  row.link.tabIndex = -1;
}
let current = null;
let turn = 0;

/** The pieces of the text by each of the names that a data attribute of theirs holds. */
function gathered(name) {
  const of = new Map();
  for (const piece of all(`#text [data-${name}]`)) {
    for (const id of piece.dataset[name].split(" ")) of.set(id, [...(of.get(id) ?? []), piece]);
  }
  return of;
}

const factOf = (id) => rowOf.get(id.slice(0, id.indexOf("-")));
const shown = () => rows.filter((row) => !row.hidden);
const topOf = () => document.querySelector(".seek").offsetHeight;

function reveal(box, calmly) {
  bring(filing, box, { under: paned(filing) ? topOf() : 0, calmly });
}

function revealRow(row) {
  const stuck = getComputedStyle(tools).position === "sticky" ? tools.offsetHeight : 0;
  const top = row.getBoundingClientRect().top;
  bring(facts, { top, bottom: row.detail.getBoundingClientRect().bottom }, { under: stuck });
}

// A mark takes the colour of its shortest visible evidence, and is underlined in that of the next kind.
// The selected evidence comes before all others.
function paint(mark, first) {
  const colours = first ? [first] : [];
  for (const id of mark.evidence) {
    const row = factOf(id);
    if (!row.hidden && !colours.includes(row.dataset.colour)) colours.push(row.dataset.colour);
  }
  mark.className = !colours.length ? "off" : "k" + colours[0] + (colours.length > 1 ? " o" + colours[1] : "");
}

function filter() {
  const off = new Set(boxes.filter((box) => !box.checked).map((box) => box.value));
  const words = fold(find.value).split(" ").filter(Boolean);
  for (const row of rows) {
    row.hidden = off.has(row.dataset.kind) || !words.every((word) => row.words.includes(word));
    row.detail.hidden = row.hidden || row !== current;
  }
  for (const section of all("section.kind")) section.hidden = !section.querySelector("tr.fact:not([hidden])");
  const left = shown().length;
  count.textContent = left + " of " + rows.length + (rows.length === 1 ? " fact" : " facts");
  none.hidden = left > 0 || !rows.length;
  enter();
  for (const mark of marks) paint(mark);
  light();
}

// Tab enters the table at one fact; the keys go on from there.
function enter() {
  for (const row of rows) row.link.tabIndex = -1;
  const stop = current && !current.hidden ? current : shown()[0];
  if (stop) stop.link.tabIndex = 0;
}

function light() {
  for (const mark of all("mark.now")) paint(mark);
  for (const piece of all("#text .word, #text .here")) piece.classList.remove("word", "here");
  if (!current || current.hidden) return [];
  const id = current.dataset.n + "-" + turn;
  const lit = marksOf.get(id) ?? [];
  for (const mark of lit) {
    paint(mark, current.dataset.colour);
    mark.classList.add("now");
  }
  for (const piece of wordsOf.get(id) ?? []) piece.classList.add("word");
  return lit;
}

function flash(pieces) {
  for (const piece of pieces) {
    piece.classList.remove("flash");
    void piece.offsetWidth; // restarts the animation
    piece.classList.add("flash");
  }
}

function select(row, nth = 0, near = []) {
  for (const other of all("tr.near")) other.classList.remove("near");
  if (current) {
    current.classList.remove("on");
    current.link.removeAttribute("aria-current");
    current.link.setAttribute("aria-expanded", "false");
    current.detail.hidden = true;
  }
  current = row;
  turn = nth;
  enter();
  if (row) {
    row.classList.add("on");
    row.link.setAttribute("aria-current", "true");
    row.link.setAttribute("aria-expanded", "true");
    row.detail.hidden = false;
    for (const other of near) if (other !== row) other.classList.add("near");
  }
  return light();
}

/** Selects a fact and shows it with its evidence, both in view where the panes scroll by themselves. */
function show(row, nth = 0, near = []) {
  const lit = select(row, nth, near);
  if (lit.length && paned(filing)) reveal(lit[0].getBoundingClientRect());
  flash(lit);
  row.link.focus({ preventScroll: true });
  revealRow(row);
  const quote = row.evidence[nth];
  if (quote) said.textContent = `Evidence ${nth + 1} of ${row.evidence.length}, ${quote.textContent}`;
  history.replaceState(null, "", "#f" + row.dataset.n);
}

/** Goes to what an address within the page names: a fact, one of its evidence, or what is in no fact. */
function go(hash) {
  const [, what, id] = /^#([feu])([\d-]+)$/.exec(hash) ?? [];
  const row = what === "f" ? rowOf.get(id) : what === "e" ? factOf(id) : undefined;
  if (row) {
    if (row.hidden) clear();
    show(row, what === "e" ? Number(id.split("-")[1]) : 0);
    if (what === "e") reveal(marksOf.get(id)?.[0]?.getBoundingClientRect() ?? row.getBoundingClientRect());
  } else if (what === "u" && looseOf.has(id)) {
    const pieces = looseOf.get(id);
    select(null);
    for (const piece of pieces) piece.classList.add("here");
    reveal(pieces[0].getBoundingClientRect());
    flash(pieces);
    said.textContent = "Shown in the text, in no fact: " + pieces.map((piece) => piece.textContent).join("");
  } else return false;
  return true;
}

function step(by) {
  const list = shown();
  if (!list.length) return;
  const at = list.indexOf(current);
  show(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1)]);
}

function clear() {
  find.value = "";
  for (const box of boxes) box.checked = true;
  filter();
}

facts.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  const row = event.target.closest("tr.fact");
  if (row) show(row, row === current ? (turn + 1) % Math.max(row.evidence.length, 1) : 0);
  else if (!link || !go(link.hash)) return;
  event.preventDefault();
});
document.getElementById("text").addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (!mark || !getSelection().isCollapsed) return;
  const ids = mark.evidence.filter((id) => !factOf(id).hidden);
  if (!ids.length) return;
  const id = ids[(ids.findIndex((one) => factOf(one) === current) + 1) % ids.length];
  show(factOf(id), Number(id.split("-")[1]), ids.map(factOf));
});
find.addEventListener("input", filter);
find.form.addEventListener("submit", (event) => {
  event.preventDefault();
  step(1);
});
for (const box of boxes) box.addEventListener("change", filter);
addEventListener("hashchange", () => go(location.hash));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target === find;
  const inTable = event.target.closest && event.target.closest("tr.fact");
  if (!typing && event.target.type === "search") return;
  if (event.key === "Escape") {
    if (find.value || boxes.some((box) => !box.checked)) clear();
    else select(null);
    if (typing) find.blur();
  } else if (typing) {
    if (event.key === "ArrowDown") step(1);
    else return;
  } else if (event.key === "/") {
    find.focus();
    find.select();
  } else if (event.key === "j" || (inTable && event.key === "ArrowDown")) {
    step(1);
  } else if (event.key === "k" || (inTable && event.key === "ArrowUp")) {
    step(-1);
  } else {
    return; // Enter on a fact's link is a click, which shows its next evidence
  }
  event.preventDefault();
});

searchText(document.querySelector(".seek"), document.getElementById("text"), reveal);
if (!go(location.hash) && rows.length) {
  const lit = select(rows[0]);
  if (lit.length && paned(filing)) reveal(lit[0].getBoundingClientRect(), true);
}
