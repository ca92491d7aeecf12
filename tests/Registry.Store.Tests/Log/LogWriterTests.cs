using Registry.Domain.Access;
using Registry.Store.Log;

namespace Registry.Store.Tests.Log;

public sealed class LogWriterTests : LogDatabaseTests
{
    /// <summary>Patient callers: what these tests ask is what is written, not how fast.</summary>
    private static readonly LogWriterOptions Patient = new() { AnswerWithin = TimeSpan.FromSeconds(30) };

    [Fact]
    public async Task A_grant_earns_a_receipt_for_its_person_and_classes_that_dies()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient);
        var line = Database.Line();

        var result = Assert.IsType<LineResult.Granted>(await log.Write(line, default));

        var receipt = result.Receipt;
        Assert.Equal((line.RecordId, 0L, 1L), (receipt.RecordId, receipt.LeafIndex, receipt.TreeSize));
        Assert.True(receipt.Covers(line.Subject, FieldClass.CoreIdentity, receipt.Expires.AddMilliseconds(-1)));
        Assert.False(receipt.Covers(line.Subject, FieldClass.CoreIdentity, receipt.Expires));
        Assert.False(receipt.Covers(line.Subject, FieldClass.Health, receipt.Expires.AddSeconds(-1)));
        Assert.Equal(line.RecordId, Assert.Single(await Database.CheckLog()).Stored.Id);
        Assert.Equal((await Database.Head()).Root.Bytes, result.Position.Root.Span);
    }

    [Fact]
    public async Task A_line_that_grants_nothing_earns_a_position_and_no_receipt()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient);

        var result = await log.Write(Database.Line(grant: false), default);

        Assert.Equal(0, Assert.IsType<LineResult.Noted>(result).Position.LeafIndex);
    }

    [Fact]
    public async Task A_line_is_stored_exactly_as_it_was_sealed()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient);
        var line = Database.Line() with { };

        await log.Write(line, default);

        var stored = await Database.Reader.Find(line.RecordId, default);
        Assert.NotNull(stored);
        Assert.Equal(line.Sealed.Actor, stored.Stored.Actor.ToArray());
        Assert.Equal(line.Sealed.Subject, stored.Stored.Subject.ToArray());
        Assert.Equal(line.Sealed.Justification, stored.Stored.Justification.ToArray());
        Assert.Equal(line.Sealed.AuditEpoch, stored.AuditEpoch);
    }

    [Fact]
    public async Task Facts_that_moved_send_the_line_back_and_leave_nothing()
    {
        var (known, absent) = (Guid.NewGuid(), Guid.NewGuid());
        await Database.Execute($"insert into registry.subject values ('{known}', 7, '\\x01')");
        await using var log = new LogWriter(Database.AppConnection, Patient);

        var results = await log.WriteMany(
            [
                Database.Line(factSubject: known, factVersion: 6),
                Database.Line(factSubject: known, factVersion: 7),
                Database.Line(factSubject: known, factVersion: 0),
                Database.Line(factSubject: absent, factVersion: 0),
                Database.Line(factSubject: absent, factVersion: 1),
            ],
            default);

        Assert.Equal(
            [typeof(LineResult.Stale), typeof(LineResult.Granted), typeof(LineResult.Stale), typeof(LineResult.Granted), typeof(LineResult.Stale)],
            results.Select(result => result.GetType()));
        Assert.Equal(2, (await Database.CheckLog()).Count);
    }

    [Fact]
    public async Task A_directory_that_moved_since_the_caller_was_proven_sends_the_line_back()
    {
        var (person, directory) = (Guid.NewGuid(), Guid.NewGuid());
        await Database.Execute($"insert into registry.subject values ('{person}', 7, '\\x01'), ('{directory}', 3, '\\x01')");
        await using var log = new LogWriter(Database.AppConnection, Patient);
        Line Proven(long by, long facts) => Database.Line(factSubject: person, factVersion: facts) with { Actor = (directory, by) };

        var results = await log.WriteMany([Proven(3, 7), Proven(2, 7), Proven(3, 6), Proven(2, 6), Database.Line() with { Actor = (directory, 4) }, Database.Line()], default);

        Assert.Equal(
            [typeof(LineResult.Granted), typeof(LineResult.Stale), typeof(LineResult.Stale), typeof(LineResult.Stale), typeof(LineResult.Stale), typeof(LineResult.Granted)],
            results.Select(result => result.GetType()));
        Assert.Equal(2, (await Database.CheckLog()).Count);
    }

    [Fact]
    public async Task A_batch_of_stale_lines_alone_leaves_the_tree_as_it_was()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient);
        await log.Write(Database.Line(), default);
        var before = await Database.Head();

        var result = await log.Write(Database.Line(factSubject: Guid.NewGuid(), factVersion: 1), default);

        Assert.IsType<LineResult.Stale>(result);
        Assert.Equal(before, await Database.Head());
    }

    [Fact]
    public async Task Two_writers_on_one_log_lose_and_double_nothing_and_each_keeps_its_order()
    {
        const int each = 700;
        await using var one = new LogWriter(Database.AppConnection, Patient with { BatchSize = 16 });
        await using var other = new LogWriter(Database.AppConnection, Patient with { BatchSize = 64 });
        var lines = Enumerable.Range(0, 2 * each).Select(_ => Database.Line()).ToArray();

        // Each process hands over its lines one after the other, without waiting for answers.
        var handed = await Task.WhenAll(
            Task.Run(() => lines[..each].Select(line => one.Write(line, default)).ToArray()),
            Task.Run(() => lines[each..].Select(line => other.Write(line, default)).ToArray()));
        var places = (await Task.WhenAll(handed.SelectMany(writes => writes))).Select(result => Assert.IsType<LineResult.Granted>(result).Receipt.LeafIndex).ToArray();

        var records = await Database.CheckLog();
        Assert.Equal(lines.Length, records.Count);
        foreach (var (line, place) in lines.Zip(places))
            Assert.Equal(line.RecordId, records[(int)place].Stored.Id);
        Assert.Equal(places[..each].Order(), places[..each]);
        Assert.Equal(places[each..].Order(), places[each..]);
        // Both were at work at once; else this says nothing of several processes.
        Assert.True(places[..each].Max() > places[each..].Min() && places[each..].Max() > places[..each].Min());
    }

    [Fact]
    public async Task The_same_line_sent_again_has_the_same_place()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient);
        var line = Database.Line();
        var first = Assert.IsType<LineResult.Granted>(await log.Write(line, default));
        await log.Write(Database.Line(), default);

        var again = Assert.IsType<LineResult.Granted>(await log.Write(line, default));

        Assert.Equal(first.Receipt.LeafIndex, again.Receipt.LeafIndex);
        Assert.Equal(2, (await Database.CheckLog()).Count);
    }

    [Fact]
    public async Task A_grant_under_the_record_id_of_another_line_gets_no_receipt()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient);
        var line = Database.Line();
        await log.Write(line, default);

        await Assert.ThrowsAsync<LogUnavailableException>(() => log.Write(Database.Line(recordId: line.RecordId), default));

        Assert.Single(await Database.CheckLog());
    }

    [Fact]
    public async Task One_line_that_the_log_refuses_does_not_take_the_others_with_it()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient);
        await log.Write(Database.Line(), default);
        var good = Enumerable.Range(0, 7).Select(_ => Database.Line()).ToList();
        var sealedUnderNoEpoch = Database.Line();
        sealedUnderNoEpoch = sealedUnderNoEpoch with { Sealed = sealedUnderNoEpoch.Sealed with { AuditEpoch = Guid.NewGuid() } };
        await using var locked = await Locked.Tree(Database);

        var answers = good.Take(3).Append(sealedUnderNoEpoch).Concat(good.Skip(3)).Select(line => log.Write(line, default)).ToList();
        await locked.Release();

        await Assert.ThrowsAsync<LogUnavailableException>(() => answers[3]);
        answers.RemoveAt(3);
        Assert.All(await Task.WhenAll(answers), result => Assert.IsType<LineResult.Granted>(result));
        Assert.Equal(8, (await Database.CheckLog()).Count);
    }

    [Fact]
    public async Task A_record_id_twice_in_one_batch_is_one_line()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient);
        await log.Write(Database.Line(), default);
        var line = Database.Line();
        await using var locked = await Locked.Tree(Database);

        var answers = new[] { log.Write(line, default), log.Write(line, default), log.Write(line, default) };
        await locked.Release();
        var results = await Task.WhenAll(answers);

        Assert.All(results, result => Assert.Equal(1, Assert.IsType<LineResult.Granted>(result).Receipt.LeafIndex));
        Assert.Equal(2, (await Database.CheckLog()).Count);
    }

    [Fact]
    public async Task A_locked_log_answers_unavailable_and_what_is_written_later_is_claimed_by_nobody()
    {
        await using var log = new LogWriter(Database.AppConnection);
        await using var locked = await Locked.Tree(Database);

        await Assert.ThrowsAsync<LogUnavailableException>(() => log.Write(Database.Line(), default));

        await locked.Release();
        var after = await Eventually.Get(async () =>
        {
            try
            {
                return await log.Write(Database.Line(), default);
            }
            catch (LogUnavailableException)
            {
                return null;
            }
        });
        Assert.IsType<LineResult.Granted>(after);
        await Database.CheckLog();
    }

    [Fact]
    public async Task Callers_that_left_before_their_batch_leave_no_line()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient);
        await using var locked = await Locked.Tree(Database);
        var first = log.Write(Database.Line(), default);
        await Eventually.Get(async () => await locked.Waiters() > 0 ? "waits" : null);
        using var leaving = new CancellationTokenSource();
        var left = Enumerable.Range(0, 20).Select(_ => log.Write(Database.Line(), leaving.Token)).ToArray();

        await leaving.CancelAsync();
        foreach (var answer in left)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await locked.Release();
        await first;
        await log.Write(Database.Line(), default);

        Assert.Equal(2, (await Database.CheckLog()).Count);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_queues_nothing()
    {
        var options = Patient with { Capacity = 16, BatchSize = 4, Share = 4 };
        await using var log = new LogWriter(Database.AppConnection, options);
        await using var locked = await Locked.Tree(Database);
        var inFlight = log.Write(Database.Line(), default);
        await Eventually.Get(async () => await locked.Waiters() > 0 ? "waits" : null);
        var queued = Enumerable.Range(0, 16).Select(_ => log.Write(Database.Line(), default)).ToArray();

        await Assert.ThrowsAsync<LogBusyException>(() => log.Write(Database.Line(), default));
        Assert.Equal(16, log.Health.QueueDepth);

        await locked.Release();
        await inFlight;
        await Task.WhenAll(queued);
        Assert.Equal(0, log.Health.QueueDepth);
        Assert.Equal(17, (await Database.CheckLog()).Count);
    }

    [Fact]
    public async Task Whoever_floods_a_log_that_stalls_fills_its_own_share_and_the_others_lines_get_through()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient with { Capacity = 16, BatchSize = 4, Share = 8 });
        await using var locked = await Locked.Tree(Database);
        Line Of(string? share) => Database.Line() with { Share = share };
        var inFlight = log.Write(Of("one"), default);
        await Eventually.Get(async () => await locked.Waiters() > 0 ? "waits" : null);
        List<Task> queued = [.. Enumerable.Range(0, 8).Select(_ => log.Write(Of("one"), default))];

        await Assert.ThrowsAsync<LogBusyException>(() => log.Write(Of("one"), default));
        queued.AddRange(log.Write(Of("other"), default), log.WriteMany([Of("other"), Of("other")], default), log.Write(Of(null), default));

        Assert.Equal(12, log.Health.QueueDepth);
        await locked.Release();
        await Task.WhenAll(queued.Append(inFlight));
        await log.Write(Of("one"), default);
        Assert.Equal(14, (await Database.CheckLog()).Count);
    }

    [Fact]
    public async Task What_a_full_share_is_refused_never_counts_among_the_lines_of_all_not_for_a_moment()
    {
        var queue = new LineQueue(Patient with { Capacity = 16, BatchSize = 4, Share = 4 });
        Submission Four() => new([.. Enumerable.Range(0, 4).Select(_ => Database.Line() with { Share = "one" })]);
        queue.Enter(Four());
        using var over = new CancellationTokenSource();
        var deepest = Task.Run(() =>
        {
            var most = 0;
            while (!over.IsCancellationRequested) most = Math.Max(most, queue.Depth);
            return most;
        });

        var flood = Four();
        for (var n = 0; n < 20_000; n++) Assert.Throws<LogBusyException>(() => queue.Enter(flood));
        await over.CancelAsync();

        Assert.Equal(4, await deepest);
    }

    [Fact]
    public async Task A_page_longer_than_a_batch_is_refused()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient with { BatchSize = 2 });

        await Assert.ThrowsAsync<ArgumentException>(() => log.WriteMany([Database.Line(), Database.Line(), Database.Line()], default));
        await Assert.ThrowsAsync<ArgumentException>(() => log.WriteMany([], default));
    }

    [Fact]
    public async Task The_lines_of_a_page_stand_side_by_side()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient with { BatchSize = 7 });
        var pages = Enumerable.Range(1, 30).Select(i => Enumerable.Range(0, (i % 5) + 1).Select(_ => Database.Line()).ToList()).ToList();

        var answers = await Task.WhenAll(pages.Select(page => log.WriteMany(page, default)));

        foreach (var results in answers)
        {
            var indexes = results.Select(result => ((LineResult.Granted)result).Receipt.LeafIndex).ToList();
            Assert.Equal(Enumerable.Range(0, indexes.Count).Select(i => indexes[0] + i), indexes);
        }

        Assert.Equal(pages.Sum(page => page.Count), (await Database.CheckLog()).Count);
    }

    [Fact]
    public async Task What_waits_is_written_when_the_writer_closes()
    {
        var log = new LogWriter(Database.AppConnection, Patient);
        var answers = Enumerable.Range(0, 300).Select(_ => log.Write(Database.Line(), default)).ToArray();

        await log.DisposeAsync();

        Assert.Equal(300, (await Task.WhenAll(answers)).Length);
        await Assert.ThrowsAsync<LogUnavailableException>(() => log.Write(Database.Line(), default));
        Assert.Equal(300, (await Database.CheckLog()).Count);
    }
}
