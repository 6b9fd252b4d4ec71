"""The processes of a batch: each has the library and everything prepared for one supplier ready for the next.

They are started anew (`spawn`), not forked: whoever calls may have threads. Each has a pipe of its own. When this
process ends, however it ends, the pipes close and the others end after the supplier at hand; when one of them ends (the
system takes the memory back), the supplier at hand is reported and another process takes the place. An interrupt from
the keyboard is for this process alone, which closes the pipes.
"""

from __future__ import annotations

import contextlib
import gc
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from contracts_kit.batch.making import Maker, Order, Outcome, Work, failed
from contracts_kit.errors import refuse
from contracts_kit.findings import Finding, Place

AHEAD = 2
"""How many suppliers each process has before it: one at hand, and one so that it need not wait for us."""
MOST_ENDINGS = 3
"""How many processes may end one after the other without a single supplier made."""
SECONDS_TO_END = 10


def outcomes(work: Work, orders: Iterator[Order], jobs: int) -> Generator[Outcome, None, None]:
    """The outcome of each order, as they come. Raises InputError `workers_end`.

    Close it to stop early; the suppliers at hand are finished, and no process stays.
    """
    if jobs == 1:
        maker = Maker(work)
        for order in orders:
            yield maker.make(order)
        return
    crew = _Crew(work, orders)
    try:
        crew.start(jobs)
        yield from crew.outcomes()
    finally:
        crew.stop()


class _Worker:
    """One process, its pipe, and the orders that it has, the one at hand first."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_run, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()
        self.orders: deque[Order] = deque()

    def ended(self) -> str:
        """How the process ended."""
        self.pipe.close()
        self.process.join()
        code = self.process.exitcode or 0
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
        return f"exit {code}"


class _Crew:
    """The processes that work on one list."""

    def __init__(self, work: Work, orders: Iterator[Order]) -> None:
        self._work = work
        self._orders = orders
        self._again: deque[Order] = deque()
        self._workers: dict[Connection, _Worker] = {}
        self._endings = 0

    def start(self, jobs: int) -> None:
        """Start the processes, then give each what it needs: they come up side by side."""
        for worker in [_Worker() for _ in range(jobs)]:
            self._workers[worker.pipe] = worker
        for worker in list(self._workers.values()):
            self._prepare(worker)

    def outcomes(self) -> Iterator[Outcome]:
        """The outcomes, until no order is left."""
        while any(worker.orders for worker in self._workers.values()):
            for pipe in wait(list(self._workers)):
                assert isinstance(pipe, Connection)
                worker = self._workers[pipe]
                try:
                    outcome: Outcome = pipe.recv()
                except (EOFError, OSError):
                    yield from self._replaced(worker)
                    continue
                self._endings = 0
                worker.orders.popleft()
                self._fill(worker)
                yield outcome

    def stop(self) -> None:
        """Close the pipes and wait for the processes, which finish the supplier at hand."""
        for worker in self._workers.values():
            worker.pipe.close()
        for worker in self._workers.values():
            worker.process.join(SECONDS_TO_END)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()

    def _prepare(self, worker: _Worker) -> None:
        with contextlib.suppress(OSError):  # one that has ended shows when it is read from
            worker.pipe.send(self._work)
        self._fill(worker)

    def _fill(self, worker: _Worker) -> None:
        """Give a process orders until it has enough."""
        while len(worker.orders) < AHEAD:
            order = self._again.popleft() if self._again else next(self._orders, None)
            if order is None:
                return
            worker.orders.append(order)
            with contextlib.suppress(OSError):
                worker.pipe.send(order)

    def _replaced(self, worker: _Worker) -> Iterator[Outcome]:
        """The outcome of the order that a process had at hand when it ended; another process gets the rest."""
        found = worker.ended()
        del self._workers[worker.pipe]
        self._endings += 1
        if self._endings >= MOST_ENDINGS:
            raise refuse("workers_end", Place(self._work.sheet), found=found)
        if worker.orders:
            order = worker.orders.popleft()
            place = Place(self._work.sheet, order.line, row=order.row)
            lost = Finding("worker_ended", place, {"found": found})
            self._again.extendleft(reversed(worker.orders))
            yield failed(order, self._work.library.digest, self._work.languages, [lost])
        replacement = _Worker()
        self._workers[replacement.pipe] = replacement
        self._prepare(replacement)


def _run(pipe: Connection) -> None:
    """What a process does: it makes the orders that come, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):
        make: Callable[[Order], Outcome] = Maker(pipe.recv()).make
        gc.freeze()  # the library is not looked through again for what nobody needs
        while True:
            pipe.send(make(pipe.recv()))
