/*
 * Asks before a decision. A button in a form with data-rc-dialog opens a dialog that says what the button means and takes what the
 * form takes; so does an opener (data-rc-opens), for all buttons of its form, which can be the form of many items (data-rc-item). Only
 * what is confirmed there is sent. Without scripts the forms are sent as they are. What was typed stays when a dialog is closed, and
 * when something is refused.
 */
(function () {
    "use strict";

    const drafts = new Map();
    let shown = null;

    function words() {
        return document.getElementById("rc-words").dataset;
    }

    function all(element, selector) {
        return Array.from(element.querySelectorAll(selector));
    }

    function create(name, className, text) {
        const element = document.createElement(name);
        element.className = className || "";
        element.textContent = text || "";
        return element;
    }

    function fieldsOf(element) {
        return all(element, "textarea, input, select");
    }

    /* Several names stand with a space between them. */
    function needs(names, field) {
        return (names || "").split(" ").includes(field.name);
    }

    function formNamed(name) {
        return all(document, "form[data-rc-dialog]").find((form) => form.getAttribute("name") === name);
    }

    function formOf(button) {
        return button.dataset.rcOpens === undefined ? button.form : formNamed(button.dataset.rcOpens);
    }

    /* The sentences that say what it means, as the page knows them now. */
    function meaning(form, button) {
        const list = create("ul", "rc-means");
        const sentences = (holder) => all(holder, "li").map((item) => item.textContent.trim());
        if (button !== null && button.dataset.rcMeans !== undefined) {
            sentences(document.getElementById(button.dataset.rcMeans)).forEach((text) => list.append(create("li", "", text)));
            return list;
        }
        const { rcAs, rcOthers } = form.dataset;
        if (rcAs) {
            list.append(create("li", "", words().as.replace("{0}", rcAs)));
        }
        buttonsOf(form).forEach((one) => {
            const text = words()[one.dataset.rcAct + (one.dataset.rcAct === "complete" && rcOthers ? "Others" : "")];
            if (text) {
                const item = create("li");
                item.append(create("strong", "", one.textContent.trim()), ": " + text.replace("{0}", rcOthers));
                list.append(item);
            }
        });
        return list;
    }

    function buttonsOf(form) {
        return all(form, "button[formaction], button[data-rc-act]");
    }

    /* The form of many items has the address of one of them. */
    function addressOf(button, item) {
        const address = button.getAttribute("formaction") || button.form.getAttribute("action");
        return item === undefined ? address : address.replace(/^items\/[^/]+/, () => "items/" + item);
    }

    /* The source is the button that belongs to what is decided; an opener can also stand where that is asked for. */
    function open(source, opener) {
        if (shown !== null) {
            return;
        }
        const form = formOf(source);
        const item = source.dataset.rcItem;
        const button = item ? null : source.dataset.rcOpens ? form.querySelector("button") : source;
        const dialog = create("dialog", "jenkins-dialog rc-dialog");
        const title = create("h2", "jenkins-dialog__title", item ? document.getElementById("title-" + item).textContent : button.dataset.rcTitle);
        const contents = create("form", "jenkins-dialog__contents rc-dialog__contents");
        const refusal = create("div", "rc-dialog__refusal");
        title.id = "rc-dialog-title";
        refusal.setAttribute("role", "alert");
        contents.noValidate = true;
        contents.autocomplete = "off";
        dialog.setAttribute("aria-labelledby", title.id);
        dialog.setAttribute("aria-describedby", "rc-dialog-means");
        const draft = item ? source.id : form.getAttribute("name");
        contents.append(describe(form, button), fields(form, button, drafts.get(draft) || []), refusal, buttons(form, button, item));
        dialog.append(title, contents);
        document.body.append(dialog);
        shown = { dialog, contents, refusal, draft, item, source: source.id, opener: opener.id, reload: form.dataset.rcReload };
        contents.addEventListener("submit", (event) => {
            event.preventDefault();
            send(event.submitter);
        });
        contents.addEventListener("input", keep);
        contents.addEventListener("keydown", noSurprise);
        dialog.addEventListener("cancel", (event) => {
            event.preventDefault();
            close();
        });
        dialog.showModal();
        const first = fieldsOf(contents).find((field) => field.type !== "hidden");
        (first || contents.querySelector("button")).focus();
    }

    function describe(form, button) {
        const means = meaning(form, button);
        means.id = "rc-dialog-means";
        return means;
    }

    function fields(form, button, kept) {
        const holder = form.querySelector(".rc-fields");
        const copy = holder === null ? create("div") : holder.cloneNode(true);
        copy.className = "rc-form";
        all(copy, ".rc-unscripted").forEach((hint) => hint.remove());
        all(copy, "[data-rc-only]")
            .filter((part) => button !== null && !part.dataset.rcOnly.split(" ").includes(button.dataset.rcAct))
            .forEach((part) => part.remove());
        all(copy, "[id]").forEach((element) => (element.id = "dialog-" + element.id));
        all(copy, "label[for]").forEach((label) => label.setAttribute("for", "dialog-" + label.getAttribute("for")));
        fieldsOf(copy).forEach((field, place) => {
            field.required = button !== null && needs(button.dataset.rcNeeds, field);
            if (field.required) {
                copy.querySelector("label[for='" + field.id + "']").append(create("span", "rc-quiet", " (" + words().required + ")"));
            }
            if (kept[place] !== undefined) {
                field.value = kept[place];
            }
        });
        return copy;
    }

    function buttons(form, button, item) {
        const row = create("div", "jenkins-buttons-row rc-buttons");
        (button === null ? buttonsOf(form) : [button]).forEach((original) => {
            const copy = create("button", original.className.replace("rc-small", ""), original.textContent.trim());
            copy.type = "submit";
            copy.dataset.address = addressOf(original, item);
            copy.dataset.needs = original.dataset.rcNeeds || "";
            copy.dataset.missing = original.dataset.rcMissing || "";
            row.append(copy);
        });
        const cancel = create("button", "jenkins-button rc-dialog__cancel", words().cancel);
        cancel.type = "button";
        cancel.addEventListener("click", close);
        row.append(cancel);
        return row;
    }

    function keep() {
        drafts.set(
            shown.draft,
            fieldsOf(shown.contents).map((field) => field.value),
        );
    }

    /* The enter key in a field would press the first button. */
    function noSurprise(event) {
        if (event.key === "Enter" && event.target.tagName === "INPUT") {
            event.preventDefault();
        }
    }

    function refuse(text, field) {
        shown.refusal.className = "rc-dialog__refusal jenkins-alert jenkins-alert-danger";
        shown.refusal.textContent = text;
        if (field) {
            field.setAttribute("aria-invalid", "true");
            field.focus();
        }
    }

    function send(button) {
        const present = shown;
        const missing = button.dataset.needs
            .split(" ")
            .map((name) => fieldsOf(present.contents).filter((field) => field.name === name))
            .find((fields) => fields.length > 0 && fields.every((field) => field.value.trim() === ""));
        if (missing !== undefined) {
            refuse(button.dataset.missing, missing[0]);
            return;
        }
        if (!present.contents.checkValidity() && !present.contents.reportValidity()) {
            return;
        }
        const body = fieldsOf(present.contents)
            .map((field) => encodeURIComponent(field.name) + "=" + encodeURIComponent(field.value))
            .join("&");
        const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" };
        busy(present, true);
        fetch(button.dataset.address, { method: "POST", headers: crumb.wrap(headers), body: body })
            .then((response) => (response.ok ? null : reason(response)))
            .catch(() => words().failed)
            .then((problem) => {
                busy(present, false);
                if (problem === null) {
                    drafts.delete(present.draft);
                    close();
                    document.dispatchEvent(new CustomEvent("rc-changed"));
                    if (present.reload) {
                        location.reload();
                    }
                } else {
                    refuse(problem);
                }
            });
    }

    function reason(response) {
        return response
            .json()
            .then((answer) => answer.error || words().failed)
            .catch(() => words().failed);
    }

    function busy(present, is) {
        present.contents.setAttribute("aria-busy", is);
        all(present.contents, "button[type=submit]").forEach((button) => (button.disabled = is));
    }

    /* Back to where the reader came from, or to the part of the page around it. */
    function close() {
        const opener = document.getElementById(shown.opener);
        const source = document.getElementById(shown.source);
        shown.dialog.close();
        shown.dialog.remove();
        shown = null;
        const part = source && source.closest("[data-rc-part]");
        if (part !== null && isAction(location.hash)) {
            history.replaceState(null, "", "#" + part.id);
        }
        if (opener !== null) {
            opener.focus({ preventScroll: true });
        }
    }

    /* What it means can change while somebody reads it: others vote as well. */
    function follow() {
        if (shown === null) {
            return;
        }
        const source = document.getElementById(shown.source);
        const form = source && formOf(source);
        const asked = all(shown.contents, "button[type=submit]").map((button) => button.dataset.address);
        const offered = form ? buttonsOf(form).filter((one) => asked.includes(addressOf(one, shown.item))) : [];
        if (offered.length === 0) {
            refuse(words().gone);
        } else {
            document.getElementById("rc-dialog-means").replaceWith(describe(form, shown.item ? null : offered[0]));
        }
    }

    function isAction(hash) {
        return /^#(go|no-go|changes|force|sign|promote)-/.test(hash);
    }

    /* An address can lead to the dialog: #go-ID, #no-go-ID, #changes-ID, #force-ID, #sign-ID, #promote-release. */
    function openByAddress() {
        if (!isAction(location.hash)) {
            return;
        }
        const target = document.getElementById(decodeURIComponent(location.hash.substring(1)));
        if (target !== null && target.tagName === "BUTTON") {
            target.click();
        } else {
            /* Who may not decide, or comes too late, is shown the gate. */
            location.replace(location.hash.replace(/^#(go|no-go|changes|force)-/, "#gate-"));
        }
    }

    if (typeof HTMLDialogElement !== "undefined" && HTMLDialogElement.prototype.showModal) {
        document.documentElement.classList.add("rc-scripted");
        document.addEventListener("submit", (event) => {
            if (event.target.matches("form[data-rc-dialog]") && event.submitter) {
                event.preventDefault();
                open(event.submitter, event.submitter);
            }
        });
        document.addEventListener("click", (event) => {
            const opener = event.target.closest("[data-rc-opens]");
            if (opener !== null) {
                event.preventDefault();
                open(formOf(opener) === undefined ? document.getElementById(opener.dataset.rcOpens) : opener, opener);
            }
        });
        document.addEventListener("rc-shown", follow);
        window.addEventListener("hashchange", openByAddress);
        document.addEventListener("DOMContentLoaded", openByAddress);
    }
})();
