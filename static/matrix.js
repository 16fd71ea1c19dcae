// The matrix: rows that open, levels and competencies to choose, a place that is remembered.
(function () {
  "use strict";
  const store = {
    get(name) {
      try {
        return localStorage.getItem(name);
      } catch (refused) {
        return null;
      }
    },
    set(name, value) {
      try {
        localStorage.setItem(name, value);
      } catch (refused) {
        // Not remembered then.
      }
    },
  };
  const guide = location.pathname;

  // A cell that is cut short gets a "More" that opens its whole row.
  function isCut(cell) {
    return [...cell.querySelectorAll(".clamp")].some((part) => part.scrollHeight > part.clientHeight + 1);
  }

  function label(button, isOpen) {
    const name = button.closest("td").getAttribute("headers").split(" ").map((id) => {
      const head = document.getElementById(id);
      const parts = head ? [...head.querySelectorAll(".cn, .lv b, .ln")] : [];
      const named = parts.find((part) => part.textContent.trim());
      return named ? named.textContent.trim() : "";
    });
    button.replaceChildren(isOpen ? "Less" : "More");
    const rest = document.createElement("span");
    rest.className = "vh";
    rest.textContent = ` of ${name.filter(Boolean).join(", ")}`;
    button.append(rest);
    button.setAttribute("aria-expanded", String(isOpen));
  }

  function addMore(cells) {
    const cut = cells.filter((cell) => cell.closest("tr.open") || isCut(cell));
    cells.forEach((cell) => {
      const old = cell.querySelector(".more");
      if (old) old.remove();
    });
    cut.forEach((cell) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "more";
      cell.insertBefore(button, cell.querySelector(".foot"));
      label(button, Boolean(cell.closest("tr.open")));
    });
  }

  function toggleRow(button) {
    const row = button.closest("tr");
    const isOpen = row.classList.toggle("open");
    row.querySelectorAll(".more").forEach((other) => label(other, isOpen));
  }

  // Levels and competencies.
  function showLevels() {
    const wrap = document.querySelector(".wrap[data-columns]");
    const boxes = [...document.querySelectorAll("[data-level]")];
    if (!wrap || !boxes.length) return;
    const chosen = boxes.filter((box) => box.checked).length;
    boxes.forEach((box) => (box.disabled = chosen === 1 && box.checked));
    wrap.className = `wrap cols-${chosen}`;
  }

  function search() {
    const field = document.getElementById("find");
    if (!field) return;
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    const rows = document.querySelectorAll("#matrix tbody tr");
    rows.forEach((row) => {
      const text = words.length ? row.textContent.toLowerCase() : "";
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) found += 1;
    });
    document.querySelector("[data-found]").textContent = words.length ? `${found} of ${rows.length}` : "";
  }

  function remember(event) {
    const field = event.target;
    if (field.name === "lv") store.set(`level:${guide}`, field.value);
    if (field.dataset.keep) store.set(field.dataset.keep, field.checked ? "1" : "");
    if (field.dataset.level) showLevels();
    if (field.dataset.level || field.dataset.keep || field.name === "lv") addMore(allCells());
  }

  function recall() {
    const level = document.getElementById(`lv${store.get(`level:${guide}`)}`);
    if (level) level.checked = true;
    document.querySelectorAll("[data-keep]").forEach((box) => (box.checked = store.get(box.dataset.keep) === "1"));
    document.querySelectorAll("[data-find]").forEach((part) => (part.hidden = false));
  }

  const allCells = () => [...document.querySelectorAll("#matrix .cell")];

  function begin() {
    recall();
    showLevels();
    search();
    addMore(allCells());
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".more");
    if (button) toggleRow(button);
  });
  document.addEventListener("change", remember);
  document.addEventListener("input", (event) => event.target.id === "find" && search());
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const cell = event.detail.target;
    if (cell && cell.classList.contains("cell")) addMore([document.getElementById(cell.id)].filter(Boolean));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "matrix-area") begin();
  });
  let waiting = 0;
  window.addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => addMore(allCells()), 150);
  });
  if (document.fonts) document.fonts.ready.then(begin);
  else begin();
})();
