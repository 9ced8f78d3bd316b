"""Rooms of a class: store, rights, codes, votes; no Streamlit, no torch."""
