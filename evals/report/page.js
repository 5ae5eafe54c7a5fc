"use strict";
for (const box of document.querySelectorAll(".document")) {
  const rows = [...box.querySelectorAll("tr[data-line]")], marks = [...box.querySelectorAll("mark")];
  const choose = (line, from) => {
    for (const row of rows) row.classList.toggle("here", row.dataset.line === line);
    for (const mark of marks) mark.classList.toggle("here", mark.dataset.lines.split(" ").includes(line));
    for (const pane of box.querySelectorAll(".pane")) {
      const mark = pane.querySelector("mark.here");
      if (mark && !pane.contains(from)) pane.scrollTop = mark.offsetTop - pane.clientHeight / 3;
    }
    if (from.tagName === "MARK") box.querySelector("tr.here").scrollIntoView({ block: "nearest" });
  };
  for (const row of rows) {
    row.addEventListener("click", () => choose(row.dataset.line, row));
    row.addEventListener("keydown", (event) => { if (event.key === "Enter") choose(row.dataset.line, row); });
  }
  for (const mark of marks) mark.addEventListener("click", () => choose(mark.dataset.lines.split(" ").at(-1), mark));
}

document.getElementById("wrong").addEventListener("change", (event) =>
  document.body.classList.toggle("wrongonly", event.target.checked));

const kind = document.getElementById("kind");
if (kind) {
  const causes = [...document.querySelectorAll("#errors .cause")].map((box) =>
    ({ count: box.querySelector("summary b"), cases: [...box.querySelectorAll(".cases > li")] }));
  kind.addEventListener("change", () => {
    let shown = 0;
    for (const { count, cases } of causes) {
      for (const one of cases) one.hidden = Boolean(kind.value) && one.dataset.kind !== kind.value;
      const left = cases.filter((one) => !one.hidden).length;
      count.textContent = left;
      shown += left;
    }
    document.getElementById("count").textContent = kind.value ? `${shown} shown` : "";
  });
}

const arrive = () => {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (!target) return;
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  requestAnimationFrame(() => target.scrollIntoView({ block: "center", behavior: "instant" }));
  if (target.dataset.line) { target.click(); target.focus({ preventScroll: true }); }
};
addEventListener("hashchange", arrive);
arrive();
