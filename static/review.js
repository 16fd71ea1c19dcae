// The review page: keeps the marks of what is chosen, the focus and the arrow keys in step with htmx.
"use strict";

(() => {
  const NARROW = window.matchMedia("(max-width: 64rem)");

  function matrixLinks() {
    return [...document.querySelectorAll("#review-matrix a[hx-get]")];
  }

  /** Mark the link of the part that the address names as the current one. */
  function markChosen() {
    const wanted = new URLSearchParams(location.search);
    for (const link of matrixLinks()) {
      const own = new URLSearchParams(new URL(link.href).search);
      const isChosen = ["competency", "level"].every((name) => own.get(name) === wanted.get(name));
      if (isChosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  function showSide() {
    const title = document.getElementById("side-title");
    if (!title) return;
    title.focus({ preventScroll: !NARROW.matches });
    if (NARROW.matches) title.scrollIntoView({ block: "start" });
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    markChosen();
    const problem = document.getElementById("review-errors");
    if (problem) problem.focus();
    else if (event.detail.target && event.detail.target.id === "side" && NARROW.matches) showSide();
    else if (document.activeElement === document.body) showSide();
  });
  window.addEventListener("popstate", markChosen);

  /** Arrow keys walk the table: a column and a row at a time. */
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const place = step && event.target.closest("#review-matrix th, #review-matrix td");
    if (!place || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rows = [...document.querySelectorAll("#review-matrix tr:not(.category)")];
    const row = rows[rows.indexOf(place.parentElement) + step[0]];
    const next = row && row.cells[place.cellIndex + step[1]];
    const link = next && next.querySelector("a");
    if (!link) return;
    event.preventDefault();
    link.focus();
  });

  // Unsaved words would be lost by choosing something else: ask, once.
  let isChanged = false;
  document.addEventListener("input", (event) => {
    if (event.target.id === "definition") isChanged = true;
  });
  document.addEventListener("htmx:afterRequest", () => {
    isChanged = false;
  });
  document.addEventListener("htmx:confirm", (event) => {
    if (!isChanged || event.target.closest("form")) return;
    event.preventDefault();
    if (window.confirm("The definition is not saved. Go on without saving?")) {
      isChanged = false;
      event.detail.issueRequest(true);
    }
  });
})();
