// Fields that are there to be copied: one press selects all of it, and a button beside it copies. Without this script
// the buttons stay hidden, and the text is selected by hand.
for (const button of document.querySelectorAll("button[data-copy]")) {
    const field = document.getElementById(button.dataset.copy);
    const said = document.getElementById(`${button.dataset.copy}-said`);

    const selectAll = () => {
        if (field.selectionStart === field.selectionEnd) {
            field.select();
        }
    };

    field.addEventListener("focus", selectAll);
    field.addEventListener("click", selectAll);
    button.addEventListener("click", async () => {
        field.select();
        await navigator.clipboard.writeText(field.value);
        said.textContent = said.dataset.said;
    });
    button.hidden = false;
}
