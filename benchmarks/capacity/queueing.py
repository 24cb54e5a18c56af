"""Formulas of waiting lines: Erlang C, and its use for service times that are not exponential."""

import math


def erlang_c(servers: int, offered: float) -> float:
    """Probability that an arrival of M/M/c has to wait; ``offered``: arrivals x service time, in servers (Erlang, 1917).

    By the recursion of Erlang B, which does not overflow. 1 where the servers cannot keep up.
    """
    if offered <= 0:
        return 0.0
    if offered >= servers:
        return 1.0
    blocked = 1.0
    for count in range(1, servers + 1):
        blocked = offered * blocked / (count + offered * blocked)
    return servers * blocked / (servers - offered * (1 - blocked))


def mean_wait_s(servers: int, service_s: float, arrivals_per_s: float, variation: float = 1.0) -> float:
    """Mean seconds in line of M/G/c, Poisson arrivals (Allen and Cunneen's approximation; exact for M/M/c and for M/G/1).

    ``variation``: the service time's coefficient of variation; 1 for an exponential one.
    """
    offered = arrivals_per_s * service_s
    if offered >= servers:
        return math.inf
    waits = erlang_c(servers, offered)
    return waits * service_s / (servers - offered) * (1 + variation**2) / 2
