"""The record in a browser: pages for people, and the same at each address with ``.json`` for programs.

``app.create_app`` makes the application. Nothing here writes to the record, and nothing is fetched from elsewhere.
"""
