from hypothesis import given
from hypothesis import strategies as st

from apps.attempts.rules import FACTORS, GRACE_MS, Clock, supersedes

moments = st.integers(min_value=0, max_value=10**13)
clocks = st.builds(
    Clock,
    started_at=moments,
    base_ms=st.integers(min_value=1, max_value=10**8),
    factor=st.sampled_from([*FACTORS, None]),
)


@given(clocks, moments)
def test_elapsed_and_remaining_add_up_to_the_limit_while_time_lasts(clock: Clock, now: int) -> None:
    limit, remaining = clock.limit_ms, clock.remaining_ms(now)
    if limit is None:
        assert remaining is None
    elif clock.started_at <= now <= clock.started_at + limit:
        assert remaining == limit - clock.elapsed_ms(now)


@given(clocks, moments)
def test_an_attempt_is_over_only_after_its_grace(clock: Clock, now: int) -> None:
    deadline = clock.deadline_at
    assert clock.is_over(now) == (deadline is not None and now >= deadline + GRACE_MS)


@given(st.lists(st.tuples(st.integers(0, 50), st.sampled_from("xyz")), min_size=1))
def test_whatever_the_order_of_arrival_the_same_save_stands(saves: list[tuple[int, str]]) -> None:
    def standing(order: list[tuple[int, str]]) -> tuple[int, str]:
        held: tuple[int, str] | None = None
        for seq, client in order:
            if supersedes(seq, client, *(held or (None, None))):
                held = (seq, client)
        assert held is not None
        return held

    assert standing(saves) == standing(sorted(saves)) == standing(saves[::-1]) == max(saves)


def test_a_save_sent_again_does_not_supersede_itself() -> None:
    assert not supersedes(7, "tab", 7, "tab")


def test_an_accommodation_multiplies_the_time_allowed() -> None:
    assert Clock(started_at=0, base_ms=10_800_000, factor=1.33).limit_ms == 14_364_000
