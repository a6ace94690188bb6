/* What was just added to a form shows no mistakes before something was written into it. */
Behaviour.specify("form[name=config]", "rc-rows", 0, (form) => {
    const known = new WeakSet(form.querySelectorAll(".repeated-chunk"));
    const look = (node) => {
        if (node.nodeType === Node.ELEMENT_NODE && node.classList.contains("repeated-chunk") && !known.has(node)) {
            known.add(node);
            node.dataset.rcNew = "";
        }
    };
    new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(look)))
        .observe(form, { childList: true, subtree: true });
    form.addEventListener("change", (event) => {
        for (let chunk = event.target.closest("[data-rc-new]"); chunk; chunk = chunk.parentElement.closest("[data-rc-new]")) {
            delete chunk.dataset.rcNew;
        }
    });
});
