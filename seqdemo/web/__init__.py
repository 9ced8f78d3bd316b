"""Shared Streamlit components, made of ES modules."""
