// Several files in the upload form: one request each, one line each. Without it they go all at once.
(function () {
  "use strict";
  const MB = 1024 * 1024;
  const MOST = 20;
  const files = (form) => [...form.querySelector("input[type=file]").files];
  const role = (form) => form.querySelector("[name=role_title]");

  // Of several files each may be about another role: without one, the file's name says it.
  document.addEventListener("change", (event) => {
    const form = event.target.type === "file" && event.target.closest("[data-upload]");
    if (!form || !role(form)) return;
    const isSeveral = files(form).length > 1;
    role(form).required = !isSeveral;
    role(form).placeholder = isSeveral ? "Left empty: each file’s name" : "";
  });

  function lineOf(file) {
    const line = document.createElement("li");
    line.className = "file-line";
    const name = document.createElement("p");
    name.className = "file-name";
    name.textContent = file.name;
    const said = document.createElement("p");
    said.className = "file-said";
    said.textContent = "Waiting";
    line.append(name, said);
    return line;
  }

  function answered(line, request) {
    const part = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("[data-file-line]");
    if (part) {
      line.replaceWith(document.importNode(part, true));
      return;
    }
    const isTooLarge = request.status === 413;
    const said = line.querySelector(".file-said");
    said.classList.add("error");
    said.textContent = isTooLarge ? "This file is too large. Nothing of it was stored." : "This file could not be sent. Nothing of it was stored; check the connection and try again.";
  }

  function send(form, file, line) {
    const data = new FormData(form);
    data.delete("pdf");
    data.append("pdf", file);
    data.append("line", "1");
    const said = line.querySelector(".file-said");
    const request = new XMLHttpRequest();
    return new Promise((done) => {
      request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        const isSent = event.loaded === event.total;
        said.textContent = isSent ? "Sent" : `${(event.loaded / MB).toFixed(1)} of ${(event.total / MB).toFixed(1)} MB sent`;
      });
      request.addEventListener("loadend", () => {
        answered(line, request);
        done();
      });
      request.open("POST", form.action);
      request.send(data);
    });
  }

  async function sendAll(form) {
    const chosen = files(form);
    const box = document.querySelector("[data-several]");
    const status = box.querySelector("[data-several-said]");
    const lines = chosen.map(lineOf);
    form.hidden = true;
    box.querySelector("[data-lines]").replaceChildren(...lines);
    box.hidden = false;
    for (const [at, file] of chosen.entries()) {
      status.textContent = `Sending file ${at + 1} of ${chosen.length}. Stay on this page until all are sent.`;
      await send(form, file, lines[at]);
    }
    const taken = box.querySelectorAll(".file-line.is-done").length;
    status.textContent = `${taken} of ${chosen.length} taken in. They are read in the background; you may leave this page.`;
    box.querySelector("[data-several-end]").hidden = false;
  }

  // Registered after upload.js, which has looked at every field by then.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target.closest("[data-upload]");
      if (!form || !document.querySelector("[data-several]") || files(form).length < 2 || files(form).length > MOST) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      sendAll(form);
    },
    true,
  );
})();
