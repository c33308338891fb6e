"""What stays open beside the editor: the language server."""
