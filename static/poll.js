// Live progress: no polling in hidden tabs, a word when the connection is lost.
(function () {
  "use strict";
  const POLLING = ["progress", "cell-written"];
  const polling = () => POLLING.map((id) => document.getElementById(id)).find((part) => part && part.hasAttribute("hx-get"));
  const isPoll = (event) => event.detail.elt && POLLING.includes(event.detail.elt.id);
  const isStrip = (event) => event.detail.elt && event.detail.elt.id === "progress";

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (isPoll(event) && document.hidden) event.preventDefault();
  });

  document.addEventListener("visibilitychange", () => {
    const part = polling();
    if (!document.hidden && part) htmx.trigger(part, "poll-now");
  });

  // What the strip says is read out, at most every ten seconds and once more at the end.
  const EVERY_MS = 10000;
  let lastSaid = 0;
  document.addEventListener("htmx:afterSettle", (event) => {
    const said = document.getElementById("said");
    const strip = document.getElementById("progress");
    if (!said || !strip || event.target.id !== "progress") return;
    const isOver = !strip.hasAttribute("hx-get");
    if (!isOver && Date.now() - lastSaid < EVERY_MS) return;
    lastSaid = Date.now();
    const parts = [...strip.querySelectorAll("h2, [data-summary]")].map((part) => part.textContent.trim().replace(/\.$/, ""));
    said.textContent = parts.join(". ") || "All cells are ready.";
  });

  // A cell that is replaced under the focus hands it on to the same control in its new self.
  let held = null;
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const cell = event.detail.target;
    const active = document.activeElement;
    held = cell && cell.contains(active) ? { id: cell.id, name: active.getAttribute("aria-label") } : null;
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    const cell = held && document.getElementById(held.id);
    if (!cell) return;
    const controls = [...cell.querySelectorAll("a, button, summary")];
    const same = controls.find((control) => control.getAttribute("aria-label") === held.name);
    held = null;
    const next = same || cell.querySelector(".acts a") || controls[0];
    if (next) next.focus({ preventScroll: true });
  });

  function say(isLost) {
    document.querySelectorAll("#progress [data-lost]").forEach((line) => (line.hidden = !isLost));
  }
  document.addEventListener("htmx:sendError", (event) => isStrip(event) && say(true));
  document.addEventListener("htmx:afterRequest", (event) => {
    if (isStrip(event) && event.detail.xhr && event.detail.xhr.status) say(event.detail.xhr.status >= 500);
  });
})();
