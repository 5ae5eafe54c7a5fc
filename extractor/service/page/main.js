/** The page: which of its views the address names, its dialogs, and its keys. */

import { whenKeyIsWanted } from "./api.js";
import { CompareView } from "./compare.js";
import { ask, byId, trouble } from "./dom.js";
import { FilingView } from "./filing.js";
import { Home } from "./home.js";
import { StoreView } from "./store.js";

const home = new Home({ onopen: (id) => (location.hash = `#/filing/${id}`) });
const filing = new FilingView();
const compare = new CompareView();
const store = new StoreView();
let shown = "";

whenKeyIsWanted(async (refused) => {
  byId("key-refused").hidden = !refused;
  byId("key").value = "";
  return (await ask(byId("key-dialog"))) === "ok" ? byId("key").value.trim() : "";
});

async function route() {
  const [, view = "home", id, rest] = /^#\/(filing|compare)\/([^/]+)(?:\/(.+))?$/.exec(location.hash) ?? /^#\/(facts)(?:\/([^/?]+))?(?:\?as_of=(\d{4}-\d\d-\d\d))?$/.exec(location.hash) ?? [];
  const address = `${view}/${id ?? ""}${view === "facts" ? `?${rest ?? ""}` : ""}`;
  if (address === shown && view === "filing") {
    if (rest && filing.entries?.has(rest)) filing.show(rest);
    return;
  }
  shown = address;
  trouble("");
  home.close();
  if (view !== "filing") filing.close();
  document.body.dataset.view = view;
  document.title = "filing-facts";
  byId("to-compare").href = `#/compare/${id}`;
  byId("to-filing").href = `#/filing/${id}`;
  document.body.classList.remove("busy");
  try {
    if (view === "filing") await filing.open(decodeURIComponent(id), rest);
    else if (view === "compare") await compare.open(decodeURIComponent(id));
    else if (view === "facts") await store.open(id && decodeURIComponent(id), rest);
    else await home.open();
  } catch (error) {
    if (error.name === "AbortError" || address !== shown) return;
    if (error.status !== 404) trouble(error.message);
    else if (view === "compare") location.replace(`#/filing/${id}`);
    else {
      byId("title").textContent = "Not found";
      filing.unread("There is no such filing.");
    }
  }
}

addEventListener("hashchange", route);
byId("help-button").addEventListener("click", () => ask(byId("help")));
for (const button of document.querySelectorAll("dialog [data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close(button.dataset.close));
}
document.querySelector("[data-skip]").addEventListener("click", (event) => {
  event.preventDefault(); // the address is the view's
  byId("facts").focus();
});
document.addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(target)) menu.open = false;
});
byId("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  byId("key-dialog").close("ok");
});

document.addEventListener("keydown", (event) => {
  if (event.altKey || document.querySelector("dialog[open]")) return;
  const field = event.target.closest?.("input:not([type=checkbox]), textarea, select");
  const undo = (event.ctrlKey || event.metaKey) && event.key === "z";
  const menu = document.querySelector(".menu[open]");
  if (menu && event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (field) {
    if (event.key === "Escape") {
      if (field.id === "find") filing.list.clear();
      field.blur();
    } else if (field.id === "find" && event.key === "ArrowDown") filing.key({ key: "j", target: field });
    else return;
  } else if (undo && document.body.dataset.view === "filing") {
    filing.undo();
  } else if (event.ctrlKey || event.metaKey) {
    return;
  } else if (event.key === "?") {
    ask(byId("help"));
  } else if (document.body.dataset.view !== "filing" || !filing.key(event)) {
    return;
  }
  event.preventDefault();
});

route();
