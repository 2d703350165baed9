"""What the server sends to a browser is whole: it never relies on what the browser has kept."""

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed


def test_no_message_is_left_to_the_memory_of_the_browser():
    message = ForwardMsg()
    message.delta.new_element.markdown.body = "x" * 1_000_000
    populate_hash_if_needed(message)
    assert message.hash
    assert not message.metadata.cacheable
