"""The only place that knows Streamlit: page frame, cached networks, controls, own components."""
