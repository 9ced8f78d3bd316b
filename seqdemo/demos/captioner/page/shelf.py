"""Photos at hand: samples, uploads and camera, in the session."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from seqdemo.app import sections
from seqdemo.app.page_choices import reset
from seqdemo.app.upload import forget_refused, refused, upload
from seqdemo.core.file_name import shown_file_name
from seqdemo.demos.captioner.page import answers
from seqdemo.demos.captioner.page.answers import NAME
from seqdemo.demos.captioner.page.state import STATE, UPLOADED, of_any_photo, restart
from seqdemo.demos.captioner.photo import MAX_BYTES, PhotoError
from seqdemo.demos.captioner.prepared_photo import PreparedPhoto
from seqdemo.demos.captioner.regions import SIDE
from seqdemo.demos.captioner.samples import ORIGINS
from seqdemo.web.photo_strip import photo_strip

MOST = 12
"""Photos of a visitor that are kept, the latest ones."""

TYPES = ("jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif")
"""The last two only to say what to do: the uploader itself would refuse them without a reason."""
LIMIT_MB = MAX_BYTES // 1_000_000
_PLACE, _TAKES = "photos", "Photos as JPEG, PNG, WebP, GIF, BMP or TIFF"
_UPLOADS, _NOTES, _OPEN, _OF, _CAMERA = (
    f"{NAME}.{name}" for name in ("uploads", "notes", "upload_open", "of", "camera_open")
)
LOST = (
    "An uploaded photo is gone after a reload or a new start of the server, and a link cannot "
    "carry it: upload it again to see the same. This is a sample photo."
)


def open_state(*, arrived: bool) -> None:
    """Start a run of the page; a link names an uploaded photo, but cannot bring it."""
    session = st.session_state
    for name, value in ((_UPLOADS, ()), (_NOTES, ())):
        session.setdefault(name, value)
    before = session.get(STATE.key("photo"))
    by_link = STATE.open(arrived=arrived)
    if arrived:
        hush()
    if by_link:
        session.pop(_OF, None)
    if "photo" in by_link and STATE["photo"] == UPLOADED:
        _back_to(before)


def _back_to(before: str | None) -> None:
    """The address of an own photo: the one that was there, or a sample with a word of regret."""
    if before in {photo.key for photo in st.session_state[_UPLOADS]}:
        STATE["photo"] = before
    elif not own():
        reset(STATE, "photo")
        restart()
        note(LOST)


def restore(link: Mapping[str, str], placed: Collection[str]) -> None:
    """Adopt the address of a browser whose session was lost, and the visitor's photos with it."""
    lost = link.get("photo") == UPLOADED
    STATE.restore(of_any_photo(link) if lost else link, placed)
    st.session_state.pop(_OF, None)  # the sentence that was opened meanwhile is none of theirs
    hush()
    if lost:
        note(LOST)


def chosen() -> PreparedPhoto | None:
    """The photo that is being described; None if there is none at all."""
    photos = at_hand()
    first = photos[0] if photos else None
    return next((photo for photo in photos if photo.key == STATE["photo"]), first)


def photo() -> PreparedPhoto | None:
    """The photo that is being described; another one than before starts afresh."""
    now = chosen()
    if now is not None:
        if st.session_state.get(_OF) not in (None, now.key):
            restart()
            STATE["painted"] = ()
        st.session_state[_OF] = now.key
    return now


def at_hand() -> tuple[PreparedPhoto, ...]:
    """Samples first, then the visitor's own, the latest last."""
    return (*answers.samples(), *st.session_state[_UPLOADS])


def own() -> int:
    """How many photos the visitor has brought."""
    return len(st.session_state[_UPLOADS])


def choose(key: str) -> None:
    """Describe another photo; a key of none is ignored."""
    if any(photo.key == key for photo in at_hand()):
        STATE["photo"] = key
        hush()


def add(files: Iterable[tuple[str, bytes]]) -> None:
    """Take in files by name and content; what cannot be opened is noted, the others go on.

    The first that could be opened is the one to be described.
    """
    state = st.session_state
    uploads, notes, first = list(state[_UPLOADS]), [], ""
    for number, (name, content) in enumerate(files):
        if number >= MOST:
            notes.append(f"At most {MOST} photos are taken at once; the others were left out.")
            break
        try:
            photo = answers.prepared(content, name)
        except PhotoError as error:
            notes.append(f"{shown_file_name(name, 'photo')}: {error}")
            continue
        uploads = [kept for kept in uploads if kept.key != photo.key]
        uploads.append(photo)
        first = first or photo.key
    if (gone := len(uploads) - MOST) > 0:
        left = "the oldest of yours left" if gone == 1 else f"the {gone} oldest of yours left"
        notes.append(f"{MOST} photos are kept: {left} for the new.")
    STATE["photo"] = first or STATE["photo"]
    state[_UPLOADS] = tuple(uploads[-MOST:])
    state[_NOTES] = tuple(notes)


def note(text: str) -> None:
    """Say something beside the photos."""
    st.session_state[_NOTES] = (text,)


def hush() -> None:
    """Say no more of what was said about files."""
    st.session_state[_NOTES] = ()
    forget_refused(_PLACE)


def inbox() -> None:
    """Buttons that open an upload box and a camera."""
    opened = sections.first_control().popover(
        "Upload photos",
        type="primary",
        on_change="rerun",
        key=_OPEN,
        help="From your device; several at once. Or drag them here",
    )
    with opened:
        upload(
            "Photos: JPEG, PNG, WebP, GIF (first picture), BMP or TIFF",
            _TAKES,
            TYPES,
            LIMIT_MB,
            _PLACE,
            on_files=_unpack,
            popover=_OPEN,
            accept_multiple_files=True,
            help=f"Large photos are fine: the network sees {SIDE} × {SIDE} pixels of them.",
        )
        st.caption(
            "Your photos stay in this session: nothing is stored, and a link cannot carry them."
        )
    camera = st.popover(
        "Camera", on_change="rerun", key=_CAMERA, help="Take a photo with this device"
    )
    if camera.open:  # not before: browsers ask for permission as soon as it is there
        with camera:
            st.camera_input("Take a photo", key=f"{NAME}.camera", on_change=_develop_shot)


def shelf() -> None:
    """All photos as a strip of thumbnails, with what there is to say about files."""
    now = chosen()
    photo_strip(
        at_hand(),
        chosen=now.key if now else None,
        origins=ORIGINS,
        notes=(*st.session_state[_NOTES], *refused(_PLACE, _TAKES, LIMIT_MB)),
        key=f"{NAME}.strip",
        on_act=_act,
    )


def _unpack(files: Sequence[Any]) -> None:
    add((file.name, file.getvalue()) for file in files)


def _develop_shot() -> None:
    shot = st.session_state.get(f"{NAME}.camera")
    if shot is not None:
        taken = sum(photo.name.startswith("photo ") for photo in st.session_state[_UPLOADS])
        add([(f"photo {taken + 1}", shot.getvalue())])
        st.session_state[_CAMERA] = False  # or it would lie over the answer


def _act(act: dict[str, Any]) -> None:
    key = act.get("key")
    if not isinstance(key, str):
        return
    if act.get("do") == "open":  # files are being dragged over the page: here they can be dropped
        st.session_state[_OPEN] = True
    elif act.get("do") == "choose":
        choose(key)
    elif act.get("do") == "remove":
        uploads = st.session_state[_UPLOADS]
        st.session_state[_UPLOADS] = tuple(photo for photo in uploads if photo.key != key)
