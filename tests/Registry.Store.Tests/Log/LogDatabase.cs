using System.Security.Cryptography;
using Npgsql;
using Registry.AccessLog;
using Registry.Domain.Access;
using Registry.Domain.Secrecy;
using Registry.Store.Log;
using Registry.Store.Schema;
using Registry.Testing;

namespace Registry.Store.Tests.Log;

/// <summary>A registry database with one audit epoch, and the lines and checks that the log's tests share.</summary>
internal sealed class LogDatabase : IAsyncDisposable
{
    private readonly TestDatabase database;

    private LogDatabase(TestDatabase database)
    {
        this.database = database;
        App = NpgsqlDataSource.Create(AppConnection);
        Signer = NpgsqlDataSource.Create(database.As(RegistrySchema.LogSignerRole));
        Reader = new LogReader(ReaderSource = NpgsqlDataSource.Create(database.As(RegistrySchema.LogReaderRole)));
    }

    public string AppConnection => database.As(RegistrySchema.AppRole);

    public string ReaderConnection => database.As(RegistrySchema.LogReaderRole);

    public string Superuser => database.Superuser;

    public NpgsqlDataSource App { get; }

    /// <summary>Of the log's signer.</summary>
    public NpgsqlDataSource Signer { get; }

    public LogReader Reader { get; }

    public Guid Epoch { get; } = Guid.NewGuid();

    private NpgsqlDataSource ReaderSource { get; }

    public static async Task<LogDatabase> Create()
    {
        var database = await TestDatabase.Create();
        await RegistrySchema.Apply(database.Superuser);
        var made = new LogDatabase(database);
        await new AuditEpochs(made.App).AddEpoch(made.Epoch, RandomNumberGenerator.GetBytes(384), default);
        return made;
    }

    public Task<object?> Execute(string sql) => database.Execute(sql);

    /// <summary>Runs a statement under another role, by login or by SET ROLE of the superuser.</summary>
    public async Task<object?> ExecuteAs(string role, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.Superuser);
        await using var connection = await source.OpenConnectionAsync();
        await using var become = new NpgsqlCommand($"set session authorization {role}", connection);
        await become.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>A line that grants <see cref="FieldClass.CoreIdentity"/> and rests on no facts unless told otherwise.</summary>
    public Line Line(bool grant = true, Guid? factSubject = null, long factVersion = 0, Guid? recordId = null) => new(
        recordId ?? Guid.NewGuid(),
        new SealedRecord(RandomNumberGenerator.GetBytes(200), [], RandomNumberGenerator.GetBytes(60), Epoch),
        factSubject,
        factVersion,
        Guid.NewGuid(),
        new HashSet<FieldClass> { FieldClass.CoreIdentity },
        grant);

    public async Task<TreeHead> Head()
    {
        await using var command = ReaderSource.CreateCommand("select size, root from access_log.tree_state");
        await using var rows = await command.ExecuteReaderAsync();
        await rows.ReadAsync();
        return new TreeHead(rows.GetInt64(0), new TreeHash(rows.GetFieldValue<byte[]>(1)));
    }

    public async Task<List<LogRecord>> Records()
    {
        var records = new List<LogRecord>();
        await foreach (var record in Reader.Records(0, long.MaxValue))
            records.Add(record);
        return records;
    }

    /// <summary>Recomputes the whole tree from the stored bytes: contiguous indexes, no record id twice, every leaf hash and the root.</summary>
    public async Task<List<LogRecord>> CheckLog()
    {
        var records = await Records();
        var edge = new RightEdge();
        foreach (var record in records)
        {
            Assert.Equal(edge.Size, record.Index);
            var hash = Merkle.Leaf(LeafEntry.Of(record.Stored.Actor.Span, record.Stored.Subject.Span));
            Assert.Equal(hash, record.LeafHash);
            edge.Append(hash);
        }

        Assert.Equal(edge.Head, await Head());
        Assert.Equal(records.Count, records.Select(record => record.Stored.Id).Distinct().Count());
        return records;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Signer.DisposeAsync();
        await ReaderSource.DisposeAsync();
        await database.DisposeAsync();
    }
}
