"""Images: decoding within limits (`worker`), and copies fit for an EPUB or for print (`copies`, `printed`).

Nothing is imported here: the process that decodes loads no more than it needs.
"""
