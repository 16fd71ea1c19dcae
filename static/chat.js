// A row's request: one button copies it. Without script the text can be selected by hand.
"use strict";

/** Whether the field's text is on the clipboard; the older way serves pages without HTTPS. */
async function copyFrom(field) {
  field.focus({ preventScroll: true });
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch (refused) {
    return document.execCommand("copy");
  }
}

for (const button of document.querySelectorAll("[data-copy-request]")) {
  const field = document.getElementById(button.dataset.copyRequest);
  const words = button.querySelector("[data-words]");
  const said = document.getElementById("copied");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const isCopied = await copyFrom(field);
    words.textContent = isCopied ? "Copied" : words.textContent;
    said.textContent = isCopied
      ? "Now paste it into your chat, and bring the answer back here."
      : "Your browser did not allow it. The text is selected: copy it with the keyboard.";
    if (isCopied) button.focus({ preventScroll: true });
  });
}
