"""The names of social networks as they write them themselves."""

from __future__ import annotations

NETWORKS = (
    *("Bluesky", "Diaspora", "Discord", "Facebook", "Flickr", "GitHub", "GitLab", "Instagram", "LinkedIn", "Mastodon"),
    *("Medium", "Messenger", "Myspace", "PeerTube", "Pinterest", "Pixelfed", "Reddit", "Signal", "Skyrock", "Slack"),
    *("Snapchat", "SoundCloud", "Substack", "Telegram", "Threads", "TikTok", "Tumblr", "Twitch", "Twitter", "Viadeo"),
    *("Vimeo", "WeChat", "WhatsApp", "X", "YouTube"),
)

_KNOWN = {name.casefold(): name for name in NETWORKS}


def network_name(typed: str) -> str:
    """Return a network as it writes its own name (`linkedin` is LinkedIn); one that is not known stays as typed."""
    return _KNOWN.get(typed.strip().casefold(), typed)
