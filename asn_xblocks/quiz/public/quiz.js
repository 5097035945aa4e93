/* The quiz in the learner's browser: keeps drafts, sends answers, shows what the server tells. */
function AsnQuiz(runtime, element, args) {
  "use strict";

  if (!window.AsnBlocks) {
    window.setTimeout(() => AsnQuiz(runtime, element, args), 20); // scripts load in any order
    return;
  }
  const { dom, state, h, fill, putHtml, post, send, say, outbox } = window.AsnBlocks;
  const root = dom(element).querySelector(".asn-quiz");
  const form = root.querySelector(".asn-form");
  const result = root.querySelector(".asn-result");
  const buttons = {
    submit: root.querySelector("[data-do=submit]"),
    retry: root.querySelector("[data-do=retry]"),
  };
  const items = [...root.querySelectorAll(".asn-item")];
  const { learner, words } = state(args);
  const SIGNS = { right: "✓", partly: "◐", wrong: "✗" };
  let now = learner;
  let touched = new Set(Object.keys(now.answers));
  let waiting = 0;
  let gapsAccepted = false;

  const boxKey = () => "asn-quiz " + runtime.handlerUrl(element, "submit") + " " + now.attempt;
  const choicesOf = (item) => [...item.querySelectorAll("[data-choice]")];
  const isOrdering = (item) => item.dataset.kind === "ordering";

  const chosen = (item) =>
    isOrdering(item)
      ? touched.has(item.dataset.item)
        ? choicesOf(item).map((step) => step.dataset.choice)
        : []
      : [...item.querySelectorAll("input:checked")].map((input) => input.value);

  const answers = () => {
    const given = items.map((item) => [item.dataset.item, chosen(item)]);
    return Object.fromEntries(given.filter(([, ids]) => ids.length));
  };

  const arrange = (item, order) => {
    const list = item.querySelector(".asn-choices");
    const nodes = new Map(choicesOf(item).map((node) => [node.dataset.choice, node]));
    list.append(...order.filter((id) => nodes.has(id)).map((id) => nodes.get(id)));
  };

  const restMoves = (item) => {
    const steps = choicesOf(item);
    steps.forEach((step, at) => {
      step.querySelector("[data-move=up]").disabled = now.submitted || at === 0;
      step.querySelector("[data-move=down]").disabled = now.submitted || at === steps.length - 1;
    });
  };

  const fillForm = (given) => {
    for (const item of items) {
      const ids = given[item.dataset.item] || [];
      arrange(item, isOrdering(item) && ids.length ? ids : now.order[item.dataset.item] || []);
      for (const input of item.querySelectorAll("input")) {
        input.checked = ids.includes(input.value);
        input.disabled = now.submitted || !now.can_submit;
      }
      if (isOrdering(item)) {
        restMoves(item);
      }
    }
  };

  const verdict = (told, ids) =>
    h(
      "p",
      { class: "asn-verdict asn-verdict--" + told.verdict },
      SIGNS[told.verdict] + " " + (ids.length ? words[told.verdict] : words.no_answer) + " · ",
      fill(words.points, told),
    );

  const labelled = (label, html) =>
    h("div", { class: "asn-note" }, h("strong", {}, label), putHtml(h("div", { class: "asn-html" }), html));

  const rightOrder = (item, ids) => {
    const list = h("ol", { class: "asn-key" });
    for (const id of ids) {
      const step = item.querySelector('[data-choice="' + CSS.escape(id) + '"] .asn-html');
      list.append(h("li", { class: "asn-html" }, ...[...step.cloneNode(true).childNodes]));
    }
    return h("div", { class: "asn-note" }, h("strong", {}, words.right_order), list);
  };

  const markChoice = (choice, told, ids) => {
    const id = choice.dataset.choice;
    const marks = [];
    if (ids.includes(id)) {
      marks.push(words.your_choice);
    }
    if (told.right && told.right.includes(id)) {
      marks.push("✓ " + words.this_is_right);
    }
    choice.classList.toggle("asn-choice--right", Boolean(told.right && told.right.includes(id)));
    const feedback = choice.querySelector(".asn-feedback");
    feedback.replaceChildren();
    if (marks.length) {
      feedback.append(h("span", { class: "asn-mark" }, marks.join(" · ")));
    }
    if (told.feedback[id]) {
      feedback.append(putHtml(h("div", { class: "asn-html" }), told.feedback[id]));
    }
    feedback.hidden = !feedback.childNodes.length;
  };

  const showItem = (item, told) => {
    const outcome = item.querySelector(".asn-outcome");
    const ids = now.answers[item.dataset.item] || [];
    item.dataset.verdict = told ? told.verdict : "";
    outcome.hidden = !told;
    outcome.replaceChildren(...(told ? [verdict(told, ids)] : []));
    if (!isOrdering(item)) {
      for (const choice of choicesOf(item)) {
        markChoice(choice, told || { feedback: {} }, told ? ids : []);
      }
    } else if (told && told.right && told.verdict !== "right") {
      outcome.append(rightOrder(item, told.right));
    }
    if (told && told.explanation) {
      outcome.append(labelled(words.explanation, told.explanation));
    }
  };

  const showResult = () => {
    const told = now.result;
    result.hidden = !told;
    result.replaceChildren();
    if (told) {
      result.append(h("p", { class: "asn-score" }, told.sentence));
      if (told.visible) {
        result.append(
          h("progress", { class: "asn-bar", max: 100, value: told.share, "aria-hidden": "true" }),
          ...told.notes.map((note) => h("p", {}, note)),
        );
      }
    }
    for (const item of items) {
      showItem(item, told && told.items[item.dataset.item]);
    }
  };

  const show = (learnerState) => {
    now = learnerState;
    touched = new Set(Object.keys(now.answers));
    gapsAccepted = false;
    root.querySelector(".asn-facts").replaceChildren(...now.facts.map((fact) => h("li", {}, fact)));
    form.classList.toggle("asn-form--sent", now.submitted);
    buttons.submit.textContent = words.submit;
    buttons.submit.hidden = now.submitted;
    buttons.submit.disabled = !now.can_submit;
    buttons.retry.textContent = words.retry;
    buttons.retry.hidden = !now.can_retry;
    fillForm(now.answers);
    showResult();
  };

  const job = (handler, payload, done) => {
    window.clearTimeout(waiting);
    return send({
      runtime,
      element,
      root,
      handler,
      payload,
      words,
      buttons: Object.values(buttons),
      done,
    });
  };

  const submitted = (body) => {
    outbox.drop(boxKey());
    show(body);
    result.focus();
  };

  const submit = () => {
    const given = answers();
    const gaps = items.map((item, at) => (given[item.dataset.item] ? 0 : at + 1)).filter(Boolean);
    if (gaps.length && !gapsAccepted) {
      gapsAccepted = true;
      buttons.submit.textContent = words.submit_anyway;
      say(root, fill(words.unanswered, { numbers: gaps.join(", ") }), "bad");
      const first = items[gaps[0] - 1].querySelector("input, .asn-move:not(:disabled)");
      first.focus();
      return;
    }
    job("submit", { attempt: now.attempt, answers: given }, submitted);
  };

  /* A draft goes to the server a moment after the last change; until it is there this tab keeps it. */
  const keepDraft = () => {
    const given = answers();
    outbox.keep(boxKey(), given);
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      const { attempt } = now;
      post(runtime, element, "save_draft", { attempt, answers: given }, words).then(
        (body) => {
          if (body.saved && attempt === now.attempt && !now.submitted) {
            outbox.drop(boxKey());
            say(root, words.draft, "good");
          }
        },
        (failure) => {
          if (!now.submitted) {
            say(root, failure.again ? words.no_draft : failure.message, "bad");
          }
        },
      );
    }, 1500);
  };

  const move = (button) => {
    const step = button.closest("[data-choice]");
    const item = step.closest(".asn-item");
    const isUp = button.dataset.move === "up";
    const other = isUp ? step.previousElementSibling : step.nextElementSibling;
    if (isUp) {
      other.before(step);
    } else {
      other.after(step);
    }
    touched.add(item.dataset.item);
    restMoves(item);
    (button.disabled ? step.querySelector(".asn-move:not(:disabled)") : button).focus();
    const steps = choicesOf(item);
    const place = { place: steps.indexOf(step) + 1, all: steps.length };
    const named = step.querySelector(".asn-html").textContent.trim();
    say(root, fill(words.moved, { ...place, step: named }), "good");
    keepDraft();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  form.addEventListener("change", () => {
    gapsAccepted = false;
    buttons.submit.textContent = words.submit;
    say(root, ""); // an offer to send the earlier answers again would be out of date
    keepDraft();
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest(".asn-move");
    if (button) {
      move(button);
    }
  });
  buttons.retry.addEventListener("click", () =>
    job("retry", {}, (body) => {
      show(body);
      items[0].querySelector("input, .asn-move:not(:disabled)").focus();
    }),
  );

  show(learner);
  const kept = !now.submitted && now.can_submit && outbox.kept(boxKey());
  if (kept) {
    touched = new Set(Object.keys(kept));
    fillForm(kept);
    keepDraft();
  }
  if (now.unsent) {
    say(root, words.uncounted, "busy");
    job("submit", { attempt: now.attempt, answers: now.answers }, show);
  }
}
