"""The server's door: app_streamlit.py behind the headers of ui/headers.py. `recoupe serve` opens it."""

import streamlit as st
from starlette.middleware import Middleware

from ui.headers import Sealed

app = st.App("app_streamlit.py", middleware=[Middleware(Sealed)])
