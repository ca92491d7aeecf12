using System.Runtime.CompilerServices;
using Npgsql;
using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>The tree as the database holds it: what it commits itself to, and its leaf hashes. Proves nothing; whoever reads compares.</summary>
internal static class LogLeaves
{
    private const long Step = 65_536;

    /// <summary>Commits the log to its present size and root.</summary>
    public static async Task<TreeHead> TakeCheckpoint(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("select size, root from access_log.take_checkpoint()");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        return new TreeHead(reader.GetInt64(0), new TreeHash(reader.GetFieldValue<byte[]>(1)));
    }

    /// <summary>Leaf hashes from (inclusive) to until (exclusive), in order, in steps of a bounded size.</summary>
    /// <exception cref="LogRolledBackException">One is missing.</exception>
    public static async IAsyncEnumerable<TreeHash> Read(
        NpgsqlDataSource database, long from, long until, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (from < until)
        {
            var end = Math.Min(from + Step, until);
            await using var command = database.CreateCommand("select access_log.leaf_hashes($1, $2)");
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = end });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            for (; await reader.ReadAsync(cancel); from++)
                yield return new TreeHash(reader.GetFieldValue<byte[]>(0));
            if (from != end)
                throw new LogRolledBackException(LogRefusals.Missing(from));
        }
    }

    /// <summary>A copy of the edge, grown by the leaves that stand in the database up to a size.</summary>
    /// <exception cref="LogRolledBackException">A leaf is missing.</exception>
    public static async Task<RightEdge> Grow(NpgsqlDataSource database, RightEdge from, long until, CancellationToken cancel)
    {
        var grown = from.Copy();
        await foreach (var leaf in Read(database, from.Size, until, cancel))
            grown.Append(leaf);
        return grown;
    }
}
