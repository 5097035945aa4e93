/* What the form editors of lesson and scenario share: fields, lists whose parts can be added,
   moved and removed by keyboard, and saving. The form's tree is the only state: it is read back
   when it is saved, so what is seen is what is sent. */
(function () {
  "use strict";

  if (window.AsnEditor) {
    return;
  }
  let made = 0;

  /* A part is an element with data-part (its kind) and data-id; a field has data-name. */
  const parts = (part, kind) =>
    [...part.querySelectorAll('[data-part="' + kind + '"]')].filter(
      (inner) => inner.parentElement.closest("[data-part]") === part,
    );
  const own = (part, name) =>
    [...part.querySelectorAll('[data-name="' + name + '"]')].find(
      (input) => input.closest("[data-part]") === part,
    );
  const read = (part, name) => own(part, name).value;

  const freshId = (part, kind, letter, everywhere) => {
    const all = everywhere ? part.querySelectorAll('[data-part="' + kind + '"]') : parts(part, kind);
    const taken = [...all].map((one) => one.dataset.id);
    let number = taken.length + 1;
    while (taken.includes(letter + number)) {
      number += 1;
    }
    return letter + number;
  };

  /* editor(root, words) gives the parts of a form inside root, with its words. */
  const editor = (root, words) => {
    const { h, say } = window.AsnBlocks;

    const labelled = (text, input, help) => {
      made += 1;
      input.id = "asn-field-" + made;
      const field = h(
        "div",
        { class: "asn-field" },
        h("label", { class: "asn-label", for: input.id }, text),
        input,
      );
      if (help) {
        const note = h("p", { class: "asn-facts", id: input.id + "-help" }, help);
        input.setAttribute("aria-describedby", note.id);
        field.append(note);
      }
      return field;
    };

    const line = (name, value, more) =>
      h("input", { type: "text", class: "asn-input", "data-name": name, value, ...more });

    const area = (name, value) => {
      const lines = (value || "").split("\n").reduce((sum, one) => sum + 1 + one.length / 80, 1);
      const rows = Math.round(Math.min(14, Math.max(3, lines)));
      const box = h("textarea", { class: "asn-input", "data-name": name, rows });
      box.value = value || "";
      return box;
    };

    const button = (text, action, label) =>
      h(
        "button",
        {
          type: "button",
          class: "asn-button asn-button--quiet asn-button--small",
          "aria-label": label,
          onclick: action,
        },
        text,
      );

    /* A list with its "add" button below; the new part gets the focus. */
    const list = (name, rows, add, make) => {
      const holder = h("div", { "data-list": "" }, rows);
      const adders = (Array.isArray(add) ? add : [[add, make]]).map(([text, build]) =>
        button(text, () => {
          const fresh = build();
          holder.append(fresh);
          root.dispatchEvent(new Event("asn-changed"));
          fresh.querySelector("input, textarea").focus();
        }),
      );
      return h(
        "div",
        { class: "asn-field", role: "group", "aria-label": name },
        holder,
        h("div", { class: "asn-actions" }, adders),
      );
    };

    /* Up, down and remove for one part of a list; the second press removes. */
    const tools = (part, name) => {
      const shift = (back, pressed) => {
        const beside = back ? part.previousElementSibling : part.nextElementSibling;
        if (beside) {
          beside[back ? "before" : "after"](part);
          root.dispatchEvent(new Event("asn-changed"));
          say(root, words.moved, "good");
        }
        pressed.focus();
      };
      const up = button("↑", () => shift(true, up), words.up + ": " + name);
      const down = button("↓", () => shift(false, down), words.down + ": " + name);
      const remove = button(words.remove, () => {
        if (!remove.dataset.sure) {
          remove.dataset.sure = "yes";
          remove.textContent = words.confirm_remove;
          return;
        }
        const group = part.closest("[data-list]").parentElement;
        part.remove();
        root.dispatchEvent(new Event("asn-changed"));
        say(root, words.removed, "good");
        group.querySelector(":scope > .asn-actions button").focus();
      });
      remove.addEventListener("blur", () => {
        delete remove.dataset.sure;
        remove.textContent = words.remove;
      });
      return h("div", { class: "asn-actions" }, up, down, remove);
    };

    /* "n1/a/label" marks the part n1, the part a in it and its field label, as far as they exist. */
    const mark = (target, field) => {
      for (const wrong of target.querySelectorAll("[aria-invalid]")) {
        wrong.removeAttribute("aria-invalid");
      }
      let at = target;
      for (const name of (field || "").split("/").filter(Boolean)) {
        const inner = [...at.querySelectorAll("[data-part]")].find(
          (part) => (part.dataset.id || "") === name,
        );
        at = inner || own(at.closest("[data-part]"), name) || at;
      }
      if (at !== target) {
        at.setAttribute("aria-invalid", "true");
        (at.matches("input, select, textarea") ? at : at.querySelector("input, textarea")).focus();
      }
    };

    /* Sends what whole() reads from the form; tells Studio, and shows where a refusal points. */
    const saving = (runtime, element, target, whole) => {
      const notify = (name, detail) => runtime.notify && runtime.notify(name, detail);
      root.querySelector("form").addEventListener("submit", (event) => {
        event.preventDefault();
        notify("save", { state: "start" });
        window.AsnBlocks.send({
          runtime,
          element,
          root,
          handler: "studio_save",
          payload: whole(),
          words,
          buttons: root.querySelectorAll(".save-button, .cancel-button"),
          done: () => {
            mark(target, "");
            say(root, words.saved, "good");
            notify("save", { state: "end" });
          },
          refused: (failure) => {
            mark(target, failure.body.field);
            say(root, failure.message, "bad");
            notify("error", { title: "", message: failure.message });
            return true;
          },
        });
      });
      root.querySelector(".cancel-button").addEventListener("click", () => notify("cancel", {}));
    };

    return { labelled, line, area, button, list, tools, saving };
  };

  window.AsnEditor = { editor, parts, own, read, freshId };
})();
