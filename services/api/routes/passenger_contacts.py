"""Whom a passenger wants told, and how."""

from services.api import problems
from services.api.auth.guard import guarded_router
from services.api.commands.change_contact import Preferences
from services.api.openapi import answers
from services.api.problems import Problem
from services.api.routes.parameters import ContactIdInPath, OwnPassengerId
from services.api.routes.passengers import no_passenger
from services.api.services import Use
from services.api.views.contact import ContactsView, ContactView, contact_view
from services.api.views.new_booking import PreferencesBody

router = guarded_router("passengers")


@router.get("/v1/passengers/{id}/contacts", responses=answers(problems.INVALID_ID, problems.NO_PASSENGER))
async def contacts(passenger_id: OwnPassengerId, use: Use) -> ContactsView:
    """The contacts of the passenger's bookings, with what each is to be told by."""
    found = await use.passengers.contacts(passenger_id)
    if found is None:
        raise no_passenger()
    return ContactsView(items=[contact_view(item) for item in found])


@router.put(
    "/v1/passengers/{id}/contacts/{contact}",
    responses=answers(
        problems.INVALID_ID,
        problems.NO_CONTACT,
        problems.TOO_LARGE,
        problems.INVALID_BODY,
        problems.UNAVAILABLE,
    ),
)
async def prefer(
    passenger_id: OwnPassengerId, contact_id: ContactIdInPath, body: PreferencesBody, use: Use
) -> ContactView:
    """Say how a contact wants to be told. What it does not know of its flights by now is then told so."""
    wanted = Preferences(
        frozenset(body.opted_out), body.locale, None if body.quiet is None else body.quiet.quiet()
    )
    theirs = await use.passengers.contacts(passenger_id) or ()
    if contact_id in {item["contactId"] for item in theirs} and await use.change_contact(contact_id, wanted):
        for item in await use.passengers.contacts(passenger_id) or ():
            if item["contactId"] == contact_id:
                return contact_view(item)
    raise Problem(problems.NO_CONTACT, "no booking of this passenger has this contact")
