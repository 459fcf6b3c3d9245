"""What the doors of every partner share: the working parts, and the steps that an order takes."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from service.api.problems import not_found
from service.api.services import Services
from service.ats.orders import CALLBACK_JOB, ORDER_JOB, Order, Orders, erase
from service.outgoing import Outgoing
from service.settings import Settings
from service.store import Store
from service.webhooks import jobs


@dataclass(frozen=True)
class Desk:
    """The working parts. ``wake`` tells the workers of this process that there is something to do."""

    services: Services
    outgoing: Outgoing
    wake: Callable[[], None] = field(default=lambda: None)

    @property
    def settings(self) -> Settings:
        """What the operator chose."""
        return self.services.settings

    def orders(self, store: Store, tenant: int) -> Orders:
        """A tenant's orders, within a transaction."""
        return Orders(store.session, self.services.storage.vault, tenant)

    def get(self, tenant: int, identity: str) -> Order | None:
        """An order as it stands."""
        with self.services.storage.reading(tenant) as store:
            return self.orders(store, tenant).get(identity)

    def place(self, order: Order, *, replace_ended: bool = False) -> tuple[Order, bool]:
        """Take an order in, and whether it is new: the same reference again is the same order.

        With ``replace_ended`` a reference whose order has ended may be used for a new one. Raises ``not-found`` where
        the stored resume that it names is gone.
        """
        with self.services.storage.writing(order.tenant) as store:
            named = order.intake.get("resume_id")
            if named and store.resumes.locked(named, shared=True) is None:  # erased a moment ago
                raise not_found("resume")
            shelf = self.orders(store, order.tenant)
            known = None if order.reference is None else shelf.by_reference(order.source, order.reference)
            if known is not None and not known.is_open and replace_ended:
                shelf.save(known, release=True)
                known = None
            if known is None and shelf.add(order):
                jobs.enqueue(store.session, ORDER_JOB, order.id, order.tenant, self.services.clock())
                self.wake()
                return order, True
            known = known or shelf.by_reference(order.source, order.reference or "")
        if known is None:
            raise RuntimeError("an order that clashes with none")
        return known, False

    def cancel(self, tenant: int, identity: str, *, by_partner: bool) -> Order | None:
        """Cancel an order; one that has ended stays as it is. A partner that didn't ask for it is told."""
        with self.services.storage.writing(tenant) as store:
            shelf = self.orders(store, tenant)
            order = shelf.get(identity, lock=True)
            if order is None or not order.is_open:
                return order
            jobs.forget(store.session, [ORDER_JOB], [order.id])
            tells = order.callback_state == "waiting" and not by_partner
            order = replace(
                order,
                status="cancelled",
                completed_at=self.services.clock(),
                callback_state="pending" if tells else "none",
                intake=order.intake if tells else {},
            )
            shelf.save(order)
            if tells:
                jobs.enqueue(store.session, CALLBACK_JOB, order.id, tenant, self.services.clock())
        self.wake()
        return order

    def remove(self, tenant: int, order_ids: list[str]) -> None:
        """Erase orders."""
        with self.services.storage.writing(tenant) as store:
            erase(store.session, tenant, order_ids)
