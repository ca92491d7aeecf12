using System.Runtime.CompilerServices;
using Npgsql;

namespace Registry.Store.Statistics;

/// <summary>The sealed entries of statistics, read as a stream: nothing is held but the entries of one name.</summary>
public sealed class StatisticsRows(NpgsqlDataSource app)
{
    /// <summary>Every entry, those of one name behind each other in the order in which they were written.</summary>
    /// <param name="cancel">Gives up, and the query with it.</param>
    public async IAsyncEnumerable<StatisticsRow> All([EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select name, sealed from registry.statistics order by name, entry");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            yield return new StatisticsRow(reader.GetFieldValue<byte[]>(0), reader.GetFieldValue<byte[]>(1));
    }
}

/// <summary>An entry as stored.</summary>
/// <param name="Name">What it is kept under, 16 bytes.</param>
/// <param name="Sealed">The sealed entry.</param>
public sealed record StatisticsRow(byte[] Name, byte[] Sealed);
