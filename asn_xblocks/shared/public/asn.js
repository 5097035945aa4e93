/* What the scripts of all blocks share: sending, telling, building nodes. One global, no library.
   Loaded once by each kind of block on a page, so defining it twice must be harmless. */
(function () {
  "use strict";

  if (window.AsnBlocks) {
    return;
  }

  /* Tags and attributes that server-cleaned HTML may bring; the rest is dropped a second time. */
  const TAGS = new Set(
    ("A ABBR B BLOCKQUOTE BR CAPTION CITE CODE COL COLGROUP DD DEL DFN DIV DL DT EM FIGCAPTION " +
      "FIGURE H3 H4 H5 H6 HR I IMG INS KBD LI MARK OL P PRE Q S SAMP SMALL SPAN STRONG SUB SUP " +
      "TABLE TBODY TD TFOOT TH THEAD TR U UL VAR").split(" "),
  );
  const ATTRIBUTES = new Set(
    "alt class colspan dir height href lang rel rowspan scope span src start title type width".split(
      " ",
    ),
  );
  const SAFE_URL = /^(https?:|mailto:|tel:|[^:]*$|[/?#])/i;

  const copyNode = (source) => {
    if (source.nodeType === Node.TEXT_NODE) {
      return document.createTextNode(source.data);
    }
    const allowed = source.nodeType === Node.ELEMENT_NODE && TAGS.has(source.tagName);
    const target = allowed
      ? document.createElement(source.tagName)
      : document.createDocumentFragment();
    if (allowed) {
      for (const { name, value } of source.attributes) {
        const isUrl = name === "href" || name === "src";
        if (ATTRIBUTES.has(name) && (!isUrl || SAFE_URL.test(value.trim()))) {
          target.setAttribute(name, value);
        }
      }
    }
    if (!["SCRIPT", "STYLE", "TEMPLATE"].includes(source.tagName)) {
      for (const child of source.childNodes) {
        target.append(copyNode(child));
      }
    }
    return target;
  };

  /* Fills target with HTML the server has cleaned. Parsed inertly, copied node by node. */
  const putHtml = (target, html) => {
    target.replaceChildren(copyNode(new DOMParser().parseFromString(html || "", "text/html").body));
    return target;
  };

  /* h("button", {type: "button", onclick: f}, "Send") makes a node; strings become text. */
  const h = (tag, properties, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (name.startsWith("on")) {
        node.addEventListener(name.slice(2), value);
      } else if (value === true) {
        node.setAttribute(name, "");
      } else if (value !== false && value !== null && value !== undefined) {
        node.setAttribute(name, value);
      }
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return node;
  };

  /* fill("%(left)s of %(all)s", {left: 1, all: 2}) puts values into a translated sentence. */
  const fill = (sentence, values) =>
    sentence.replace(/%\((\w+)\)[sd]/g, (whole, name) => (name in values ? values[name] : whole));

  const dom = (element) => (element && element.jquery ? element[0] : element);
  const state = (args) => JSON.parse((args && args.state) || "{}");

  const csrfToken = () => {
    const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie);
    const field = document.querySelector("[name=csrfmiddlewaretoken]");
    return cookie ? decodeURIComponent(cookie[1]) : field ? field.value : "";
  };

  /* A promise of the handler's JSON. It fails with {message, again, status, body}: again says that
     nothing was decided, so the same payload may be sent once more. */
  const post = async (runtime, element, handler, payload, words) => {
    let response;
    try {
      response = await fetch(runtime.handlerUrl(element, handler), {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
        body: JSON.stringify(payload),
      });
    } catch {
      throw { message: words.offline, again: true, status: 0, body: {} };
    }
    const body = await response.json().catch(() => null);
    if (response.ok && body) {
      return body;
    }
    const known = body && typeof body.error === "string" && response.status < 500;
    throw {
      message: known ? body.error : response.status === 403 ? words.signed_out : words.failed,
      again: !known,
      status: response.status,
      body: body || {},
    };
  };

  /* Says something in the block's live region: kind is "", "busy", "good" or "bad". */
  const say = (root, text, kind, button) => {
    const region = root.querySelector(".asn-status");
    region.className = "asn-status" + (kind ? " asn-status--" + kind : "");
    region.replaceChildren(...(text ? [h("span", {}, text)] : []), ...(button ? [button] : []));
  };

  /* Posts while the buttons rest, tells what happens, offers "try again" with the same payload.
     job: {runtime, element, root, handler, payload, words, buttons, done, refused}. */
  const send = (job) => {
    const rest = (resting) => {
      for (const button of job.buttons || []) {
        button.disabled = resting;
      }
    };
    const slow = window.setTimeout(() => say(job.root, job.words.sending, "busy"), 600);
    rest(true);
    return post(job.runtime, job.element, job.handler, job.payload, job.words)
      .then(
        (body) => {
          say(job.root, "");
          rest(false);
          job.done(body);
        },
        (failure) => {
          rest(false);
          if (!failure.again && job.refused && job.refused(failure)) {
            return;
          }
          const again = h(
            "button",
            { type: "button", class: "asn-button asn-button--quiet", onclick: () => send(job) },
            job.words.again,
          );
          say(job.root, failure.message, "bad", failure.again ? again : null);
        },
      )
      .finally(() => window.clearTimeout(slow));
  };

  /* What was typed and not yet acknowledged survives a reload of this tab, and no longer. */
  const outbox = {
    keep(key, answers) {
      try {
        sessionStorage.setItem(key, JSON.stringify(answers));
      } catch {
        /* a full or forbidden store: the form itself still holds the answers */
      }
    },
    kept(key) {
      try {
        return JSON.parse(sessionStorage.getItem(key) || "null");
      } catch {
        return null;
      }
    },
    drop(key) {
      try {
        sessionStorage.removeItem(key);
      } catch {
        /* nothing was kept */
      }
    },
  };

  window.AsnBlocks = { dom, state, h, fill, putHtml, post, send, say, outbox };
})();
