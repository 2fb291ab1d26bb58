"""A bare app of Streamlit with one chart: what `start.py` compares with."""

import plotly.graph_objects as go
import streamlit as st

st.title("A chart")
st.plotly_chart(go.Figure(go.Scatter(x=[2009, 2010, 2011], y=[900, 950, 990], mode="lines+markers")))
