"""Figures and pictures of a Trace; no Streamlit, no torch."""
