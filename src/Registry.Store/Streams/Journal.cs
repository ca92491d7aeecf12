using System.Collections.Frozen;
using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;
using Registry.Domain.History;

namespace Registry.Store.Streams;

/// <summary>
/// The event store: Marten streams of sealed events, appended together with the rows that follow from them. One transaction, one
/// round trip; MUST NOT be retried by anybody after an unknown outcome: the request id finds out what happened.
/// </summary>
public sealed class Journal : IDisposable
{
    private const string PutSubject = "select registry.put_subject(?, ?, ?, ?)";
    private const string PutSuperseded = "insert into registry.superseded (tag) values (?)";
    private const string PutOutbox = "insert into registry.outbox (record_id, sealed) values (?, ?)";
    private const string PutRequest = "insert into registry.request (key, body, result) values (?, ?, ?)";
    private const string PutIndex = "select registry.put_certificate(?, ?, ?)";

    private const string PutDecision = "select registry.put_decision(?, ?)";

    private const string PutStatistics = "insert into registry.statistics (name, sealed) values (?, ?)";

    /// <summary>SQLSTATE of <c>registry.put_subject</c> and <c>registry.put_certificate</c> when what the decision rested on moved.</summary>
    private const string RowMoved = "RG001";

    /// <summary>SQLSTATE of <c>registry.put_decision</c> when the number stands for another paper.</summary>
    private const string NumberUsed = "RG002";

    private static readonly string[] AwayClasses = ["08", "53", "57", "58"];

    private static readonly FrozenDictionary<string, Func<SealedEvent, IEvent>> Makers =
        EventCatalog.All.ToFrozenDictionary(kind => kind.Alias, MakerOf, StringComparer.Ordinal);

    private readonly DocumentStore store;

    /// <param name="source">Data source of the role registry_app.</param>
    public Journal(NpgsqlDataSource source) => store = DocumentStore.For(options => Configure(options, source));

    /// <summary>Appends and writes all of it.</summary>
    /// <exception cref="VersionMovedException">Nothing was written.</exception>
    /// <exception cref="RequestKeptException">Nothing was written.</exception>
    /// <exception cref="DecisionNumberUsedException">Nothing was written.</exception>
    /// <exception cref="NpgsqlException">The database is away. Whether anything was written, the request id finds out.</exception>
    public async Task Write(ActWrite act, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        foreach (var append in act.Streams)
            Add(session, append);
        session.QueueSqlCommand(PutSubject, act.Subject, act.ExpectedRow, act.Row.Version, act.Row.Sealed);
        if (act.Superseded is { } superseded)
            session.QueueSqlCommand(PutSuperseded, superseded);
        session.QueueSqlCommand(PutOutbox, act.Outbox.RecordId, act.Outbox.Sealed);
        if (act.Request is { } request)
            session.QueueSqlCommand(PutRequest, request.Key, request.Body, request.Result);
        if (act.Index is { } index)
            session.QueueSqlCommand(PutIndex, index.Tag, index.Entry, index.Seen);
        foreach (var entry in act.Statistics)
            session.QueueSqlCommand(PutStatistics, entry.Name, entry.Sealed);

        // Last: a twin of this very act was told apart above, by its version or its request.
        if (act.Decision is { } decision)
            session.QueueSqlCommand(PutDecision, decision.Tag, decision.Paper);

        try
        {
            await session.SaveChangesAsync(cancel);
        }
        catch (EventStreamUnexpectedMaxEventIdException moved)
        {
            throw new VersionMovedException(moved);
        }
        catch (Marten.Exceptions.ExistingStreamIdCollisionException exists)
        {
            throw new VersionMovedException(exists);
        }
        catch (Exception failed) when (failed.GetBaseException() is PostgresException { SqlState: RowMoved })
        {
            throw new VersionMovedException(failed);
        }
        catch (Exception failed) when (failed.GetBaseException() is PostgresException { SqlState: NumberUsed })
        {
            throw new DecisionNumberUsedException(failed);
        }
        catch (Exception failed) when (failed.GetBaseException() is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "request_pkey" })
        {
            throw new RequestKeptException(failed);
        }
        catch (Exception failed) when (Away(failed) is { } away)
        {
            throw away;
        }
    }

    /// <summary>The events of one stream in order, whole.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<IReadOnlyList<SealedEvent>> Read(Guid stream, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        IReadOnlyList<IEvent> events;
        try
        {
            events = await session.Events.FetchStreamAsync(stream, token: cancel);
        }
        catch (Exception failed) when (Away(failed) is { } away)
        {
            throw away;
        }

        return [.. events.Select(happened =>
        {
            var entry = (IEntry)happened.Data;
            return new SealedEvent(happened.Id, happened.EventTypeName, happened.Version, entry.Schema, entry.Facts, entry.Values, entry.Mac) { RecordedAt = happened.Timestamp };
        })];
    }

    public void Dispose() => store.Dispose();

    /// <summary>Marten's settings, the same for the running service and for whoever checks its tables.</summary>
    internal static void Configure(StoreOptions options, NpgsqlDataSource source)
    {
        options.Connection(source);
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.Events.DatabaseSchemaName = "events";
        options.Events.StreamIdentity = StreamIdentity.AsGuid;
        options.Events.AppendMode = EventAppendMode.Rich;
        foreach (var kind in EventCatalog.All)
            Map(options, kind);
    }

    /// <summary>
    /// What the event store wraps when its database is away: a connection that broke, or a server that shuts down, starts, or has nothing left to give (classes 08, 53, 57
    /// and 58 of appendix A of PostgreSQL's manual). Null for a fault: that is nobody's to try again.
    /// </summary>
    private static NpgsqlException? Away(Exception failed)
    {
        for (Exception? one = failed; one is not null; one = one.InnerException)
        {
            if (one is NpgsqlException npgsql)
                return npgsql is not PostgresException { SqlState: var state } || AwayClasses.Contains(state[..2]) ? npgsql : null;
        }

        return null;
    }

    private static void Add(IDocumentSession session, StreamAppend append)
    {
        var events = append.Events.Select(object (happened) => Makers[happened.Alias](happened)).ToArray();
        if (append.Expected > 0)
            session.Events.Append(append.Stream, append.Expected + events.Length, events);
        else if (append.Type == StreamTypes.Person)
            session.Events.StartStream<Person>(append.Stream, events);
        else if (append.Type == StreamTypes.Dossier)
            session.Events.StartStream<Dossier>(append.Stream, events);
        else if (append.Type == StreamTypes.Agency)
            session.Events.StartStream<Agency>(append.Stream, events);
        else if (append.Type == StreamTypes.Report)
            session.Events.StartStream<Report>(append.Stream, events);
        else
            session.Events.StartStream<Announcement>(append.Stream, events);
    }

    private static void Map(StoreOptions options, EventKind kind) =>
        typeof(Journal).GetMethod(nameof(MapEntry), NonPublic)!.MakeGenericMethod(kind.ClrType)
            .CreateDelegate<Action<StoreOptions, string>>()(options, kind.Alias);

    private static void MapEntry<TEvent>(StoreOptions options, string alias) => options.Events.MapEventType<Entry<TEvent>>(alias);

    private static Func<SealedEvent, IEvent> MakerOf(EventKind kind) =>
        typeof(Journal).GetMethod(nameof(MakeEvent), NonPublic)!.MakeGenericMethod(kind.ClrType).CreateDelegate<Func<SealedEvent, IEvent>>();

    private static Event<Entry<TEvent>> MakeEvent<TEvent>(SealedEvent happened) =>
        new Event<Entry<TEvent>>(new Entry<TEvent>(happened.Schema, happened.Facts, happened.Values, happened.Mac)) { Id = happened.Id };

    private const System.Reflection.BindingFlags NonPublic = System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static;

    // Stream types: the event store takes the alias from the class name (person, dossier, announcement, report).
    private sealed class Person;

    private sealed class Dossier;

    private sealed class Announcement;

    private sealed class Agency;

    private sealed class Report;
}
