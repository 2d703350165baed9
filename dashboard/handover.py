"""Waiting until the server has taken over what a run of the script has drawn.

A script hands its elements over one by one, and a busy server takes them later. Streamlit drops
those that it has not taken when a script that has ended is followed by a frame: also the order to
ask for frames. The browser would then never ask again.
"""

from __future__ import annotations

import threading

from streamlit import runtime

PATIENCE = 10.0


def hand_over() -> bool:
    """Wait until what was drawn so far is the server's; whether it came to that.

    Where there is no server, as under ``AppTest``, nothing is dropped.
    """
    if not runtime.exists():
        return True
    taken = threading.Event()
    # What a script draws goes through the same queue, in order.
    runtime.get_instance()._get_async_objs().eventloop.call_soon_threadsafe(taken.set)
    return taken.wait(PATIENCE)
