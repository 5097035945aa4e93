// The editor page: tells how saving went, shows the new content, leads back on cancel.
(function () {
  "use strict";

  const editor = document.getElementById("studio-editor");
  const status = document.getElementById("studio-status");
  const preview = document.getElementById("studio-preview");
  const undo = document.getElementById("studio-undo");

  function say(text, kind) {
    status.textContent = text;
    status.className = kind ? `notice notice-${kind}` : "notice";
    status.hidden = false;
  }

  function saved() {
    say(status.dataset.saved, "ok");
    preview.contentWindow.location.reload();
    undo.hidden = false;
  }

  document.addEventListener("campus:save", (event) => {
    const state = event.detail && event.detail.state;
    if (state === "start") {
      say(status.dataset.saving);
    } else if (state === "end") {
      saved();
    }
  });

  document.addEventListener("campus:error", (event) => {
    const told = event.detail && (event.detail.message || event.detail.msg);
    say(told ? `${status.dataset.failed} ${told}` : status.dataset.failed, "error");
    status.scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("campus:cancel", () => {
    window.location.assign(editor.dataset.back);
  });

  // The preview is as long as its content, so that only the page scrolls.
  function fit() {
    const body = preview.contentDocument && preview.contentDocument.body;
    if (body) {
      preview.height = Math.max(240, body.scrollHeight + 2);
    }
  }

  preview.addEventListener("load", () => {
    fit();
    new ResizeObserver(fit).observe(preview.contentDocument.body);
  });
  if (preview.contentDocument && preview.contentDocument.readyState === "complete") {
    fit();
  }
})();
