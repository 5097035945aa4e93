/* One scene at a time. The server renders every scene, already cleaned; this script sends the
   choice and puts the answered scene in place of the old one. */
function AsnScenarioBlock(runtime, element, args) {
  "use strict";

  if (!window.AsnBlocks) {
    window.setTimeout(() => AsnScenarioBlock(runtime, element, args), 20); // scripts load in any order
    return;
  }
  const asn = window.AsnBlocks;
  const root = asn.dom(element).querySelector(".asn-scenario") || asn.dom(element);
  const scene = root.querySelector("[data-asn-scene]");
  const { words, learner } = asn.state(args);

  const show = (body, said) => {
    const fresh = new DOMParser().parseFromString(body.html, "text/html");
    scene.replaceChildren(...fresh.body.childNodes);
    const here = scene.querySelector("[data-asn-here]");
    if (here) {
      here.focus();
    }
    asn.say(root, said, "good");
  };

  const ask = (handler, payload, said) =>
    asn.send({
      runtime,
      element,
      root,
      handler,
      payload,
      words,
      buttons: scene.querySelectorAll("button"),
      done: (body) => show(body, body.finished ? words.finished : said),
    });

  scene.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) {
      return;
    }
    if ("restart" in button.dataset) {
      ask("restart", {}, words.restarted);
    } else if (button.dataset.choice) {
      const { attempt, node, choice } = button.dataset;
      ask("choose", { attempt: Number(attempt), node, choice }, words.saved);
    }
  });

  if (learner.unsent && learner.path.length) {
    const last = learner.path[learner.path.length - 1];
    asn.say(root, words.uncounted, "busy");
    ask("choose", { attempt: learner.attempt, node: last.node.id, choice: last.choice.id });
  }
}
