// A starter shows how its answers will read, joined as the server joins them.
(function () {
  "use strict";
  const ENDS = /[\s.,;:!?。，；：！？]+$/u;
  const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

  function raised(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  function joined(did, to, changed) {
    if (UNSPACED.test(did + to)) return `${did}${to}。${changed}${changed && "。"}`;
    const act = raised(`${did} ${to}`.trim());
    if (!changed) return act;
    const isSentence = changed.charAt(0) !== changed.charAt(0).toLowerCase();
    return `${act}${isSentence ? "." : ";"} ${changed}.`;
  }

  function preview(form) {
    const reads = form.querySelector("[data-reads]");
    if (!reads) return;
    const [did, to, changed] = ["did", "to", "changed"].map((name) =>
      form.elements[name].value.replace(/\s+/g, " ").trim().replace(ENDS, ""),
    );
    reads.hidden = !did;
    reads.querySelector("span").textContent = joined(did, to, changed);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest(".starter form, .starter-form");
    if (form) preview(form);
  });
})();
