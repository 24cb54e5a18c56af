"""Backup of all documents, and of all bytes that they name, to a folder or a bucket. Runs in the studio's image."""
