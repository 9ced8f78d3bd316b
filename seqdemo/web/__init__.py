"""Streamlit components that several pages share, and what makes components of ES modules."""
