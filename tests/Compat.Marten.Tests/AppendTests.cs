using JasperFx;
using JasperFx.Events;

namespace Compat.Marten.Tests;

public sealed class AppendTests(EventStoreFixture store) : IClassFixture<EventStoreFixture>
{
    [Fact]
    public async Task The_expected_version_is_the_one_after_the_append()
    {
        var id = await store.Started(1);
        await using var session = store.Store.LightweightSession();
        var action = session.Events.Append(id, 4, new Paid(2), new Paid(3));

        await session.SaveChangesAsync();

        Assert.Equal(4, action.Version);
        Assert.Equal([1L, 2L, 3L, 4L], (await store.Read(id)).Select(e => e.Version));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task An_append_at_another_version_is_refused_and_tells_both_versions(long expectedAfter)
    {
        var id = await store.Started(1, 2);
        await using var session = store.Store.LightweightSession();
        session.Events.Append(id, expectedAfter, new Paid(3));

        var refusal = await Assert.ThrowsAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());

        Assert.IsAssignableFrom<ConcurrencyException>(refusal);
        Assert.Equal(id, refusal.Id);
        Assert.Contains($"expected {expectedAfter - 1} but was 3", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await store.Read(id)).Count);
    }

    [Theory]
    [InlineData(1, "expected 0 but was 1")]
    [InlineData(2, "expected 1 but was 0")]
    public async Task An_expectation_about_a_stream_that_is_or_is_not_there_is_checked(long expectedAfter, string told)
    {
        var id = expectedAfter == 1 ? await store.Started() : Guid.NewGuid();
        await using var session = store.Store.LightweightSession();
        session.Events.Append(id, expectedAfter, new Paid(3));

        var refusal = await Assert.ThrowsAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());

        Assert.Contains(told, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expected_version_below_the_number_of_events_cannot_be_meant()
    {
        using var session = store.Store.LightweightSession();

        Assert.Throws<ArgumentOutOfRangeException>(() => session.Events.Append(Guid.NewGuid(), 1, new Paid(1), new Paid(2)));
    }

    [Fact]
    public async Task Of_two_writers_at_one_version_one_wins_and_the_other_is_told()
    {
        for (var round = 0; round < 20; round++)
        {
            var id = await store.Started();
            using var barrier = new Barrier(2);

            var outcomes = await Task.WhenAll(Write(id, barrier), Write(id, barrier));

            Assert.IsType<EventStreamUnexpectedMaxEventIdException>(Assert.Single(outcomes, outcome => outcome is not null));
            Assert.Equal([1L, 2L], (await store.Read(id)).Select(e => e.Version));
        }

        Task<Exception?> Write(Guid id, Barrier barrier) => Task.Run(async () =>
        {
            await using var session = store.Store.LightweightSession();
            session.Events.Append(id, 2, new Paid(1));
            barrier.SignalAndWait();
            return await Record.ExceptionAsync(() => session.SaveChangesAsync());
        });
    }

    [Fact]
    public async Task Without_an_expectation_the_events_follow_what_is_there()
    {
        var (known, missing) = (await store.Started(1), Guid.NewGuid());
        await using var session = store.Store.LightweightSession();
        session.Events.Append(known, new Paid(2));
        session.Events.Append(missing, new Opened("late"));

        await session.SaveChangesAsync();

        Assert.Equal([1L, 2L, 3L], (await store.Read(known)).Select(e => e.Version));
        Assert.Equal([1L], (await store.Read(missing)).Select(e => e.Version));
    }

    [Fact]
    public async Task Appends_of_one_session_to_one_stream_are_one_append()
    {
        var id = await store.Started();
        await using var session = store.Store.LightweightSession();
        session.Events.Append(id, 2, new Paid(1));
        session.Events.Append(id, 3, new Paid(2));

        await session.SaveChangesAsync();

        Assert.Equal([1L, 2L, 3L], (await store.Read(id)).Select(e => e.Version));
    }

    [Fact]
    public async Task An_id_that_was_set_before_the_append_is_kept()
    {
        var (stream, given) = (await store.Started(), Guid.NewGuid());
        await using var session = store.Store.LightweightSession();
        session.Events.Append(stream, 2, new Event<Paid>(new Paid(1)) { Id = given });

        await session.SaveChangesAsync();

        Assert.Equal(given, (await store.Read(stream))[1].Id);
    }
}
