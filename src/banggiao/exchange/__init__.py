"""Formats that others read and write: exports of a store, imports of data sets."""
