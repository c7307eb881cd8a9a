// A click on a time plays from there, and the transcript follows what is played. Without this script the same links open the
// page at that second.
const media = document.querySelector("[data-player]");
const box = document.querySelector("[data-said]");
const follow = document.querySelector("[data-follow]");
const parts = [...document.querySelectorAll("[data-part]")]
    .map((link) => ({ link, source: link.dataset.part, offset: Number(link.dataset.at) }));
const lines = [...(box?.querySelectorAll("li:not(.chat) > a") ?? [])]
    .map((link) => ({ line: link.parentElement, at: Number(link.dataset.at) }));

// A seek may end a little before the moment that was asked for.
const slack = 60;

let offset = Number(media?.dataset.offset ?? 0);
let marked = box?.querySelector("li[aria-current]") ?? null;
let isFollowing = true;

const lineAt = (moment) => {
    let [low, high] = [0, lines.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (lines[middle].at <= moment + slack) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }

    return low > 0 ? lines[low - 1].line : null;
};

// The box alone is moved, never the page: whoever reads below stays there.
const keepInView = () => {
    if (!marked) {
        return;
    }

    const [line, view] = [marked.getBoundingClientRect(), box.getBoundingClientRect()];
    if (line.top < view.top + view.height * 0.1 || line.bottom > view.bottom - view.height * 0.25) {
        box.scrollTop += line.top - view.top - view.height * 0.3;
    }
};

const setFollowing = (wanted) => {
    isFollowing = wanted;
    if (follow) {
        follow.hidden = wanted;
    }

    if (wanted) {
        keepInView();
        // Lines that were never drawn had a guessed height; now they have their own.
        requestAnimationFrame(keepInView);
    }
};

const mark = (line) => {
    if (line === marked) {
        return;
    }

    marked?.removeAttribute("aria-current");
    line?.setAttribute("aria-current", "true");
    marked = line;
    if (isFollowing) {
        setFollowing(true);
    }
};

const partAt = (moment) => parts.findLast((part) => part.offset <= moment) ?? parts[0];

const open = (part, second) => {
    offset = part.offset;
    media.src = `${part.source}#t=${Math.max(0, second)}`;
    for (const other of parts) {
        other.link.toggleAttribute("aria-current", false);
    }

    part.link.setAttribute("aria-current", "true");
};

const play = (moment) => {
    const part = partAt(moment);
    if (part && part.offset !== offset) {
        open(part, (moment - part.offset) / 1000);
    } else {
        media.currentTime = Math.max(0, (moment - offset) / 1000);
    }

    mark(lineAt(moment));
    setFollowing(true);

    // A browser that may not or cannot play says so in the player itself.
    media.play().catch(() => {});
};

if (media) {
    document.addEventListener("click", (event) => {
        const link = event.target.closest("a[data-at]");
        if (link && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
            event.preventDefault();
            history.replaceState(null, "", link.href);
            play(Number(link.dataset.at));
        }
    });

    const hear = () => mark(lineAt(offset + media.currentTime * 1000));
    media.addEventListener("timeupdate", () => media.paused || hear());

    // A browser seeks to what the address asked for by itself, and that is marked already.
    const openedAt = Number(media.src.split("#t=")[1]);
    media.addEventListener("seeked", () => Math.abs(media.currentTime - openedAt) * 1000 < slack || hear());
    media.addEventListener("ended", () => {
        const next = parts[parts.findIndex((part) => part.offset === offset) + 1];
        if (next && parts.length > 1) {
            play(next.offset);
        }
    });
}

if (box && follow) {
    for (const sign of ["wheel", "touchmove", "pointerdown", "keydown"]) {
        box.addEventListener(sign, () => media && !media.paused && setFollowing(false), { passive: true });
    }

    follow.addEventListener("click", () => setFollowing(true));
}

// Focus brought the line that was asked for to the edge of the box.
keepInView();
requestAnimationFrame(keepInView);
