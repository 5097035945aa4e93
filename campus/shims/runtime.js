// Starts the blocks of a page: finds each one's init function and gives it runtime and element.
(function () {
  "use strict";

  const STARTED = "campusStarted";
  const listeners = {};

  function cookie(name) {
    const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  }

  function blockOf(element) {
    const node = element && element.jquery ? element[0] : element;
    return node.closest(".xblock[data-usage]");
  }

  function argumentsOf(element) {
    const script = Array.from(element.children).find((child) =>
      child.classList.contains("xblock_json_init_args"),
    );
    return script ? JSON.parse(script.textContent) : undefined;
  }

  function handlerUrl(element, handler, suffix, query) {
    let url = `${blockOf(element).dataset.handlerPrefix}/${handler}`;
    if (suffix) {
      url += suffix.startsWith("/") ? suffix : `/${suffix}`;
    }
    return query ? `${url}?${query}` : url;
  }

  const runtime = {
    handlerUrl,
    element: null,
    csrfToken() {
      return cookie("csrftoken");
    },
    children(element) {
      return blocksWithin(blockOf(element)).map((child) => child.campusBlock);
    },
    childMap(element, name) {
      return runtime.children(element).find((child) => child && child.name === name);
    },
    on(name, listener) {
      listeners[name] = listeners[name] || [];
      listeners[name].push(listener);
    },
    notify(name, detail) {
      for (const listener of listeners[name] || []) {
        listener(detail);
      }
      document.dispatchEvent(new CustomEvent(`campus:${name}`, { detail }));
    },
    refreshXBlock() {
      window.location.reload();
    },
  };

  function blocksWithin(root) {
    return Array.from(root.querySelectorAll(".xblock[data-usage]"));
  }

  function start(element) {
    if (element.dataset[STARTED]) {
      return;
    }
    element.dataset[STARTED] = "true";
    blocksWithin(element).forEach(start);
    const Init = window[element.dataset.init];
    let block = {};
    if (typeof Init === "function") {
      try {
        const given = [runtime, element, argumentsOf(element)];
        // As in the LMS, what an init function makes of `this` is the block.
        block = (Init.prototype ? new Init(...given) : Init(...given)) || {};
      } catch (error) {
        // One block that fails must not keep the others from starting.
        console.error(`Block ${element.dataset.usage} did not start.`, error);
      }
    }
    block.element = element;
    block.name = element.dataset.name;
    element.campusBlock = block;
  }

  // What is complete by being seen is reported after it was in view for a while.
  function watch(element) {
    const delay_ms = Number(element.dataset.completesAfterMs) || 5000;
    let timer = null;
    const watcher = new IntersectionObserver((entries) => {
      const seen = entries.some((entry) => entry.isIntersecting);
      if (seen && timer === null) {
        timer = window.setTimeout(() => {
          watcher.disconnect();
          report(element);
        }, delay_ms);
      } else if (!seen && timer !== null) {
        window.clearTimeout(timer);
        timer = null;
      }
    });
    watcher.observe(element);
  }

  function report(element) {
    fetch(handlerUrl(element, "publish_completion"), {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken") },
      body: JSON.stringify({ completion: 1.0 }),
      keepalive: true,
    })
      .then((answer) => answer.ok && runtime.notify("completion", { usage: element.dataset.usage }))
      .catch(() => {});
  }

  function begin() {
    blocksWithin(document).forEach(start);
    document.querySelectorAll(".xblock[data-completes-on-view]").forEach(watch);
  }

  window.CampusRuntime = runtime;
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
})();
