(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const rows = all("tr.fact");
  const rowOf = new Map(rows.map((row) => [row.dataset.n, row]));
  const marks = all("#text mark");
  const marksOf = new Map();
  for (const mark of marks) {
    mark.evidence = mark.dataset.e.split(" ");
    for (const id of mark.evidence) marksOf.set(id, (marksOf.get(id) || []).concat(mark));
  }
  const wordsOf = new Map(); // where the words of an evidence's slots stand, inside its quote or out
  for (const piece of all("#text [data-s]")) {
    for (const id of piece.dataset.s.split(" ")) wordsOf.set(id, (wordsOf.get(id) || []).concat(piece));
  }
  for (const row of rows) {
    row.detail = row.nextElementSibling;
    row.evidence = all("blockquote a", row.detail);
    row.words = (row.textContent + " " + row.detail.textContent).replace(/\s+/g, " ").toLowerCase();
    row.link = row.querySelector("a");
    row.link.tabIndex = -1;
  }
  if (rows.length) rows[0].link.tabIndex = 0;

  const filing = document.getElementById("filing");
  const facts = document.getElementById("facts");
  const tools = document.querySelector(".tools");
  const find = document.getElementById("find");
  const boxes = all("input[name=kind]");
  const count = document.getElementById("count");
  const none = document.getElementById("none");
  let current = null;
  let turn = 0;

  const factOf = (id) => rowOf.get(id.slice(0, id.indexOf("-")));
  const shown = () => rows.filter((row) => !row.hidden);

  // Scrolls one pane and nothing around it; smoothly where the way is short enough to follow.
  function scroll(pane, top) {
    const near = Math.abs(top - pane.scrollTop) < 1.5 * pane.clientHeight;
    pane.scrollTo({ top, behavior: near && !calm.matches ? "smooth" : "instant" });
  }

  function reveal(mark) {
    const box = mark.getBoundingClientRect();
    const view = filing.getBoundingClientRect();
    if (box.top < view.top + 48 || box.bottom > view.bottom - 48) {
      scroll(filing, filing.scrollTop + box.top - view.top - filing.clientHeight / 3);
    }
  }

  function revealRow(row) {
    const view = facts.getBoundingClientRect();
    const top = row.getBoundingClientRect().top - Math.max(tools.getBoundingClientRect().bottom, view.top) - 8;
    const bottom = row.detail.getBoundingClientRect().bottom - view.bottom + 8;
    if (top < 0) scroll(facts, facts.scrollTop + top - 24);
    else if (bottom > 0) scroll(facts, facts.scrollTop + Math.min(bottom, top));
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
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      row.hidden = off.has(row.dataset.kind) || !words.every((word) => row.words.includes(word));
      row.detail.hidden = row.hidden || row !== current;
    }
    for (const section of all("section.kind")) section.hidden = !section.querySelector("tr.fact:not([hidden])");
    const left = shown().length;
    count.textContent = left + " of " + rows.length + (rows.length === 1 ? " fact" : " facts");
    none.hidden = left > 0 || !rows.length;
    for (const row of rows) row.link.tabIndex = -1;
    const stop = current && !current.hidden ? current : shown()[0]; // where Tab enters the table
    if (stop) stop.link.tabIndex = 0;
    for (const mark of marks) paint(mark);
    light();
  }

  function light() {
    for (const mark of all("mark.now")) paint(mark);
    for (const piece of all("#text .word")) piece.classList.remove("word");
    if (!current || current.hidden) return [];
    const id = current.dataset.n + "-" + turn;
    const lit = marksOf.get(id) || [];
    for (const mark of lit) {
      paint(mark, current.dataset.colour);
      mark.classList.add("now");
    }
    for (const piece of wordsOf.get(id) || []) piece.classList.add("word");
    return lit;
  }

  function select(row, nth = 0, near = []) {
    for (const other of all("tr.near")) other.classList.remove("near");
    if (current) {
      current.classList.remove("on");
      current.link.removeAttribute("aria-current");
      current.link.tabIndex = -1;
      current.detail.hidden = true;
    }
    current = row;
    turn = nth;
    if (!row) {
      light();
      if (rows.length) (shown()[0] || rows[0]).link.tabIndex = 0;
      return;
    }
    row.classList.add("on");
    row.link.setAttribute("aria-current", "true");
    row.link.tabIndex = 0;
    row.detail.hidden = false;
    for (const other of near) if (other !== row) other.classList.add("near");
    const lit = light();
    if (lit.length) {
      reveal(lit[0]);
      for (const mark of lit) {
        mark.classList.remove("flash");
        void mark.offsetWidth; // restarts the animation
        mark.classList.add("flash");
      }
    }
  }

  function show(row, nth, near) {
    select(row, nth, near);
    row.link.focus({ preventScroll: true });
    revealRow(row);
  }

  function step(by) {
    const list = shown();
    if (!list.length) return;
    const at = list.indexOf(current);
    show(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1)]);
  }

  function again(row) {
    show(row, row === current ? (turn + 1) % Math.max(row.evidence.length, 1) : 0);
  }

  facts.addEventListener("click", (event) => {
    const quote = event.target.closest("blockquote a");
    const row = event.target.closest("tr.fact");
    if (quote) {
      event.preventDefault();
      show(quote.closest("tr").previousElementSibling, Number(quote.dataset.e.split("-")[1]));
    } else if (row) {
      event.preventDefault();
      again(row);
    }
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

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target === find;
    const inTable = event.target.closest && event.target.closest("tr.fact");
    if (event.key === "Escape") {
      if (find.value || boxes.some((box) => !box.checked)) {
        find.value = "";
        for (const box of boxes) box.checked = true;
        filter();
      } else {
        select(null);
      }
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

  const asked = /^#f(\d+)$/.exec(location.hash);
  if (asked && rowOf.has(asked[1])) show(rowOf.get(asked[1]));
})();
