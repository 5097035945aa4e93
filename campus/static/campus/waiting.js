// A form whose answer takes a while says so, and is not sent twice.
(function () {
  "use strict";

  document.querySelectorAll("form[data-waiting]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "true";
      form.querySelector("button[type=submit]").setAttribute("aria-disabled", "true");
      const status = form.querySelector("[role=status]");
      status.textContent = form.dataset.waiting;
      status.prepend(document.createElement("progress"));
    });
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelector("button[type=submit]").removeAttribute("aria-disabled");
      form.querySelector("[role=status]").textContent = "";
    });
  });
})();
