/* Marks sections as read and asks the server about checks; the reading itself needs no script. */
function AsnLessonBlock(runtime, element, args) {
  "use strict";

  if (!window.AsnBlocks) {
    window.setTimeout(() => AsnLessonBlock(runtime, element, args), 20); // scripts load in any order
    return;
  }
  const { dom, state, h, fill, putHtml, say, send } = window.AsnBlocks;
  const root = dom(element).querySelector(".asn-lesson") || dom(element);
  const { words } = state(args);

  const showProgress = (learner) => {
    root.querySelector("progress").value = learner.steps_done;
    root.querySelector("[data-asn-progress]").textContent = fill(words.progress, {
      done: learner.sections_done.length,
      all: learner.sections,
    });
    for (const mark of root.querySelectorAll("[data-asn-mark]")) {
      mark.hidden = !learner.sections_done.includes(mark.dataset.asnMark);
    }
    say(root, learner.finished ? words.all_done : "", "good");
  };

  const showAnswer = (form, answer) => {
    form.querySelector("[data-asn-answer]").replaceChildren(
      h(
        "p",
        { class: "asn-verdict asn-verdict--" + (answer.right ? "right" : "wrong") },
        answer.right ? "✓ " + words.right : "✗ " + words.wrong,
      ),
      putHtml(h("div", { class: "asn-html" }), answer.feedback),
    );
    if (answer.right) {
      form.querySelector(".asn-actions").hidden = true;
      for (const input of form.querySelectorAll("input")) {
        input.disabled = true;
      }
    }
  };

  const ask = (handler, payload, buttons, done) =>
    send({ runtime, element, root, handler, payload, words, buttons, done });

  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-asn-read]");
    if (button) {
      ask("read", { section: button.dataset.asnRead }, [button], (learner) => {
        button.hidden = true;
        button.nextElementSibling.hidden = false;
        button.nextElementSibling.focus();
        showProgress(learner);
      });
    }
  });

  root.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-asn-check]");
    if (!form) {
      return;
    }
    event.preventDefault();
    const chosen = form.querySelector("input:checked");
    if (!chosen) {
      form.querySelector("[data-asn-answer]").replaceChildren(h("p", {}, words.pick_first));
      form.querySelector("input").focus();
      return;
    }
    const check = form.dataset.asnCheck;
    ask("check", { check, choice: chosen.value }, form.querySelectorAll("button"), (learner) => {
      showProgress(learner);
      showAnswer(form, learner.checks[check]);
    });
  });
}
