// Small helps on every page. Everything here is an addition: the pages work without it.
(function () {
  "use strict";
  const root = document.documentElement;
  const THEMES = ["system", "light", "dark"];

  function nameTheme(button) {
    button.hidden = false;
    button.querySelector("[data-theme-name]").textContent = `Theme: ${root.dataset.theme || "system"}`;
  }

  function switchTheme() {
    const next = THEMES[(THEMES.indexOf(root.dataset.theme || "system") + 1) % THEMES.length];
    if (next === "system") delete root.dataset.theme;
    else root.dataset.theme = next;
    try {
      localStorage.setItem("theme", next);
    } catch (refused) {
      // Not remembered then.
    }
    document.querySelectorAll("[data-theme-switch]").forEach(nameTheme);
  }

  function textOf(cell) {
    return [...cell.querySelectorAll(".ex > li")]
      .map((item) => `${item.querySelector("summary").textContent.trim()}: ${item.querySelector(".tx").textContent.trim()}`)
      .join("\n");
  }

  async function copyExamples(button) {
    await navigator.clipboard.writeText(textOf(button.closest(".cell")));
    const title = button.title;
    button.title = "Copied";
    const said = document.getElementById("said");
    if (said) said.textContent = "Copied";
    button.classList.add("done");
    setTimeout(() => {
      button.title = title;
      button.classList.remove("done");
    }, 1500);
  }

  function prepare(part) {
    part.querySelectorAll("[data-theme-switch]").forEach(nameTheme);
    if (navigator.clipboard) part.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = false));
    part.querySelectorAll("[data-print]").forEach((button) => (button.hidden = false));
    const summary = part.querySelector("[data-focus]");
    if (summary) summary.focus();
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-switch]")) switchTheme();
    const copy = event.target.closest("[data-copy]");
    if (copy) copyExamples(copy);
    if (event.target.closest("[data-print]")) window.print();
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  document.addEventListener("focusout", (event) => {
    const menu = event.target.closest("details.menu[open]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });

  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.value;
  });
  document.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
  document.addEventListener("htmx:oobAfterSwap", (event) => prepare(event.target));
  prepare(document);
})();
