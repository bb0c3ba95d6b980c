// Passkeys: a form with data-passkey asks the browser for one, puts the answer into its hidden
// field "credential" and sends itself. The server's words come in data-options, or by fetch.
const make = {
  async "sign-in"(form) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return webauthnJSON.get((await answer.json()).request_options);
  },
  prove: (form) => webauthnJSON.get(JSON.parse(form.dataset.options)),
  create(form) {
    const options = JSON.parse(form.dataset.options);
    Object.assign(options.publicKey.authenticatorSelection, {
      residentKey: "required", requireResidentKey: true, userVerification: "required",
    });
    return webauthnJSON.create(options);
  },
};
if (globalThis.webauthnJSON?.supported()) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const error = form.querySelector("[data-passkey-error]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (error) error.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await make[form.dataset.passkey](form));
        form.submit();
      } catch {
        if (error) error.hidden = false;
      }
    });
  }
}
