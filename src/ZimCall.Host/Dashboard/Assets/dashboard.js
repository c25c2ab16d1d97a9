// Brings what changes on a page up to date, every second while somebody looks.
"use strict";

const live = document.getElementById("live");
const offline = document.getElementById("offline");
const address = new URL(location.href);
address.searchParams.set("part", "live");
let shown = null;

async function refresh() {
  try {
    const reply = await fetch(address, { redirect: "manual" });
    if (reply.type === "opaqueredirect") {
      // The pass is over, or what is looked for is elsewhere now.
      location.reload();
      return;
    }

    const text = await reply.text();
    if (text !== shown && !live.contains(document.activeElement)) {
      shown = text;
      live.innerHTML = text;
    }

    offline.hidden = true;
  } catch {
    offline.hidden = false;
  }
}

async function run() {
  if (!document.hidden) {
    await refresh();
  }

  setTimeout(run, 1000);
}

setTimeout(run, 1000);
