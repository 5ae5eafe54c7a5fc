"""Asking a model: one protocol, chat completions."""

from extractor.model.chat import ChatModel
from extractor.model.opening import EMBEDDED, HOSTED, open_model
from extractor.model.protocol import Message, Model, Profile, Reply, Request
from extractor.model.scripted import ScriptedModel

__all__ = [
    "EMBEDDED",
    "HOSTED",
    "ChatModel",
    "Message",
    "Model",
    "Profile",
    "Reply",
    "Request",
    "ScriptedModel",
    "open_model",
]
