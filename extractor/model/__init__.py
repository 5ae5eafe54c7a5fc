"""Asking a model: one protocol, chat completions."""

from extractor.model.chat import ChatModel
from extractor.model.opening import EMBEDDED, HOSTED, TIMEOUT, open_model
from extractor.model.protocol import Message, Model, Profile, Reply, Request
from extractor.model.providers import PROVIDERS, Provider
from extractor.model.rate import RateLimit
from extractor.model.scripted import ScriptedModel
from extractor.model.spending import Price, Spending, read_prices

__all__ = [
    "EMBEDDED",
    "HOSTED",
    "PROVIDERS",
    "TIMEOUT",
    "ChatModel",
    "Message",
    "Model",
    "Price",
    "Profile",
    "Provider",
    "RateLimit",
    "Reply",
    "Request",
    "ScriptedModel",
    "Spending",
    "open_model",
    "read_prices",
]
