"""What knows Streamlit and is shared by all pages."""
