/** Elements, and what is said to whoever looks or listens. */

/** An element with attributes, listeners and children. A string becomes text, never markup. */
export function h(name, given = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const byId = (id) => document.getElementById(id);

/** Tells a screen reader something, and nobody else. */
export function say(text) {
  byId("said").textContent = text;
}

let fading;

/** Tells something for a while, with what can be done about it. */
export function toast(text, action) {
  const box = byId("toast");
  clearTimeout(fading);
  box.replaceChildren(text, ...(action ? [" ", h("button", { type: "button", class: "link", onclick: action.run }, action.label)] : []));
  box.hidden = false;
  fading = setTimeout(() => (box.hidden = true), 6000);
}

/** Shows what went wrong until it is put right or away. */
export function trouble(text) {
  const box = byId("trouble");
  box.hidden = !text;
  box.replaceChildren(...(text ? [text, h("button", { type: "button", class: "link", onclick: () => trouble("") }, "Dismiss")] : []));
}

/** Opens a dialog and gives what closed it: the value of a button, or "" for Escape. */
export function ask(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) => dialog.addEventListener("close", () => done(dialog.returnValue), { once: true }));
}

/** One of a thing or several, with its count. */
export const counted = (count, one) => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = h("textarea", { class: "hush" }); // where the address is not one the browser trusts
    document.body.append(area);
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
