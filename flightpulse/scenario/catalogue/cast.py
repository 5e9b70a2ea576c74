"""Passengers that several scenarios have, each time with contacts of their own."""

from flightpulse.scenario.script import Group
from services.core.booking.contact import Channel

BY_SMS = Group(("Ana",), (Channel.SMS,))
BY_EMAIL = Group(("Ben",), (Channel.EMAIL,))
BY_PUSH = Group(("Cleo",), (Channel.PUSH,))
OPTED_OUT = Group(("Dora",), (Channel.EMAIL,), opted_out=True)
