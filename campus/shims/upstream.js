// What blocks written for the LMS expect to find in its page, as far as they use it here.
(function ($) {
  "use strict";

  function token() {
    const found = /(?:^|; )csrftoken=([^;]*)/.exec(document.cookie);
    return found ? decodeURIComponent(found[1]) : "";
  }

  $.ajaxSetup({
    beforeSend(request, settings) {
      if (!/^(GET|HEAD|OPTIONS)$/.test(settings.type) && !settings.crossDomain) {
        request.setRequestHeader("X-CSRFToken", token());
      }
    },
  });
  $.ajaxWithPrefix = $.ajax;
  $.getWithPrefix = $.get;
  $.postWithPrefix = $.post;
  $.cookie = function (name) {
    return name === "csrftoken" ? token() : undefined;
  };
  $.fn.immediateDescendents = function (selector) {
    return this.children().map(function () {
      const child = $(this);
      return child.is(selector) ? this : child.immediateDescendents(selector).get();
    });
  };

  window.gettext = window.gettext || ((text) => text);
  window.ngettext = window.ngettext || ((one, many, count) => (count === 1 ? one : many));
  window.interpolate =
    window.interpolate ||
    ((format, values, named) =>
      named
        ? format.replace(/%\((\w+)\)s/g, (whole, name) => String(values[name]))
        : format.replace(/%s/g, () => String(values.shift())));

  const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;", "`": "&#x60;" };
  const escaped = (text) => String(text).replace(/[&<>"'`]/g, (sign) => signs[sign]);

  class HtmlSnippet {
    constructor(text) {
      this.text = text;
    }

    toString() {
      return this.text;
    }
  }

  const HTML = (html) => (html instanceof HtmlSnippet ? html : new HtmlSnippet(html));
  const ensureHtml = (html) =>
    html instanceof HtmlSnippet ? html : new HtmlSnippet(escaped(html === undefined ? "" : html));
  const fill = (text, values, show) =>
    String(text).replace(/{(\w+)}/g, (whole, name) => (name in values ? show(values[name]) : whole));

  window.edx = window.edx || {};
  window.edx.StringUtils = window.edx.StringUtils || {
    interpolate: (text, values) => fill(text, values, String),
  };
  window.edx.HtmlUtils = window.edx.HtmlUtils || {
    HTML,
    HtmlSnippet,
    ensureHtml,
    interpolateHtml: (text, values) =>
      new HtmlSnippet(fill(ensureHtml(text), values, (value) => ensureHtml(value).toString())),
    joinHtml: (...parts) => new HtmlSnippet(parts.map((part) => ensureHtml(part)).join("")),
    setHtml: (element, html) => $(element).html(ensureHtml(html).toString()),
    append: (element, html) => $(element).append(ensureHtml(html).toString()),
    prepend: (element, html) => $(element).prepend(ensureHtml(html).toString()),
  };

  // What a screen reader shall say goes into one live region.
  const spoken = document.createElement("div");
  spoken.className = "visually-hidden sr";
  spoken.setAttribute("aria-live", "polite");
  document.body.append(spoken);
  window.SR = window.SR || {
    clear() {
      spoken.textContent = "";
    },
    readText(text) {
      spoken.textContent = text;
    },
    readTexts(texts) {
      spoken.textContent = texts.join(" ");
    },
  };

  window.onTouchBasedDevice = window.onTouchBasedDevice || (() => {
    const found = /iPhone|iPad|iPod|Android/i.exec(navigator.userAgent);
    return found ? found[0] : null;
  });
  window.Logger = window.Logger || { log() {}, listen() {}, bind() {} };
  window.analytics = window.analytics || { track() {} };
  window.globalTooltipManager = window.globalTooltipManager || { openTooltip() {}, hide() {} };
  window.accessible_modal = window.accessible_modal || (() => {});
})(window.jQuery);
