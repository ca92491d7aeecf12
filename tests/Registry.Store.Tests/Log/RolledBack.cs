using Registry.AccessLog;

namespace Registry.Store.Tests.Log;

/// <summary>What a superuser who means it can do to a log.</summary>
internal static class RolledBack
{
    /// <summary>The guards are off, the log is cut and its tree recomputed; what is left would pass every check inside the database.</summary>
    public static async Task To(LogDatabase database, int size)
    {
        var edge = new RightEdge();
        await foreach (var line in database.Reader.Records(0, size))
            edge.Append(line.LeafHash);
        var stored = edge.ToBytes().AsMemory(8);
        var peaks = string.Join(",", Enumerable.Range(0, stored.Length / 32).Select(i => $"'\\x{Convert.ToHexString(stored.Span.Slice(32 * i, 32))}'"));
        await Unguarded(database, $"""
            delete from access_log.signature; delete from access_log.checkpoint; delete from access_log.record where idx >= {size};
            update access_log.tree_state set size = {size}, root = '\x{edge.Root()}', edge = array[{peaks}]::bytea[]
            """);
    }

    public static Task<object?> Unguarded(LogDatabase database, string sql) => database.Execute($"""
        alter event trigger registry_freeze disable;
        alter table access_log.record disable trigger user; alter table access_log.tree_state disable trigger user;
        alter table access_log.checkpoint disable trigger user; alter table access_log.signature disable trigger user;
        {sql};
        alter table access_log.tree_state enable always trigger durable;
        """);
}
