"""The record's schema, step by step; Alembic runs these when a record is opened."""
