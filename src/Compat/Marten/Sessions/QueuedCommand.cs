using Npgsql;

namespace Marten.Sessions;

/// <summary>A statement of the caller's that runs in the transaction of the save.</summary>
internal sealed record QueuedCommand(char Placeholder, string Sql, object?[] Values)
{
    /// <exception cref="InvalidOperationException">The number of marks is not the number of values.</exception>
    public NpgsqlBatchCommand Build()
    {
        var parts = Sql.TrimEnd(';').Split(Placeholder);
        if (parts.Length - 1 != Values.Length)
            throw new InvalidOperationException(
                $"Wrong number of parameter values to SQL '{Sql}', got {Values.Length} values for {parts.Length - 1} placeholders");

        var command = new NpgsqlBatchCommand(string.Concat(parts.Select((part, index) => index == 0 ? part : $"${index}{part}")));
        foreach (var value in Values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
