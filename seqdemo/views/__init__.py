"""Pure functions from a Trace to a picture; no Streamlit, no torch."""
