/** A filing while it is read: how far it is, and what is found, provisional until all of it is read. */

import { follow } from "./api.js";
import { byId, counted } from "./dom.js";

/** Follows the reading to its end; `show` is given the facts found since it was last called, with their numbers. */
export async function watch(id, name, show, signal) {
  const [bar, stage] = [byId("progress"), byId("stage")];
  byId("waiting").hidden = false;
  byId("count").setAttribute("aria-live", "off"); // the stage tells how many there are
  bar.removeAttribute("value");
  stage.textContent = `${name} waits to be read`;
  const fresh = [];
  let read = "Reading …";
  let found = 0;
  await follow(id, (event, data) => {
    if (event === "passage") {
      bar.max = data.total || 1;
      bar.value = data.done;
      read = `Read ${data.done} of ${counted(data.total, "passage")}`;
    }
    if (event === "found") {
      if (!fresh.length) requestAnimationFrame(() => show(fresh.splice(0)));
      fresh.push([data.fact, found++]);
    }
    if (["started", "passage", "found"].includes(event)) stage.textContent = found ? `${read}, ${counted(found, "fact")} so far` : read;
  }, signal);
  byId("count").setAttribute("aria-live", "polite");
}
