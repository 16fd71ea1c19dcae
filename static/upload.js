// The upload form: checks at once, a place to drop the file, and how far the bytes are.
(function () {
  "use strict";
  const MB = 1024 * 1024;
  const form = () => document.querySelector("[data-upload]");

  function size(bytes) {
    return bytes < MB ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / MB).toFixed(1)} MB`;
  }

  // a pasted table or a published sheet takes the place of a file
  const comesOtherwise = (form) => ["table", "sheet"].some((name) => form.elements[name]?.value.trim());

  async function fileError(input) {
    const file = input.files[0];
    const limit = Number(input.dataset.maxMb);
    if (!file) return comesOtherwise(input.form) ? "" : "Choose the file of your leveling guide.";
    if (input.files.length > 1) return ""; // each of several is answered on a line of its own
    if (file.size === 0) return "This file is empty (0 bytes). Choose the file again, or export it anew.";
    if (file.size > limit * MB) return `This file has ${size(file.size)}; up to ${limit} MB are accepted.`;
    const head = new TextDecoder("latin1").decode(await file.slice(0, 1024).arrayBuffer());
    const claimsPdf = /\.pdf$/i.test(file.name);
    return claimsPdf && !head.includes("%PDF-") ? "This file calls itself a PDF and is none. Export or print the guide as a PDF and choose that file." : "";
  }

  function websiteError(input) {
    const text = input.value.trim();
    if (!text) return "Enter the address of the company’s website, for instance https://www.example.com.";
    try {
      const url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`);
      if (/^https?:$/.test(url.protocol) && /\.[^.\s]{2,}$/.test(url.hostname) && !/\s/.test(text)) return "";
    } catch (notAnAddress) {
      // Said below.
    }
    return "This is not the address of a public website. A good one looks like https://www.example.com.";
  }

  async function errorOf(input) {
    if (input.type === "file") return fileError(input);
    if (input.name === "website_url") return websiteError(input);
    if (input.required && !input.value.trim()) return "Enter the role that the guide is about.";
    return "";
  }

  async function check(input) {
    const field = input.closest(".field");
    const line = field.querySelector(".error");
    const error = await errorOf(input);
    line.textContent = error;
    line.hidden = !error;
    field.classList.toggle("refused", Boolean(error));
    if (error) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    return !error;
  }

  function nameFile(input) {
    const words = input.closest("[data-drop]").querySelector("[data-drop-words]");
    const file = input.files[0];
    if (file) words.textContent = input.files.length > 1 ? `${input.files.length} files` : `${file.name}, ${size(file.size)}`;
  }

  const checked = (part) => [...part.querySelectorAll("input[type=file], input[required]")];

  document.addEventListener("change", (event) => {
    if (!event.target.closest("[data-upload]") || event.target.type !== "file") return;
    nameFile(event.target);
    check(event.target);
  });

  // On the way to the button a field stays quiet: a line that appears would move the button away
  // under the pointer, and sending checks everything anyway.
  document.addEventListener("focusout", (event) => {
    const part = event.target.closest && event.target.closest("[data-upload]");
    const next = event.relatedTarget;
    if (!part || event.target.type === "file" || (next && next.type === "submit")) return;
    if (event.target.value && checked(part).includes(event.target)) setTimeout(check, 200, event.target);
  });

  function onDrop(event, isOver) {
    const zone = event.target.closest && event.target.closest("[data-drop]");
    if (!zone) return null;
    event.preventDefault();
    zone.classList.toggle("over", isOver);
    return zone;
  }
  document.addEventListener("dragover", (event) => onDrop(event, true));
  document.addEventListener("dragleave", (event) => onDrop(event, false));
  document.addEventListener("drop", (event) => {
    const zone = onDrop(event, false);
    if (!zone || !event.dataTransfer.files.length) return;
    const input = zone.querySelector("input[type=file]");
    const taken = new DataTransfer();
    [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1).forEach((file) => taken.items.add(file));
    input.files = taken.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Nothing is sent that is known to be refused: the first wrong field gets the focus instead.
  let isChecked = false;
  document.addEventListener(
    "submit",
    async (event) => {
      const part = event.target.closest("[data-upload]");
      if (!part || isChecked) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const results = await Promise.all(checked(part).map(check));
      const wrong = checked(part)[results.indexOf(false)];
      if (wrong) {
        wrong.focus();
        return;
      }
      // A browser ignores a form that is submitted while its last submit is still being told.
      await new Promise((told) => setTimeout(told));
      isChecked = true;
      part.requestSubmit();
      isChecked = false;
    },
    true,
  );

  document.addEventListener("htmx:xhr:progress", (event) => {
    const box = form() && form().querySelector("[data-sending]");
    if (!box || !event.detail.lengthComputable) return;
    box.hidden = false;
    box.querySelector("progress").value = (100 * event.detail.loaded) / event.detail.total;
    const isSent = event.detail.loaded === event.detail.total;
    box.querySelector("[data-sending-text]").textContent = isSent
      ? "Sent. Opening the guide"
      : `${size(event.detail.loaded)} of ${size(event.detail.total)} sent`;
  });
  ["htmx:sendError", "htmx:responseError"].forEach((name) =>
    document.addEventListener(name, () => {
      const text = form() && form().querySelector("[data-sending-text]");
      if (!text) return;
      text.closest("[data-sending]").hidden = false;
      text.textContent = "The file could not be sent. Nothing was stored; check the connection and try again.";
    }),
  );
})();
